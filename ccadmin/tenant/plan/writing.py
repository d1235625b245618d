"""Writes what is to change, many rows a statement, in an order that every reference survives.

1  what belongs to objects goes: lists, rules, hours, exceptions
2  names and numbers that are to be another's are put out of the way
3  flows, groups and agents go
4  centers, agents, groups, flows come, without what points at objects that are not there yet
5  objects change; what points at others is set
6  centers go, of which no group is any more
7  what belongs to objects comes and changes
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.tenant.plan.owned import write_hours, write_rules
from ccadmin.tenant.plan.rows import PARTS, Turned, turned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ccadmin.store import Store
    from ccadmin.tenant.document.merging import Merged
    from ccadmin.tenant.plan.rows import Row


def write(store: Store, merged: Merged) -> None:
    """Make the tenant what is wanted; the caller records the changes."""
    writer = Writer(store)
    tables = turned(merged.before, merged.after)
    _tenant(writer, merged)
    _seats(writer, merged)
    _detach(writer, tables)
    write_rules(writer, merged, going=True)
    write_hours(writer, merged, going=True)
    _park(writer, tables)
    for name in ("flow", "team", "agent"):
        writer.delete(name, tables[name].gone.values(), ("id",))
    for name in ("center", "agent", "team", "flow"):
        writer.insert(name, ({**row, **_LATER.get(name, {})} for row in tables[name].new.values()))
    for name in ("center", "team", "agent", "flow"):
        again = tables[name].new.values() if name in _LATER else ()
        rows = [row for _, row in tables[name].other.values()]
        later = [row for row in again if any(row[column] is not None for column in _LATER[name])]
        writer.update(name, [*rows, *later], ("id",))
    writer.delete("center", tables["center"].gone.values(), ("id",))
    for name in PARTS:
        _attach(writer, name, tables[name])
    write_rules(writer, merged, going=False)
    write_hours(writer, merged, going=False)


class Writer:
    """Inserts, updates and deletes rows of any table, given as mappings by column."""

    def __init__(self, store: Store) -> None:
        self._connection = store.connection

    def insert(self, name: str, rows: Iterable[Row]) -> None:
        """Put rows into a table."""
        listed = list(rows)
        columns = list(listed[0]) if listed else []
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{name}" ({_quoted(columns, ", ")}) VALUES ({marks})'  # noqa: S608 - names of ours
        self._run(statement, listed, columns)

    def update(self, name: str, rows: Sequence[Row], keys: Sequence[str]) -> None:
        """Give rows other values, those of all their columns that are no keys."""
        columns = [column for column in rows[0] if column not in keys] if rows else []
        chosen, given = _quoted(keys, " = ? AND "), _quoted(columns, " = ?, ")
        statement = f'UPDATE "{name}" SET {given} = ? WHERE {chosen} = ?'  # noqa: S608 - as above
        self._run(statement, rows, [*columns, *keys])

    def delete(self, name: str, rows: Iterable[Row], keys: Sequence[str]) -> None:
        """Take rows out of a table."""
        statement = f'DELETE FROM "{name}" WHERE {_quoted(keys, " = ? AND ")} = ?'  # noqa: S608 - as above
        self._run(statement, rows, keys)

    def _run(self, statement: str, rows: Iterable[Row], columns: Sequence[str]) -> None:
        values = [tuple(row[column] for column in columns) for row in rows]
        if values:
            self._connection.executemany(statement, values)


def _quoted(names: Iterable[str], between: str) -> str:
    """Names of columns as SQL wants them, of which some are words of its own."""
    return between.join(f'"{name}"' for name in names)


def _tenant(writer: Writer, merged: Merged) -> None:
    if merged.after.tenant != merged.before.tenant:
        writer.update("tenant", [{"id": 1, **merged.after.tenant}], ("id",))


def _seats(writer: Writer, merged: Merged) -> None:
    rows = Turned()
    before, after = (
        {(kind,): {"license": kind, "seats": seats} for kind, seats in content.seats.items()}
        for content in (merged.before, merged.after)
    )
    rows.add(before, after)
    writer.delete("license_seats", rows.gone.values(), ("license",))
    _attach(writer, "license_seats", rows)


def _detach(writer: Writer, tables: dict[str, Turned]) -> None:
    """Take away what belongs to objects and is to go, so that nothing is pointed at."""
    for name in PARTS:
        writer.delete(name, tables[name].gone.values(), KEYS[name])
    changed = [row for _, row in tables["overflow"].other.values()]
    writer.delete("overflow", changed, KEYS["overflow"])
    # A topic that moves to another group is a row of the other now.
    moved = [
        row for was, row in tables["topic"].other.values() if was["group_id"] != row["group_id"]
    ]
    writer.delete("topic", moved, KEYS["topic"])


def _attach(writer: Writer, name: str, rows: Turned) -> None:
    again = [row for _, row in rows.other.values()] if name == "overflow" else []
    writer.insert(name, [*rows.new.values(), *again])
    if name != "overflow":
        writer.update(name, [row for _, row in rows.other.values()], KEYS[name])


def _park(writer: Writer, tables: dict[str, Turned]) -> None:
    """Free the names and numbers that change hands, as no two rows may have one even for a moment."""
    for name, columns in _UNIQUE.items():
        for column in columns:
            freed = [
                {"id": row["id"], column: _parked(column, row["id"])}
                for was, row in tables[name].other.values()
                if was[column] != row[column] and was[column] is not None
            ]
            writer.update(name, freed, ("id",))
    # Centers go last, as groups may point at them until then; their names are free at once.
    going = [{"id": n, "name_key": _parked("name_key", n)} for (n,) in tables["center"].gone]
    writer.update("center", going, ("id",))


def _parked(column: str, number: int) -> str | None:
    return f"\0{number}" if column == "name_key" else None


KEYS: Final = {
    "center_member": ("center_id", "agent_id"),
    "device": ("agent_id", "name_key"),
    "agent_skill": ("agent_id", "name_key"),
    "reporting": ("agent_id", "manager_id"),
    "member": ("group_id", "agent_id"),
    "group_skill": ("group_id", "name_key"),
    "topic": ("name_key",),
    "overflow": ("group_id", "trigger"),
    "flow_branch": ("flow_id", "keys"),
    "license_seats": ("license",),
}
"""The primary key of each table of what belongs to objects."""
_LATER: Final = {"center": {"default_group_id": None}, "team": {"escalates_to_id": None}}
"""What a new row leaves out until all objects are there."""
_UNIQUE: Final = {
    "center": ("name_key",),
    "team": ("name_key",),
    "agent": ("email_key", "extension", "direct_number"),
    "flow": ("name_key", "number"),
}
