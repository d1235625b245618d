"""What the fields of a document may hold, value by value: how each is read, written and described.

A shape reads the text that somebody wrote, as the options of commands do, and writes the text that it
would read again. What refers to another object, in `reference_shapes`, is read as a name first, and
settled into an id when all names are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccadmin import arguments
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.addresses import clean_email, clean_extension
from ccadmin.tenant.names import clean_name, clean_text
from ccadmin.tenant.ranges import LONGEST

if TYPE_CHECKING:
    from enum import StrEnum

    from ccadmin.documents.nodes import Node
    from ccadmin.tenant.document.naming import Naming

Plain = Any
"""What a document writer takes: text, numbers, yes and no, lists and mappings of them."""


@dataclass(slots=True)
class Context:
    """What reading depends on beside the text.

    Attributes:
        region: of phone numbers without a country code.
        zone: the tenant's.
        numbers: phone numbers that are known to be in order, because the tenant holds them.
        read: what texts were read as, because many objects say the same.
    """

    region: str
    zone: str
    numbers: frozenset[str] = frozenset()
    read: dict[tuple[object, str], Any] = field(default_factory=dict)


class Shape:
    """What a field may hold: any text."""

    remembered = False
    """Whether it pays to remember what a text was read as."""

    def take(self, node: Node, context: Context) -> Any:
        """The value of a node that is not nothing.

        Raises:
            RuleError: it is another kind of thing, or the text is refused.
        """
        if not isinstance(node.value, str):
            raise RuleError("document-kind", f"{node.kind} is not {self.expected}")
        return self.of(node.value, context)

    def of(self, text: str, context: Context) -> Any:
        """The value of a text, read once where it pays."""
        if not self.remembered:
            return self.read(text, context)
        key = (self, text)
        if key not in context.read:
            context.read[key] = self.read(text, context)
        return context.read[key]

    @property
    def expected(self) -> str:
        """What it is, in a sentence."""
        return "text"

    def read(self, text: str, context: Context) -> Any:
        """The value that a text stands for."""
        del context
        return text

    def settle(self, value: Any, naming: Naming) -> Any:
        """The value with ids instead of names."""
        del naming
        return value

    def write(self, value: Any, naming: Naming) -> Plain:
        """What a document says for a value that is not None."""
        del naming
        return value

    def schema(self) -> dict[str, Any]:
        """The shape as JSON Schema."""
        return {"type": "string"}


@dataclass(frozen=True)
class Name(Shape):
    """The name of a noun."""

    noun: str

    def read(self, text: str, context: Context) -> str:
        del context
        return clean_name(self.noun, text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": 64}


@dataclass(frozen=True)
class Prose(Shape):
    """Free text; empty text is none."""

    what: str

    def read(self, text: str, context: Context) -> str | None:
        del context
        return clean_text(self.what, text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 1000}


@dataclass(frozen=True)
class Word(Shape):
    """One of the words of an enum."""

    words: type[StrEnum]
    remembered = True

    @property
    def expected(self) -> str:
        return f"one of {', '.join(self.words)}"

    def read(self, text: str, context: Context) -> str:
        del context
        word = text.strip().casefold().replace("_", "-")
        if word not in list(self.words):
            raise RuleError(
                "bad-value", f'"{text}" is not {self.expected}', hint=did_you_mean(word, self.words)
            )
        return str(self.words(word))

    def schema(self) -> dict[str, Any]:
        return {"enum": [str(word) for word in self.words]}


@dataclass(frozen=True)
class Whole(Shape):
    """A whole number."""

    least: int = 0
    most: int = LONGEST
    remembered = True

    @property
    def expected(self) -> str:
        return f"a whole number from {self.least} to {self.most}"

    def read(self, text: str, context: Context) -> int:
        del context
        if not re.fullmatch(r"\s*[-+]?[0-9]{1,12}\s*", text):
            raise RuleError("bad-value", f'"{text}" is not {self.expected}')
        number = int(text)
        if not self.least <= number <= self.most:
            raise RuleError("bad-value", f'"{text.strip()}" is not {self.expected}')
        return number

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Switch(Shape):
    """Yes or no."""

    remembered = True

    @property
    def expected(self) -> str:
        return "yes or no"

    def read(self, text: str, context: Context) -> bool:
        del context
        word = text.strip().casefold()
        if word not in _SWITCH:
            raise RuleError("bad-value", f'"{text}" is not yes or no')
        return _SWITCH[word]

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, {"enum": list(_SWITCH)}]}


@dataclass(frozen=True)
class Limit(Shape):
    """A whole number from 0, or unlimited, which is None."""

    remembered = True

    @property
    def expected(self) -> str:
        return "a whole number or unlimited"

    def read(self, text: str, context: Context) -> int | None:
        del context
        return arguments.read_limit(text).most

    def write(self, value: Any, naming: Naming) -> Plain:
        del naming
        return arguments.UNLIMITED if value is None else value

    def schema(self) -> dict[str, Any]:
        whole = {"type": "integer", "minimum": 0, "maximum": LONGEST}
        return {"anyOf": [whole, {"const": arguments.UNLIMITED}]}


@dataclass(frozen=True)
class Level(Shape):
    """A service level, `80/20`."""

    remembered = True

    @property
    def expected(self) -> str:
        return "PER-CENT/SECONDS such as 80/20"

    def read(self, text: str, context: Context) -> tuple[int, int]:
        del context
        level = arguments.read_service_level(text)
        return level.percent, level.seconds

    def write(self, value: Any, naming: Naming) -> Plain:
        del naming
        return f"{value[0]}/{value[1]}"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\s*\d{1,3}\s*%?\s*/\s*\d{1,6}\s*s?\s*$"}


@dataclass(frozen=True)
class CounterWindow(Shape):
    """How far back counters reach: `day`, `shift`, `all` or `rolling:7d`."""

    remembered = True

    def read(self, text: str, context: Context) -> tuple[str, int]:
        del context
        window = arguments.read_window(text)
        return str(window.window), window.days

    def write(self, value: Any, naming: Naming) -> Plain:
        del naming
        return f"{value[0]}:{value[1]}d" if value[0] == "rolling" else value[0]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\s*(day|shift|all|rolling:\d{1,3}d)\s*$"}


class NoAnswer(NamedTuple):
    """What follows an offer that rang out; seconds where the text has some."""

    then: str
    seconds: int | None


@dataclass(frozen=True)
class OnNoAnswer(Shape):
    """`next`, `retry`, `break` or `break:SECONDS`, whose seconds go into the field break-length."""

    remembered = True

    def read(self, text: str, context: Context) -> NoAnswer:
        del context
        found = arguments.read_no_answer(text)
        return NoAnswer(str(found.then), found.seconds)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\s*(next|retry|break(:\s*\d+\s*s?)?)\s*$"}


@dataclass(frozen=True)
class Zone(Shape):
    """An IANA time zone."""

    remembered = True

    def read(self, text: str, context: Context) -> str:
        from ccadmin.calendars import parse_zone

        del context
        return parse_zone(text)


@dataclass(frozen=True)
class Region(Shape):
    """A region of the phone numbering plan; ZZ is none."""

    def read(self, text: str, context: Context) -> str:
        from ccadmin.tenant.tenants import NO_REGION, checked_region

        del context
        return NO_REGION if text.strip().upper() == NO_REGION else checked_region(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Za-z]{2}$"}


@dataclass(frozen=True)
class Email(Shape):
    """An email address."""

    def read(self, text: str, context: Context) -> str | None:
        del context
        return clean_email(text) if text.strip() else None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 254}


@dataclass(frozen=True)
class Extension(Shape):
    """An extension, 2 to 8 digits."""

    def read(self, text: str, context: Context) -> str | None:
        del context
        return clean_extension(text) if text.strip() else None

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "pattern": "^[0-9]{2,8}$"}, {"type": "integer"}]}


@dataclass(frozen=True)
class Phone(Shape):
    """A phone number, kept as E.164."""

    def read(self, text: str, context: Context) -> str | None:
        if text in context.numbers:
            return text
        if not text.strip():
            return None
        from ccadmin.tenant.phones import parse_phone

        return parse_phone(text, context.region)


@dataclass(frozen=True)
class Instant(Shape):
    """An instant, kept as RFC 3339 in UTC."""

    @property
    def expected(self) -> str:
        return "an instant such as 2026-12-24T09:00:00Z"

    def read(self, text: str, context: Context) -> str:
        del context
        try:
            instant = datetime.fromisoformat(text.strip())
            told = instant.astimezone(UTC).isoformat(timespec="milliseconds")
        except (ValueError, OverflowError):
            instant = None
        if instant is None or instant.tzinfo is None:
            raise RuleError("bad-value", f'"{text}" is not {self.expected}')
        return told.replace("+00:00", "Z")


@dataclass(frozen=True)
class Week(Shape):
    """Weekly hours, `mon-fri 09:00-17:00; sat 10:00-14:00` or `closed`, as ranges."""

    remembered = True

    def read(self, text: str, context: Context) -> tuple[tuple[int, int, int], ...]:
        from ccadmin.calendars import parse_week

        week, _ = parse_week([text], zone=context.zone)
        return tuple(sorted((r.weekday, r.start, r.end) for r in week.ranges))

    def write(self, value: Any, naming: Naming) -> Plain:
        from ccadmin.calendars import Range, format_week

        del naming
        return format_week(Range(*each) for each in value)


_SWITCH: Final = {
    "yes": True, "no": False, "true": True, "false": False, "on": True, "off": False,
}  # fmt: skip
