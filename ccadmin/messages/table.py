"""The messages of a run as a table: when, to whom, from which group, which one, and its words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts.arrays import column_of
from ccadmin.contacts.outcome_table import TIME
from ccadmin.engine import CHANNELS, EVENT_KINDS
from ccadmin.messages.conversation import KINDS as SAID
from ccadmin.messages.conversation import conversation
from ccadmin.messages.queue import JOINS, waiting
from ccadmin.messages.queue import KINDS as QUEUING
from ccadmin.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccadmin.contacts.reading import ContactFile
    from ccadmin.engine import Outcomes, Snapshot
    from ccadmin.messages.prompts import Message, Prompts

COLUMNS: Final = {
    "time": TIME,
    "id": pl.String(),
    "group": pl.String(),
    "message": pl.String(),
    "text": pl.String(),
}
"""Every column and its type; `message` is the field of the chat settings that holds the text."""
_LOG: Final = ("time", "kind", "contact", "group", "detail")


def message_table(
    file: ContactFile,
    outcomes: Outcomes,
    snapshot: Snapshot,
    prompts: Callable[[int], Prompts],
    *,
    until: int | None,
) -> pl.DataFrame:
    """What every chat user of a run would have read, in order of time.

    Args:
        file: the contacts.
        outcomes: of a run that kept its log.
        snapshot: the centre that was simulated.
        prompts: the texts in force in a group, by its index; -1 for outside all groups.
        until: the horizon in ms, None for none.

    Raises:
        AssertionError: the run kept no log.
    """
    log = outcomes.events
    if log is None:
        raise AssertionError("a run without a log tells nobody anything")
    if file.contacts.channel is None:
        return pl.DataFrame(schema=COLUMNS)
    channel = column_of("channel", file.contacts.channel)
    chats = (channel == CHANNELS.index(Channel.CHAT)).arg_true()
    events = pl.DataFrame({name: column_of(name, getattr(log, name)) for name in _LOG})
    events = events.with_row_index("order")
    own = events.filter(pl.col("contact").is_in(chats.implode()))
    said = own.filter(_is_one_of(SAID)).select("order", *_LOG)
    queues = own.filter(_is_one_of(JOINS))["group"].unique()
    queuing = events.filter(_is_one_of(QUEUING), pl.col("group").is_in(queues.implode()))
    messages = conversation(said.iter_rows(), file.contacts, prompts, until=until)
    messages += waiting(
        queuing.select("order", "time", "kind", "contact", "group").iter_rows(),
        snapshot.groups,
        file.contacts,
        frozenset(chats),
    )
    return _named(messages, file, snapshot, prompts)


def _is_one_of(kinds: tuple[str, ...]) -> pl.Expr:
    return pl.col("kind").is_in([EVENT_KINDS.index(kind) for kind in kinds])


def _named(
    messages: list[Message],
    file: ContactFile,
    snapshot: Snapshot,
    prompts: Callable[[int], Prompts],
) -> pl.DataFrame:
    """The messages with names and words; those without words are sent to nobody."""

    @cache
    def words(group: int, name: str, place: int) -> str:
        text = str(getattr(prompts(group), name))
        if place:
            text = text.replace("$QueuePosition", str(place)).replace("$WaitNo", str(place - 1))
        return text

    kept = [(one, text) for one in messages if (text := words(one.group, one.name, one.place))]
    kept.sort(key=lambda pair: pair[0][:2])
    groups = [None, *(group.name for group in snapshot.groups)]
    rows = pl.Series([one.contact for one, _ in kept], dtype=pl.Int64)
    return pl.DataFrame(
        {
            "time": pl.Series([one.time for one, _ in kept], dtype=pl.Int64).cast(TIME),
            "id": file.ids.gather(rows),
            "group": pl.Series([groups[one.group + 1] for one, _ in kept], dtype=pl.String),
            "message": pl.Series([one.name for one, _ in kept], dtype=pl.String),
            "text": pl.Series([text for _, text in kept], dtype=pl.String),
        }
    )
