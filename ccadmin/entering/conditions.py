r"""What a routing rule asks of a contact (S3): one attribute, compared with words.

    topic=billing          the attribute is this word
    language=bg,en         it is one of these
    number^=+3592,+35932   it starts with one of these
    customer_type          it is there at all

Words are compared as names are: trimmed, in NFC, without regard to case; numbers besides without
the blanks, dashes, dots and brackets that people put into them. A blank attribute is none. A comma
inside a word is written `\,`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from ccadmin.errors import RuleError
from ccadmin.vocabulary import Comparison

TOPIC: Final = "topic"
"""The attribute that groups state their topics about."""
NUMBER: Final = "number"
"""The attribute that holds the number that was dialled."""
KNOWN: Final = ("channel", TOPIC, "location", "customer_type", "language", NUMBER)
"""The attributes that contacts are known to have; any other column of a file is one too."""
SYNTAX: Final = "write topic=billing, language=bg,en, number^=+3592, or topic alone for any topic"
MOST_WORDS: Final = 1000
"""How long the words of one condition may be, all together."""

_SIGNS: Final = {Comparison.IS: "=", Comparison.STARTS_WITH: "^=", Comparison.PRESENT: ""}
_PUNCTUATION: Final = re.compile(r"[\s().\-/\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class Condition:
    """One attribute compared with words; `wanted` is empty where it need only be there."""

    attribute: str
    comparison: Comparison
    wanted: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = (word.replace("\\", "\\\\").replace(",", "\\,") for word in self.wanted)
        return f"{self.attribute}{_SIGNS[self.comparison]}{','.join(words)}"

    def holds(self, value: str | None) -> bool:
        """Whether an attribute with that value, None or blank for no attribute, passes."""
        key = compared(self.attribute, value)
        if key is None:
            return False
        keys = (compared(self.attribute, word) or "" for word in self.wanted)
        match self.comparison:
            case Comparison.PRESENT:
                return True
            case Comparison.IS:
                return key in keys
            case Comparison.STARTS_WITH:
                return key.startswith(tuple(keys))


@lru_cache(maxsize=4096)  # the words of rules come back with every contact
def compared(attribute: str, value: str | None) -> str | None:
    """The form in which the values of an attribute are compared; None for none."""
    key = _clean(value or "").casefold()
    if attribute == NUMBER:
        key = _PUNCTUATION.sub("", key)
    return key or None


def parse_condition(text: str) -> Condition:
    """Read one condition as people type it.

    Raises:
        RuleError: it names no attribute, or compares it with nothing.
    """
    name, equals, words = text.partition("=")
    starts = name.endswith("^")
    attribute = parse_attribute(name.removesuffix("^"), text)
    if not equals and not starts:
        return Condition(attribute, Comparison.PRESENT)
    wanted = tuple(dict.fromkeys(filter(None, map(_clean, _split(words)))))
    if not equals or not wanted:
        raise RuleError(
            "condition", f'condition "{text}" compares "{attribute}" with nothing', hint=SYNTAX
        )
    if not all(word.isprintable() for word in wanted):
        raise RuleError(
            "condition", f'condition "{text}" holds a control character', hint="leave it out"
        )
    if len(words) > MOST_WORDS:
        raise RuleError(
            "condition",
            f'the condition on "{attribute}" has {len(words)} characters, at most {MOST_WORDS} are kept',
            hint="make several rules of it",
        )
    return Condition(attribute, Comparison.STARTS_WITH if starts else Comparison.IS, wanted)


def parse_attribute(name: str, text: str) -> str:
    """The attribute that a name means: `customer-type` is the column `customer_type`.

    Raises:
        RuleError: there is no name, or it cannot be one of a column.
    """
    attribute = _clean(name)
    if not attribute or not attribute.isprintable():
        raise RuleError("condition", f'"{text}" names no attribute of a contact', hint=SYNTAX)
    usual = attribute.casefold().replace("-", "_")
    return usual if usual in KNOWN else attribute


def _clean(word: str) -> str:
    return " ".join(normalize("NFC", word).split())


def _split(words: str) -> list[str]:
    r"""The words between commas; `\,` is a comma and `\\` a backslash inside a word."""
    parts = re.findall(r"((?:\\.|[^,\\]|\\$)*)(?:,|$)", words)
    return [re.sub(r"\\([,\\])", r"\1", part) for part in parts]
