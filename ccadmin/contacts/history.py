"""A file of outcomes as a history: who has answered what, for the question who would be next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts import sources
from ccadmin.contacts.arrays import machine_integers
from ccadmin.contacts.arrivals import arrivals
from ccadmin.contacts.faults import as_text, escaped
from ccadmin.contacts.fields import durations
from ccadmin.contacts.outcome_table import agent_names
from ccadmin.contacts.reading import read_table
from ccadmin.contacts.writing import NAMES
from ccadmin.engine import History
from ccadmin.errors import RuleError
from ccadmin.formulas import bare_columns

if TYPE_CHECKING:
    from ccadmin.engine import Snapshot

NEEDED: Final = ("agent", "last_group", "answered", "ended")
"""The columns of an outcomes file that say who answered, where and when."""


def read_history(path: str, snapshot: Snapshot) -> History:
    """Read what was answered from an outcomes file, as `route --out` writes it.

    Rows without an answer, and those of agents and groups that are there no more, do not count.

    Raises:
        NotFoundError: there is no such file.
        RuleError: it is no outcomes file.
    """
    rows = read_table(path).rows
    missing = [name for name in NEEDED if name not in rows.columns]
    if missing:
        raise RuleError(
            "no-outcomes",
            f'"{escaped(sources.name_of(path))}" has no column "{missing[0]}"',
            hint="a history is a file that route --out has written",
        )
    if sources.is_delimited(sources.name_of(path)):
        rows = bare_columns(rows, NAMES)
    agents = {name: index for index, name in enumerate(agent_names(snapshot.agents))}
    groups = {group.name: index for index, group in enumerate(snapshot.groups)}
    wrap_up = (
        rows["wrap_up"] if "wrap_up" in rows.columns else pl.repeat("0", rows.height, eager=True)
    )
    table = pl.DataFrame(
        {
            "agent": _index(rows["agent"], agents),
            "group": _index(rows["last_group"], groups),
            "answered": _instants(rows["answered"]),
            "ended": _instants(rows["ended"]),
            "wrap_up": durations(as_text(wrap_up)).fill_null(0),
        }
    ).drop_nulls()
    return History(**{name: machine_integers(table[name]) for name in table.columns})


def _index(names: pl.Series, indexes: dict[str, int]) -> pl.Series:
    return as_text(names).replace_strict(indexes, default=None, return_dtype=pl.Int64)


def _instants(times: pl.Series) -> pl.Series:
    return arrivals(times, "UTC")
