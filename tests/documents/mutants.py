"""Documents and tables with something wrong in them: seeded, of all formats, most of them still readable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from tests.documents.tenants import Texts

VALUES: Final = (
    "null", "~", "[]", "{}", '""', "''", "0", "-1", "1", "2", "100", "101", "1000000000000", "1e400", "NaN",
    "true", "no", "17:30", "0123", "2026-02-30", "2026-12-24", "12-25", "mon-fri 09:00-17:00", "closed",
    "Ana", "Boris", "sales", "support", "shop", "main", '"#1"', '"#99"', '"#0"', "group:sales", "group:nope",
    "deleted-group:old", "voicemail", "menu", "hang-up", "unlimited", "80/20", "101/5", "rolling:3d",
    "break:30", "+359888123456", "+35929876543", "088 812 3456", "ana@example.com", "a@b", "manager",
    "voice", "sales", "voice-call-center-addon", "skills", "disabled", "Europe/Sofia", "Mars/Olympus", "BG", "ZZ",
    "agents.csv", "members.csv", "nope.csv", "../agents.csv", "topic=billing", "topic", "number^=+3", "a: b",
    "*x", "&x 1", "!!int 3", "<<", "%", "@", "`", "é", "\u202e", "\U0001f600", "x" * 70, "y" * 1500,
    "[Ana, Boris]", "{agent: Ana}", '{agent = "Ana"}', '{"agent": "Ana"}', "billing:5", "billing:11,x", "|", ">-",
    "http://example.com/x", "business-server", "user-selects-group", "$QueuePosition", "$Nope", "laptop",
)  # fmt: skip
"""What may be written instead of a value; every kind of field finds some that it takes."""
SIGNS: Final = "\"'`[]{}(),:;#&*!|>%@-?=~<.\\/ \t\n\r\x00\x07\u00e9\u2028\ufeff0aZ"
_VALUE: Final = re.compile(r'(?<=[:=,]) *("[^"\n]*"|[^\s,\]\}\n]+)')
_KEY: Final = re.compile(r'"?([a-z][a-z-]+)"?(?= *[:=])')


def mutated(texts: Mapping[str, str], random: Random) -> Texts:
    """The texts with one thing wrong in them, or with a few."""
    found = dict(texts)
    gentle = random.random() < _GENTLE
    for _ in range(1 if gentle else random.randint(1, 4)):
        name = random.choice(list(found))
        change = random.choice(_SMALL if gentle else (*_SMALL, *_ROUGH))
        found[name] = change(found[name], random)
    return found


def _other_value(text: str, random: Random) -> str:
    return _at_one(_VALUE, text, random, lambda _: f" {random.choice(VALUES)}")


def _value_of_another(text: str, random: Random) -> str:
    taken = random.choice(_VALUE.findall(text) or [""])
    return _at_one(_VALUE, text, random, lambda _: f" {taken}")


def _other_key(text: str, random: Random) -> str:
    key = random.choice(_KEY.findall(text) or ["name"])
    return _at_one(_KEY, text, random, lambda _: key)


def _other_cell(text: str, random: Random) -> str:
    """In a table any cell; elsewhere as good as any other place."""
    return _at_one(re.compile(r"(?<=[,\n])[^,\n]*"), text, random, lambda _: random.choice(VALUES))


def _line_lost(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    del lines[random.randrange(len(lines) or 1) : random.randrange(len(lines) + 1)][:3]
    if lines:
        del lines[random.randrange(len(lines))]
    return "".join(lines)


def _line_twice(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    place = random.randrange(len(lines))
    return "".join([*lines[:place], lines[place], *lines[place:]])


def _lines_swapped(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _indented(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    place = random.randrange(len(lines))
    line = lines[place]
    lines[place] = random.choice((f"  {line}", line.removeprefix("  "), f"\t{line}"))
    return "".join(lines)


def _sign(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    kept = place + random.choice((0, 0, 1))
    return text[:place] + random.choice(SIGNS) + text[kept:]


def _cut(text: str, random: Random) -> str:
    begin = random.randrange(len(text) + 1)
    return text[:begin] + text[begin + random.randrange(1, 60) :]


def _repeated(text: str, random: Random) -> str:
    begin = random.randrange(len(text) + 1)
    end = begin + random.randrange(1, 200)
    return text[:end] + text[begin:end] * random.randint(1, 3) + text[end:]


def _nested(text: str, random: Random) -> str:
    deep = random.choice((3, 99, 101, 3000))
    return _at_one(_VALUE, text, random, lambda _: f" {'[' * deep}{']' * deep}")


def _at_one(pattern: re.Pattern[str], text: str, random: Random, new: Callable[[str], str]) -> str:
    """The text with another thing at one of the places where the pattern is."""
    places = list(pattern.finditer(text))
    if not places:
        return text
    place = random.choice(places)
    return text[: place.start()] + new(place[0]) + text[place.end() :]


_GENTLE: Final = 0.7
"""How many have but one thing wrong, of a kind that most often reads."""
_SMALL: Final[Sequence[Callable[[str, Random], str]]] = (
    _other_value, _other_value, _value_of_another, _other_cell, _line_lost, _line_twice, _lines_swapped,
)  # fmt: skip
_ROUGH: Final[Sequence[Callable[[str, Random], str]]] = (
    _other_key, _indented, _sign, _cut, _repeated, _nested,
)  # fmt: skip
