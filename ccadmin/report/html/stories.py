"""What became of single contacts, in sentences: as much as the source can tell.

A run explains its decisions (`report/explain.py`), a file of events tells each step, and a file of
outcomes has one row for each contact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin.report import sentences
from ccadmin.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from ccadmin.report.explain import Explanation
    from ccadmin.report.record import Record
    from ccadmin.report.sentences import Standing

_TALKED_TO: Final = (Outcome.ANSWERED, Outcome.CLOSED_BY_TIMEOUT)


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence; `time` in ms, None where only the order is known."""

    time: int | None
    text: str
    candidates: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What became of one contact; `decided` says that the decisions are among it."""

    id: str
    told: tuple[Told, ...]
    decided: bool = False


def of_explanation(explained: Explanation) -> Story:
    """Every decision and every event, as the distributor explains them."""
    told = tuple(Told(step.time, step.text, step.candidates) for step in explained.steps)
    return Story(explained.id, told, decided=True)


def of_events(events: pl.DataFrame, ids: Sequence[str]) -> list[Story]:
    """The steps of some contacts, by a table of events.

    Args:
        events: with the columns of `events.COLUMNS`.
        ids: of the contacts; each has a story.
    """
    import polars as pl

    found: dict[str, list[Told]] = {each: [] for each in ids}
    arrived: dict[str, int] = {}
    own = events.filter(pl.col("id").is_in(list(found)), pl.col("kind").is_in(sentences.TOLD))
    rows = own.select(pl.col("time").dt.epoch("ms"), "kind", "id", "group", "agent", "detail")
    for time, kind, name, group, agent, detail in rows.iter_rows():
        since = arrived.setdefault(name, time)
        number = _NUMBER.search(detail or "")
        told = number[0] if number and kind in _COUNTING else detail
        text = sentences.happened(kind, group=group, agent=agent, detail=told, waited=time - since)
        found[name].append(Told(time, text))
    return [Story(name, tuple(told)) for name, told in found.items()]


def of_rows(rows: pl.DataFrame, others: Sequence[int | None]) -> list[Story]:
    """What one row for each contact tells.

    Args:
        rows: `id` and the columns of `outcomes_file.NEEDED`, times and durations in ms.
        others: of each contact how many waited in its group when it came; None where unknown.
    """
    return [
        Story(row["id"], tuple(_sentences(row, ahead)))
        for row, ahead in zip(rows.iter_rows(named=True), others, strict=True)
    ]


def waiting_before(record: Record, rows: Sequence[int]) -> list[int | None]:
    """How many waited in the group of each contact when it came; None where that is unknown.

    Args:
        record: with the column `row` in contacts and visits alike: one visit for each contact.
        rows: of the contacts.
    """
    import polars as pl

    waits = record.visits.filter(pl.col("wait") > 0).select(
        "group", "joined", left=pl.col("joined") + pl.col("wait")
    )
    times = {
        group: (some["joined"].sort(), some["left"].sort())
        for (group,), some in waits.partition_by("group", as_dict=True).items()
    }
    chosen = record.contacts.filter(pl.col("row").is_in(list(rows)))
    came = {row: (group, at) for row, group, at in chosen.select("row", "group", "arrived").rows()}
    found: list[int | None] = []
    for row in rows:
        group, at = came[row]
        if not record.queued or group not in times:
            found.append(None)
            continue
        joined, left = times[group]
        # Whoever came in the same instant may stand behind it.
        found.append(joined.search_sorted(at, "left") - left.search_sorted(at, "right"))
    return found


def _sentences(row: Mapping[str, Any], others: int | None) -> list[Told]:
    """The row of one contact, in order of time."""
    arrived, ended = row["arrived"], row["ended"]

    def told(kind: str, time: int | None, detail: str | None = None) -> Told:
        text = sentences.happened(
            kind,
            group=row["last_group"],
            agent=row["agent"],
            detail=detail,
            waited=(time if time is not None else arrived) - arrived,
        )
        return Told(time, text)

    came = sentences.happened(
        "arrived", group=row["first_group"], agent=None, detail=None, waited=0
    )
    found = [Told(arrived, came)]
    if others and not row["hops"]:
        found.append(Told(arrived, f"{_counted(others, 'other waits', 'others wait')} there"))
    if row["hops"]:
        times = _counted(row["hops"], "time", "times")
        found.append(Told(None, f"it is passed on {times}, to {row['last_group']} at last"))
    was_answered = row["outcome"] in _TALKED_TO
    talks = (row["level_reached"] or 0) + 1 if row["talk"] is not None else 0
    vain = row["offers"] - talks
    if vain > 0:
        found.append(Told(None, _in_vain(vain, row["misses"])))
    before = talks - was_answered
    if before:
        groups = _counted(before, "group, and goes up", "groups, and goes up each time")
        found.append(Told(None, f"it is talked to in {groups}"))
    if was_answered:
        found.append(told("answered", row["answered"], row.get("device")))
        silent = row["outcome"] == Outcome.CLOSED_BY_TIMEOUT
        found.append(told("closed-by-timeout" if silent else "talk-ended", ended))
    else:
        found.append(told(row["outcome"], ended, row["reason"]))
    return found


def _in_vain(offers: int, missed: int) -> str:
    if missed == offers:
        return _counted(offers, "offer rings out", "offers ring out")
    rung_out = f", {missed} of them ring out" if missed else ""
    return f"{_counted(offers, 'offer comes', 'offers come')} to nothing{rung_out}"


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


_NUMBER: Final = re.compile(r"\d+")
_COUNTING: Final = ("tier-opened", "skills-relaxed")
"""Events whose detail is a number, with words around it in a file."""
