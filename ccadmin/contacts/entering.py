"""Where whole columns of contacts enter: flows and their hours, rules, topics and defaults.

Each different combination of what a decision depends on is decided once, however many contacts
share it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ccadmin.entering.directions import Directions
    from ccadmin.entering.menus import CallFlow

_LED: Final = "led to"
_CLOSED: Final = "closed"


def by_flow(
    flow: pl.Series, keys: pl.Series, arrived: pl.Series, flows: Sequence[CallFlow]
) -> pl.Series:
    """What the distributor takes for each contact that enters by a flow; null for the others.

    Args:
        flow: index into `flows`, null where a contact enters otherwise.
        keys: the keys that were pressed, `` for none.
        arrived: ms UTC; a null is a bad row, for which any answer will do.
        flows: the call flows of the tenant.
    """
    there = flow.is_not_null()
    if not there.any():
        return pl.repeat(None, len(flow), dtype=pl.Int64, eager=True)
    inside = pl.DataFrame({"flow": flow, "keys": keys, "arrived": arrived}).filter(there)
    closed = pl.concat(
        [
            part.select("row", _closed(part["arrived"], flows[part["flow"][0]]))
            for part in inside.with_row_index("row").partition_by("flow")
        ]
    ).sort("row")
    asked = inside.select("flow", "keys", closed[_CLOSED])

    def entry(flow: int, keys: str, closed: bool) -> int:  # noqa: FBT001 - a row of columns
        return flows[flow].walk(keys, after_hours=closed).entry

    return _scattered(there, _each_decided_once(asked, entry))


def by_directions(
    center: pl.Series, attributes: Mapping[str, pl.Series], directions: Sequence[Directions]
) -> pl.Series:
    """What the distributor takes for each contact by rules, topics and defaults.

    Args:
        center: index into `directions`, whose they are.
        attributes: what is known of the contacts, as text; null or blank for nothing.
        directions: those of the tenant, then of each center.
    """
    names = list(attributes)
    # Names of columns of our own, for an attribute may be called anything.
    columns = {f"{i}": attributes[name].fill_null("") for i, name in enumerate(names)}
    asked = pl.DataFrame({"center": center, **columns})

    def entry(center: int, *values: str) -> int:
        return directions[center].decide(dict(zip(names, values, strict=True))).to

    return _each_decided_once(asked, entry)


def _each_decided_once(asked: pl.DataFrame, decide: Callable[..., int]) -> pl.Series:
    """The decision for each row, made once for each different row; no value may be null."""
    different = asked.unique()
    decided = pl.Series(_LED, [decide(*row) for row in different.iter_rows()], dtype=pl.Int64)
    if len(decided) == 1:
        return pl.repeat(decided[0], asked.height, dtype=pl.Int64, eager=True)
    return asked.join(
        different.with_columns(decided), on=asked.columns, how="left", maintain_order="left"
    )[_LED]


def _closed(arrived: pl.Series, flow: CallFlow) -> pl.Series:
    """Whether each arrival is outside the hours of the flow; false where they do not matter."""
    first, last = arrived.min(), arrived.max()
    intervals = None
    if flow.minds_hours and first is not None:
        intervals = flow.opening(cast("int", first), cast("int", last) + 1)
    if intervals is None:
        return pl.repeat(value=False, n=len(arrived), dtype=pl.Boolean, eager=True).alias(_CLOSED)
    edges = pl.Series([edge for interval in intervals for edge in interval], dtype=pl.Int64)
    # Behind an opening, and so within an interval, is an odd number of edges.
    passed = edges.search_sorted(arrived.fill_null(first), side="right")
    return (passed % 2 == 0).alias(_CLOSED)


def _scattered(there: pl.Series, values: pl.Series) -> pl.Series:
    """The values at the rows that are there, null elsewhere."""
    if there.all():
        return values
    nothing = pl.repeat(None, len(there), dtype=pl.Int64, eager=True)
    return nothing.scatter(there.arg_true(), values)
