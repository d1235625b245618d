"""Values that people type as one word: how each is read, and what it means.

Every reader takes the text as typed and raises `RuleError` with the accepted forms; commands name
it as the parser of an option.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ccadmin.errors import RuleError, UsageError, did_you_mean
from ccadmin.vocabulary import FlowAction, HoursOwner, NoAnswer, OverflowAction, Window

UNLIMITED: Final = "unlimited"
_LARGEST: Final = 1_000_000_000


class IfExists(StrEnum):
    """What `add` does when the object is there already."""

    REFUSE = "refuse"
    KEEP = "keep"
    UPDATE = "update"

    @classmethod
    def of(cls, *, if_not_exists: bool, or_update: bool) -> IfExists:
        """The choice behind the flags `--if-not-exists` and `--or-update`.

        Raises:
            UsageError: both are given.
        """
        if if_not_exists and or_update:
            raise UsageError(
                "contradiction",
                "--if-not-exists leaves what exists, --or-update changes it",
                hint="give one of the two",
            )
        if or_update:
            return cls.UPDATE
        return cls.KEEP if if_not_exists else cls.REFUSE


@dataclass(frozen=True, slots=True)
class Limit:
    """A number, or None for unlimited."""

    most: int | None

    def __str__(self) -> str:
        return UNLIMITED if self.most is None else str(self.most)


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """A share of contacts in per cent that is to be answered within so many seconds (S3)."""

    percent: int
    seconds: int

    def __str__(self) -> str:
        return f"{self.percent}/{self.seconds}"


@dataclass(frozen=True, slots=True)
class CounterWindow:
    """How far back counters reach; `days` counts for a rolling window only."""

    window: Window
    days: int = 1

    def __str__(self) -> str:
        rolling = self.window is Window.ROLLING
        return f"{self.window}:{self.days}d" if rolling else str(self.window)


@dataclass(frozen=True, slots=True)
class OverflowTo:
    """Where a contact goes that a group does not keep: an action, or another group by its name."""

    action: OverflowAction
    group: str | None = None

    def __str__(self) -> str:
        return str(self.action) if self.group is None else f"group:{self.group}"


@dataclass(frozen=True, slots=True)
class OnNoAnswer:
    """What follows an offer that rang out; `seconds` counts for a break only, None keeps them."""

    then: NoAnswer
    seconds: int | None = None

    def __str__(self) -> str:
        return f"{self.then}:{self.seconds}" if self.then is NoAnswer.BREAK else str(self.then)


@dataclass(frozen=True, slots=True)
class Skills:
    """Skills and the least proficiency in each, in the order in which they were named."""

    needed: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return ",".join(f"{name}:{level}" for name, level in self.needed)


@dataclass(frozen=True, slots=True)
class FlowTo:
    """Where a branch of a call flow leads: an action, or a group by its name."""

    action: FlowAction
    group: str | None = None


@dataclass(frozen=True, slots=True)
class HoursOf:
    """Whose hours a call flow keeps."""

    kind: HoursOwner
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Topics:
    """The kinds of problem that a group is responsible for (S3)."""

    names: tuple[str, ...]


def read_limit(text: str) -> Limit:
    """Read a whole number from 0, or `unlimited`."""
    if text.strip().casefold() == UNLIMITED:
        return Limit(None)
    return Limit(_whole(text, what="a whole number or unlimited"))


def read_service_level(text: str) -> ServiceLevel:
    """Read `80/20`: 80 per cent answered within 20 seconds."""
    matched = re.fullmatch(r"\s*(\d{1,3})\s*%?\s*/\s*(\d{1,6})\s*s?\s*", text)
    if matched is None or not 1 <= int(matched[1]) <= 100:  # noqa: PLR2004 - per cent
        raise RuleError(
            "service-level",
            f'service level "{text}" is not PER-CENT/SECONDS',
            hint="80/20 means 80 per cent answered within 20 seconds",
        )
    return ServiceLevel(int(matched[1]), int(matched[2]))


def read_window(text: str) -> CounterWindow:
    """Read `day`, `shift`, `all`, or `rolling:7d`."""
    word = text.strip().casefold()
    fixed = (Window.DAY, Window.SHIFT, Window.ALL)
    if word in fixed:
        return CounterWindow(Window(word))
    matched = re.fullmatch(r"rolling:(\d{1,3})d", word)
    if matched is None or not 1 <= int(matched[1]) <= 366:  # noqa: PLR2004 - a leap year
        raise RuleError(
            "window",
            f'counter window "{text}" is not day, shift, all or rolling:DAYSd',
            hint=did_you_mean(word, fixed) or "rolling:7d counts the last seven days, 366 at most",
        )
    return CounterWindow(Window.ROLLING, int(matched[1]))


def read_overflow(text: str) -> OverflowTo:
    """Read `voicemail`, `callback`, `hang-up`, or `group:NAME`."""
    word, colon, group = text.strip().partition(":")
    word = word.casefold()
    if word == OverflowAction.GROUP and colon and group.strip():
        return OverflowTo(OverflowAction.GROUP, group.strip())
    actions = [action for action in OverflowAction if action is not OverflowAction.GROUP]
    if colon or word not in actions:
        raise RuleError(
            "overflow",
            f'overflow "{text}" is not voicemail, callback, hang-up or group:NAME',
            hint=did_you_mean(word, actions) or "group:support hands on to group support",
        )
    return OverflowTo(OverflowAction(word))


def read_no_answer(text: str) -> OnNoAnswer:
    """Read `next`, `retry`, `break`, or `break:SECONDS`."""
    word, colon, seconds = text.strip().casefold().partition(":")
    if word in list(NoAnswer) and not colon:
        return OnNoAnswer(NoAnswer(word))
    length = re.fullmatch(r"\s*(\d{1,10})\s*s?\s*", seconds)
    if word != NoAnswer.BREAK or length is None or not 1 <= int(length[1]) <= _LARGEST:
        raise RuleError(
            "no-answer",
            f'"{text}" is not next, retry, break or break:SECONDS',
            hint=did_you_mean(word, NoAnswer) or "break:300 is a break of five minutes",
        )
    return OnNoAnswer(NoAnswer.BREAK, int(length[1]))


def read_skills(text: str) -> Skills:
    """Read `billing:3,english`: names with levels from 1 to 10, 1 where none is given."""
    needed: dict[str, int] = {}
    for word in text.split(","):
        name, _, digits = word.rpartition(":") if ":" in word else (word, "", "1")
        name = name.strip()
        level = int(digits) if re.fullmatch(r"\s*[0-9]{1,2}\s*", digits) else 0
        if not name or not 1 <= level <= 10:  # noqa: PLR2004 - as proficiency
            raise RuleError(
                "skills",
                f'skill "{word.strip()}" is not NAME or NAME:LEVEL with a level from 1 to 10',
                hint="billing:3,english calls for billing at 3 or better, and for some english",
            )
        if name.casefold() in (known.casefold() for known in needed):
            raise RuleError(
                "skills", f'skill "{name}" is named twice', hint="name it once, with one level"
            )
        needed[name] = level
    return Skills(tuple(needed.items()))


def read_flow_target(text: str) -> FlowTo:
    """Read `group:NAME`, `menu`, `voicemail` or `hang-up`."""
    word, colon, group = text.strip().partition(":")
    word = word.casefold()
    if word == FlowAction.GROUP and group.strip():
        return FlowTo(FlowAction.GROUP, group.strip())
    actions = [action for action in FlowAction if action is not FlowAction.GROUP]
    if colon or word not in actions:
        raise RuleError(
            "flow-target",
            f'"{text}" is not group:NAME, menu, voicemail or hang-up',
            hint=did_you_mean(word, actions) or "group:sales lets the caller into group sales",
        )
    return FlowTo(FlowAction(word))


def read_hours_of(text: str) -> HoursOf:
    """Read `group:NAME` or `center:NAME`."""
    kind, _, name = text.strip().partition(":")
    owners = (HoursOwner.GROUP, HoursOwner.CENTER)
    if kind.casefold() not in owners or not name.strip():
        raise RuleError(
            "hours-of",
            f'"{text}" is not group:NAME or center:NAME',
            hint="center:shop keeps the hours of center shop",
        )
    return HoursOf(HoursOwner(kind.casefold()), name.strip())


def read_topics(text: str) -> Topics:
    """Read `billing,complaints`."""
    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise RuleError(
            "topics",
            f'"{text}" has an empty topic',
            hint="write them as billing,complaints; --unset topics takes all away",
        )
    return Topics(tuple(names))


def _whole(text: str, *, what: str) -> int:
    matched = re.fullmatch(r"\s*(\d{1,10})\s*", text)
    if matched is None or int(matched[1]) > _LARGEST:
        raise RuleError(
            "limit", f'limit "{text}" is not {what}', hint=f"the largest number is {_LARGEST}"
        )
    return int(matched[1])
