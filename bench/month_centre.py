"""Sets the bank's centre up by ccadmin commands, and writes its calls as a contacts file.

Weekly hours cannot say that somebody worked on the third of January only. So each working day
is a pair of groups of its own (the calls of that day, and its calls for internet help), and each
person of each day is an agent whose weekly hours have that weekday only: on another week's same
weekday that agent is on shift too, but no call of that day can reach the groups it is in.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import polars as pl

from bench.bank import BREAK, DAY, DAY_BEGINS, ServerDay, kaplan_meier, pauses, server_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bench.shell import Shell

ZONE: Final = "Asia/Jerusalem"
HEAD_START: Final = 90
"""Seconds by which a caller of priority 2 is queued earlier than he came."""
SHORT_BREAK: Final = 300
TYPES: Final = ("IN", "NE", "NW", "PE", "TT")
"""The types of call that may have a group of their own; the others are ordinary."""
NOWHERE: Final = "menu"
"""A group without members, for callers who hung up before they could queue."""


class Staff(StrEnum):
    """Where the shifts come from."""

    FIRST_TO_LAST = "from the first service of a day to the last"
    BREAKS = "the same, less every gap of more than 15 minutes"
    SHORT_BREAKS = "the same, less every gap of more than 5 minutes"
    FLAT = "the same number of hours each day, spread evenly over it"


class Patience(StrEnum):
    """How long a caller would wait."""

    KAPLAN_MEIER = "drawn from the Kaplan-Meier fit"
    EXPONENTIAL = "exponential with the rate of hanging up while queued"
    UNLIMITED = "nobody hangs up before the night"
    RECORDED = "who hung up has his own; the others draw from the fit beyond their wait"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What one simulation of the month takes for granted; the defaults are the base case.

    Attributes:
        staff: where shifts come from.
        patience: how long callers would wait.
        ageing: whether priority 2 is worth 90 seconds of age, or nothing.
        wrap_up: whether each call is followed by a pause as it was seen when others waited.
        menu: whether callers who hung up without queueing never reached the queue.
        by_type: whether each type of call is served only by people who took such calls; in the
            base case that holds for internet help alone.
    """

    staff: Staff = Staff.FIRST_TO_LAST
    patience: Patience = Patience.KAPLAN_MEIER
    ageing: bool = True
    wrap_up: bool = False
    menu: bool = False
    by_type: bool = False

    @property
    def centre_name(self) -> str:
        """What tells tenants apart; patience and menu are in the contacts file instead."""
        held = {"ageing": self.ageing, "wrap-up": self.wrap_up, "by type": self.by_type}
        return " ".join(
            [self.staff.name.lower(), *(name for name, set_up in held.items() if set_up)]
        )


def set_up(shell: Shell, calls: pl.DataFrame, assume: Assumptions) -> int:
    """Makes the tenant; gives the number of commands that it took."""
    commands = list(_commands(calls, assume))
    for words in commands:
        shell.run(*words)
    return len(commands)


def write_contacts(calls: pl.DataFrame, assume: Assumptions, path: Path) -> None:
    """Writes the calls as ccadmin reads them, the recorded facts carried along."""
    talks: dict[str, list[int]] = dict(
        calls.filter(outcome="AGENT").group_by("type").agg("talk").iter_rows()
    )
    patience, seen = _patience(calls, assume.patience), pauses(calls, longest=BREAK)
    draw = random.Random(1)
    rows = []
    for call in calls.iter_rows(named=True):
        chance, lost = draw.random(), call["outcome"] == "HANG"
        guessed = draw.choice(talks.get(call["type"]) or talks["PS"])
        pause = draw.choice(seen)
        start = datetime.strptime(f"19{call['day']}", "%Y%m%d")  # noqa: DTZ007 - local on purpose
        rows.append(
            {
                "id": call["call"],
                "arrived": (start + timedelta(seconds=call["arrived"])).isoformat(),
                "group": _group_of(call, assume),
                "talk": guessed if lost else call["talk"],
                "patience": patience(call, chance),
                "wrap_up": pause if assume.wrap_up else 0,
                "priority": int(call["priority"] == 2),
                "real_agent": call["server"],
                "real_wait": call["wait"],
                "real_outcome": call["outcome"],
            }
        )
    pl.DataFrame(rows).write_csv(path)


def _commands(calls: pl.DataFrame, assume: Assumptions) -> Iterator[list[str]]:
    """The commands in their order, as one would type them."""
    days = calls["day"].unique().sort().to_list()
    kinds = ["calls", *(TYPES if assume.by_type else TYPES[:1])]
    routing = ["--order", "ageing", "--age-point", str(HEAD_START)] if assume.ageing else []
    yield ["tenant", "init", "--zone", ZONE]
    yield ["group", "add", NOWHERE]
    for day in days:
        for kind in kinds:
            yield ["group", "add", f"{kind} {_date(day)}", *routing]
    people: dict[str, list[ServerDay]] = {day: [] for day in days}
    for number, person in enumerate(_staff(calls, assume.staff)):
        people[person.day].append(person)
        yield ["agent", "add", _name(person), "--extension", str(1000 + number)]
        yield ["hours", "set", "agent", _name(person), *_hours(person)]
    for day, staff in people.items():
        for kind in kinds:
            able = [_name(person) for person in staff if _serves(person, kind)]
            if able:
                yield ["group", "members", "add", f"{kind} {_date(day)}", *able]


def _serves(person: ServerDay, kind: str) -> bool:
    return kind == "calls" or kind in person.types


def _staff(calls: pl.DataFrame, staff: Staff) -> list[ServerDay]:
    gaps = {Staff.BREAKS: BREAK, Staff.SHORT_BREAKS: SHORT_BREAK}
    people = server_days(calls, longest_gap=gaps.get(staff))
    if staff is not Staff.FLAT:
        return people
    flat: list[ServerDay] = []
    for day in sorted({person.day for person in people}):
        there = [person for person in people if person.day == day]
        start = min(person.ranges[0][0] for person in there)
        end = max(person.ranges[-1][1] for person in there)
        worked = sum(until - since for person in there for since, until in person.ranges)
        flat += [
            ServerDay(person.server, day, ((start, end),), person.types)
            for person in there[: round(worked / (end - start))]
        ]
    return flat


def _group_of(call: dict[str, object], assume: Assumptions) -> str:
    if assume.menu and call["outcome"] == "HANG" and not call["queued"]:
        return NOWHERE
    kind = (
        str(call["type"]) if call["type"] in (TYPES if assume.by_type else TYPES[:1]) else "calls"
    )
    return f"{kind} {_date(str(call['day']))}"


def _patience(calls: pl.DataFrame, kind: Patience) -> Callable[[dict[str, int | str], float], int]:
    """How long a call's patience is, in seconds, for a chance between 0 and 1."""
    curve = kaplan_meier(calls)
    waits, gone = [wait for wait, _ in curve], [1 - staying for _, staying in curve]

    def fitted(chance: float) -> int:
        return waits[min(bisect_left(gone, chance), len(waits) - 1)]

    def recorded(call: dict[str, int | str], chance: float) -> int:
        wait = int(call["wait"])
        if call["outcome"] == "HANG" and call["queued"]:
            return wait
        passed = bisect_left(waits, wait)
        before = gone[passed - 1] if passed else 0.0
        return max(wait, fitted(before + chance * (1 - before)))

    queued = calls.filter("queued")
    rate = queued.filter(outcome="HANG").height / sum(queued["wait"])
    match kind:
        case Patience.KAPLAN_MEIER:
            return lambda _, chance: fitted(chance)
        case Patience.EXPONENTIAL:
            return lambda call, _: int(random.Random(int(call["call"])).expovariate(rate))
        case Patience.UNLIMITED:
            return lambda call, _: DAY + DAY_BEGINS - int(call["arrived"])
        case Patience.RECORDED:
            return recorded


def _name(person: ServerDay) -> str:
    return f"{person.server} {_date(person.day)}"


def _date(day: str) -> str:
    return f"19{day[:2]}-{day[2:4]}-{day[4:]}"


def _hours(person: ServerDay) -> Iterator[str]:
    """The ranges as hours are typed, widened to whole minutes; past midnight is the next day."""
    first = datetime.strptime(f"19{person.day}", "%Y%m%d")  # noqa: DTZ007 - a date only
    for since, until in person.ranges:
        days = since // DAY
        yield f"{first + timedelta(days=days):%a}".lower()
        yield f"{_clock((since - days * DAY) // 60)}-{_clock(-(-(until - days * DAY) // 60))}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
