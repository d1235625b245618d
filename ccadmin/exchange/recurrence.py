"""When an event of a calendar takes place: once, every year, or on dates that can be counted out.

Wall-clock times of the event's own zone, without it: a rule that says 12:00 means 12:00 in summer
and winter (RFC 5545, section 3.8.5.3). Values come from the `icalendar` library.
"""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST: Final = 1_000
"""Times that one event may take place: more are no exceptions."""


class RuleRefusedError(Exception):
    """A recurrence that cannot be kept as dates; the text says what would be expected."""


def comes_every_year(event: Any, start: date) -> bool:
    """Whether an event simply comes on its date each year, without an end.

    Args:
        event: an event of the `icalendar` library.
        start: its first day.
    """
    rule = event.get("RRULE")
    if rule is None or isinstance(rule, list) or "EXDATE" in event or "RDATE" in event:
        return False
    plain = {
        "FREQ": ["YEARLY"],
        "INTERVAL": [1],
        "BYMONTH": [start.month],
        "BYMONTHDAY": [start.day],
    }
    return rule.get("FREQ") == ["YEARLY"] and all(
        list(values) == plain.get(part.upper()) for part, values in rule.items() if part != "WKST"
    )


def starts_of(event: Any, start: datetime, without: Iterable[datetime]) -> list[datetime]:
    """When an event begins, each time that it takes place.

    Args:
        event: an event of the `icalendar` library.
        start: when it begins first, on the clock of its own zone, as are the results.
        without: times at which another event takes its place.

    Raises:
        RuleRefusedError: it has no end, or takes place more than 1000 times.
    """
    rule = event.get("RRULE")
    zone = getattr(event["DTSTART"].dt, "tzinfo", None)
    found = {start}
    if rule is not None:
        found.update(islice(_by_rule(rule, start, zone), MOST + 1))
    found.update(_listed(event.get("RDATE"), zone))
    found.difference_update(_listed(event.get("EXDATE"), zone), without)
    if len(found) > MOST:
        raise RuleRefusedError(f"a rule with at most {MOST} dates")
    return sorted(found)


def on_the_clock(moment: date, zone: Any) -> datetime:
    """A date's midnight, or a time on the clock of a zone; without a zone as it stands."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.min)
    if moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def _by_rule(rule: Any, start: datetime, zone: Any) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped] # it carries no types

    if isinstance(rule, list):
        raise RuleRefusedError("one rule")
    if "UNTIL" not in rule and "COUNT" not in rule:
        raise RuleRefusedError("a rule with an end, or one that comes on its date every year")
    ends = rule.get("UNTIL", [])
    counted = ";".join(
        part for part in rule.to_ical().decode().split(";") if not part.startswith("UNTIL=")
    )
    try:
        times = rrulestr(counted, dtstart=start)
    except ValueError as problem:
        raise RuleRefusedError(f"a rule that can be followed ({problem})") from None
    for moment in times:
        if any(moment > _end(each, zone) for each in ends):
            return
        yield moment


def _end(until: date, zone: Any) -> datetime:
    """The last instant of a rule on the event's clock; a date is that whole day."""
    if isinstance(until, datetime):
        return on_the_clock(until, zone)
    return datetime.combine(until, time.max)


def _listed(values: Any, zone: Any) -> Iterator[datetime]:
    """The times of EXDATE and RDATE properties on the clock of a zone."""
    for value in values if isinstance(values, list) else filter(None, [values]):
        for each in value.dts:
            if isinstance(each.dt, tuple):
                raise RuleRefusedError("a list of dates, without periods")
            yield on_the_clock(each.dt, zone)
