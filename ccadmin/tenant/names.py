"""How people name things: what a name may be, and how an object is found by it.

A name is stored as typed, trimmed, in NFC, and matched by its casefolded key, because names are
Cyrillic as often as Latin (S3). `#12` is an id, `12` is a name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ccadmin.errors import RuleError

LONGEST_TEXT: Final = 1000
LONGEST_NAME: Final = 64
"""S0: a name has between 1 and 64 characters."""


def clean_name(kind: str, text: str) -> str:
    """The name as it is stored.

    Raises:
        RuleError: it is empty, longer than 64 characters, holds a control character, or could be
            taken for an id.
    """
    name = normal(text)
    if 1 <= len(name) <= LONGEST_NAME and name.isprintable() and name[0] != "#":
        return name
    if not 1 <= len(name) <= LONGEST_NAME:
        article = "an" if kind[0] in "aeiou" else "a"
        raise RuleError(
            "name-length",
            f"{article} {kind} name has 1 to {LONGEST_NAME} characters, this one has {len(name)}",
            hint="shorten it" if name else "give it a name",
        )
    if not name.isprintable():
        raise RuleError(
            "name-characters",
            f'{kind} name "{name}" holds {_unprintable(name)}',
            hint="use letters, digits, spaces and signs that can be printed",
        )
    if re.fullmatch(r"#[0-9]+", name):
        raise RuleError(
            "name-like-id",
            f'{kind} name "{name}" would be taken for an id',
            hint="a # followed by digits always means an id; choose another name",
        )
    return name


def clean_text(field: str, text: str) -> str | None:
    """Free text as it is stored; empty text is no text.

    Raises:
        RuleError: it is longer than 1000 characters or holds a terminal's control characters.
    """
    plain = normal(text)
    if len(plain) > LONGEST_TEXT:
        raise RuleError(
            "text-length",
            f"{field} has {len(plain)} characters, at most {LONGEST_TEXT} are kept",
            hint="shorten it",
        )
    if not all(c.isprintable() or c == "\n" for c in plain):
        raise RuleError(
            "text-characters",
            f'{field} "{plain[:40]}" holds {_unprintable(plain)}',
            hint="use letters, signs and line ends only",
        )
    return plain or None


def key_of(name: str) -> str:
    """The key under which a name is found: NFC, trimmed, casefolded.

    Bytes that are no UTF-8 are written out: nothing has such a name, but people may ask for it.
    """
    if name.isascii():
        return name.strip().lower()  # the same, and asked for ten thousand times in a row
    asked = normal(name).casefold()
    return asked.encode("utf-8", "backslashreplace").decode()


def normal(text: str) -> str:
    """The text in NFC and trimmed."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def id_in(name: str) -> int | None:
    """The id in `#12`, or None for a name."""
    if "#" not in name:
        return None
    matched = _ID.fullmatch(name.strip())
    return int(matched[1]) if matched else None


def _unprintable(text: str) -> str:
    """The first character that cannot be printed, by its name where it has one."""
    first = next((c for c in text if not c.isprintable() and c != "\n"), "\n")
    return f"the character {unicodedata.name(first, f'U+{ord(first):04X}')}"


_ID: Final = re.compile(r"#([0-9]{1,18})")
