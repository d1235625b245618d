"""The lines of an iCalendar file: where each event stands, so that a problem can name its place.

The `icalendar` library reads values but forgets lines; this module reads lines and no values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ccadmin.errors import NotFoundError, Problem, RuleError

LARGEST: Final = 10_000_000
"""Bytes of a file that is still read: calendars of dates are far smaller."""
_CONTENT: Final = re.compile(r"([A-Za-z0-9-]+)[;:]")
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands in its file.

    Attributes:
        line: its first line.
        lines: the line of each of its properties, by name.
    """

    line: int
    lines: dict[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        """The line of a property, that of the event where it has none."""
        return self.lines.get(name, self.line)


def text_of(path: str) -> str:
    """What a file holds, as text.

    Raises:
        NotFoundError: there is no such file.
        RuleError: it cannot be read, is too large, or is not UTF-8.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise NotFoundError(
            "file-not-found", f'file "{path}" not found', hint="name an iCalendar file that exists"
        ) from None
    except (OSError, ValueError) as problem:
        told = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
        raise RuleError(
            "unreadable-file",
            f'"{path}" cannot be read: {told.lower()}',
            hint="name an iCalendar file that you may read",
        ) from None
    if len(data) > LARGEST:
        raise RuleError(
            "large-file",
            f'"{path}" is larger than {LARGEST // 1_000_000} MB',
            hint="export the years that matter only",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise RuleError(
            "not-utf-8",
            f'"{path}" is not UTF-8: byte 0x{data[problem.start]:02x} on line {line}',
            hint="iCalendar files are UTF-8; export it again",
        ) from None


def places_of(text: str, file: str) -> tuple[list[Place], list[Problem]]:
    """The events of a calendar in their order, and what is wrong with its lines.

    Args:
        text: the file.
        file: its name, for the problems.
    """
    places: list[Place] = []
    problems: list[Problem] = []
    inside: list[tuple[str, int]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line[0] in " \t":
            continue  # empty, or the rest of the line before
        match = _CONTENT.match(line)
        if match is None:
            problems.append(Problem(file, number, "line", line[:_SHOWN], 'a "NAME:value" line'))
            continue
        name, value = match[1].upper(), line[match.end() :].strip().upper()
        if name == "BEGIN":
            inside.append((value, number))
            if value == "VEVENT":
                places.append(Place(number))
        elif name == "END":
            if not inside or inside.pop()[0] != value:
                problems.append(Problem(file, number, "END", value, "what was begun last"))
                break
        elif inside and inside[-1][0] == "VEVENT":
            places[-1].lines.setdefault(name, number)
    else:
        problems += [Problem(file, number, "BEGIN", part, "ended") for part, number in inside]
    if not problems and not text.strip().upper().startswith("BEGIN:VCALENDAR"):
        start = text.strip().partition("\n")[0].strip()[:_SHOWN]
        problems.append(
            Problem(file, 1, "line", start, 'the beginning of a calendar, "BEGIN:VCALENDAR"')
        )
    return places, problems
