"""The record of a file of outcomes: what one row a contact can tell, and what it cannot.

Such a file has the last stay of each contact only, and of its offers how many there were. Where no
contact went from group to group, and no offer was in vain, nothing is lost. Elsewhere groups and
agents count each contact where it ended, and what would have to be guessed is left open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from ccadmin.engine import CHANNELS, OUTCOMES, REASONS
from ccadmin.report.record import CHAT, Record
from ccadmin.report.summary import Counted
from ccadmin.report.tallies import ANSWERED, CLOSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ccadmin.engine import Snapshot
    from ccadmin.report.outcomes_file import OutcomesFile

DEFAULT_TARGET: Final = (80, 20_000)
"""The service level where nothing else is said: 80 per cent within 20 s."""


def record_of_file(
    file: OutcomesFile,
    snapshot: Snapshot | None = None,
    *,
    agents: Sequence[str] = (),
    target: tuple[int, int] | None = None,
) -> Record:
    """Everything that a file of outcomes tells.

    Args:
        file: what was read.
        snapshot: the centre, whose groups and agents come first; None: unknown.
        agents: the names under which the file has the agents of the snapshot.
        target: share in per cent and ms of the service level of all groups; None: that of each
            group in the snapshot, else 80 per cent within 20 s.
    """
    import polars as pl

    columns = file.columns
    groups = names_of([g.name for g in snapshot.groups] if snapshot else (), columns["last_group"])
    people = names_of(agents, columns["agent"])
    targets = targets_of(snapshot, len(groups), target)
    rows = contact_rows(columns, groups, people, [wait for _, wait in targets])
    if "rating" in columns.columns and columns["rating"].count():
        rows = with_ratings(rows, columns, snapshot)
    moved = int(((columns["hops"] > 0) | (rows["answers"] > _answered(rows))).sum())
    vain = int((rows["offers"] - rows["answers"]).sum())
    # The end of the last thing that the file tells of: a wait, a talk or a wrap-up.
    ends = rows.select(
        pl.max_horizontal("released", "talked", "arrived", pl.col("arrived") + pl.col("wait")).max()
    )
    escalated = int((rows["answers"] > _answered(rows)).sum())
    gaps = _gaps(moved=moved, vain=vain, escalated=escalated)
    if snapshot is None:
        gaps += gaps_without_tenant(rows, target)
    return Record(
        groups=tuple(groups),
        targets=tuple(targets),
        agents=tuple(people),
        contacts=rows.drop("joined", "rang", "answered", "talked", "released"),
        visits=rows.filter(pl.col("group") >= 0).drop("offers", "misses", "answers"),
        rings=None if vain or escalated else no_rings(),
        start=cast("int", rows["arrived"].min()),
        end=cast("int", ends.item()),
        counted=Counted.CONTACTS if moved else Counted.VISITS,
        queued=not escalated,
        gaps=tuple(gaps),
    )


def _gaps(*, moved: int, vain: int, escalated: int) -> list[str]:
    """What the file cannot tell."""
    gaps = []
    if moved:
        gaps.append(
            f"{_contacts(moved)} went from group to group: groups count each contact "
            "where it ended, and not the visits before"
        )
    if vain:
        noun = "offer was" if vain == 1 else "offers were"
        gaps.append(
            f"{vain:,} {noun} not answered: whom they rang, and so ringing, busy time and occupancy, "
            "is not in the file"
        )
    if escalated:
        gaps.append(
            f"{_contacts(escalated)} went up after an answer: the first answer, the queue over time "
            "and the work of each agent are not in the file"
        )
    return gaps


def targets_of(
    snapshot: Snapshot | None, groups: int, target: tuple[int, int] | None
) -> list[tuple[int, int]]:
    """The service level of each group: that of all, else its own, else the usual one."""
    own = [target or group.service_level for group in snapshot.groups] if snapshot else []
    return own + [target or DEFAULT_TARGET] * (groups - len(own))


def gaps_without_tenant(rows: pl.DataFrame, target: tuple[int, int] | None) -> list[str]:
    """What only a tenant could add."""
    assumed = "" if target else ", and T is 20 s in all groups unless --target says otherwise"
    gaps = [
        "no tenant is named: hours, occupancy, utilisation and adherence are not known" + assumed
    ]
    if _rated_chats(rows):
        gaps.append("no tenant is named: every rating of a chat counts, however late")
    return gaps


def _contacts(count: int) -> str:
    return f"{count:,} contact" if count == 1 else f"{count:,} contacts"


def names_of(known: Sequence[str], column: pl.Series) -> list[str]:
    """The known names, then the others of a column in the order of the alphabet."""
    others = set(column.drop_nulls().unique()) - set(known)
    return [*known, *sorted(others, key=lambda name: (name.casefold(), name))]


def contact_rows(
    columns: pl.DataFrame, groups: list[str], people: list[str], waits: list[int]
) -> pl.DataFrame:
    """A row for each contact, with the columns of both tables of a record."""
    import polars as pl

    def index(column: str, names: Sequence[str]) -> pl.Expr:
        numbers = {name: number for number, name in enumerate(names)}
        found = pl.col(column).fill_null("")
        return found.replace_strict(numbers, default=-1, return_dtype=pl.Int64)

    talks = (pl.col("level_reached") + 1).fill_null(0)
    rows = columns.with_columns(
        channel=index("channel", CHANNELS),
        group=index("last_group", groups),
        agent=index("agent", people),
        outcome=index("outcome", OUTCOMES),
        reason=index("reason", REASONS),
        answers=talks,
    )
    was_answered = pl.col("outcome").is_in((ANSWERED, CLOSED))
    alone = was_answered & (pl.col("answers") == 1)
    resolved = was_answered & pl.col("resolved")
    target = pl.lit(pl.Series(waits, dtype=pl.Int64)).gather(
        pl.when(pl.col("group") >= 0).then(pl.col("group"))
    )
    return rows.select(
        "channel",
        "arrived",
        "group",
        "agent",
        "outcome",
        "reason",
        "wait",
        "offers",
        "misses",
        "answers",
        target=target,
        reached=pl.col("answers") > 0,
        first=pl.when(alone).then("wait"),
        handling=pl.when(was_answered).then(pl.col("talk") + pl.col("wrap_up")),
        resolution=pl.when(resolved).then(pl.col("ended") - pl.col("arrived")),
        direct=resolved & (pl.col("answers") == 1),
        joined="arrived",
        rang=pl.when(was_answered).then(pl.col("answered") - pl.col("ring")),
        answered=pl.when(was_answered).then("answered"),
        talked=pl.when(was_answered).then("ended"),
        released=pl.when(alone).then(pl.col("ended") + pl.col("wrap_up")),
    )


def _answered(rows: pl.DataFrame) -> pl.Series:
    """1 for each contact that was answered in its last group, 0 for the others."""
    import polars as pl

    return rows["outcome"].is_in((ANSWERED, CLOSED)).cast(pl.Int64)


def with_ratings(
    rows: pl.DataFrame, columns: pl.DataFrame, snapshot: Snapshot | None
) -> pl.DataFrame:
    """The ratings that count; without a centre all of answered contacts do."""
    import polars as pl

    answered = pl.col("answered").is_not_null()
    in_chat = pl.col("channel") == CHAT
    invited, in_time = pl.lit(value=True), pl.lit(value=True)
    if snapshot is not None:
        known = [group.chat.rating_validity for group in snapshot.groups]
        inside = (pl.col("group") >= 0) & (pl.col("group") < len(known))
        limit = pl.lit(pl.Series(known, dtype=pl.Int64)).gather(pl.when(inside).then("group"))
        after = pl.lit(columns["rated_after"]) if "rated_after" in columns.columns else pl.lit(0)
        invited = ~in_chat | limit.is_not_null()
        in_time = ~in_chat | (after.fill_null(0) <= limit)
    asked = answered & invited
    return rows.with_columns(
        asked=asked, rating=pl.when(asked & in_time).then(pl.lit(columns["rating"]))
    )


def _rated_chats(rows: pl.DataFrame) -> int:
    import polars as pl

    if "rating" not in rows.columns:
        return 0

    return int(
        rows.select((pl.col("rating").is_not_null() & (pl.col("channel") == CHAT)).sum()).item()
    )


def no_rings() -> pl.DataFrame:
    """The rings of a file in which every offer was answered."""
    import polars as pl

    names = ("channel", "arrived", "group", "agent", "started", "ended", "result")
    return pl.DataFrame(schema=dict.fromkeys(names, pl.Int64))
