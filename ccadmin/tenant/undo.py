"""Takes back a change (issue 4 of 5): the last one, or any on which nothing later depends.

A later change depends on one when it changed the same field of the same row, when a row of it would
point at nothing, when it took a name or number that would be needed again, or when the tenant would
break a rule that looks at several objects. Then nothing is taken back, and those changes are named.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlmodel import col, func, select

from ccadmin.changes import Change
from ccadmin.errors import ConflictError, NotFoundError
from ccadmin.history_models import Audit, Revision, RowBefore
from ccadmin.models import Migration
from ccadmin.tenant.undo_rows import broken_references, restore, restoring

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ccadmin.store import Store
    from ccadmin.tenant.undo_rows import Row

MOST_NAMED: Final = 5
"""How many later changes an error names one by one."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A change that was taken back.

    Attributes:
        number: which one.
        command: what made it.
        undoes: the change that it had taken back itself, and that is in force again.
        changes: what became of each object.
    """

    number: int
    command: str
    undoes: int | None
    changes: tuple[Change, ...]


def undo(store: Store, number: int | None = None) -> Undone:
    """Take back a change, by default the last one; the store must not follow references.

    Taking back is a change itself, with a number of its own, and can be taken back.

    Raises:
        NotFoundError: there is no such change, or none at all.
        ConflictError: it is taken back already, it is older than the schema, or something later
            depends on it; nothing is changed.
        NotPermittedError: somebody named by `--as` may not make such changes.
    """
    revision = _find(store, number)
    taken = revision.id or 0
    later = _Later.of(store, taken)
    _refuse_taken_back(later, revision)
    _refuse_older(store, revision)
    if same := _changed_again(store, taken, later.numbers):
        raise _depends(store, revision, same, None)
    connection = store.session.connection()
    wanted = restoring(connection, taken)
    if wanted.disturbed:
        raise later.depend(store, revision, wanted.disturbed)
    if later.numbers:
        from ccadmin.tenant.undo_rules import Rules

        rules = Rules.of(store)
    if (obstacle := restore(connection, wanted)) is not None:
        raise later.depend(store, revision, [obstacle])
    if dangling := broken_references(connection):
        raise later.depend(store, revision, dangling)
    store.session.expire_all()
    if later.numbers and (reason := rules.broken(store)) is not None:
        tables = {row.table for row in wanted.rows}
        raise later.depend(store, revision, (), tables=tables, reason=reason)
    store.undoes = taken
    changes = [store.record(change) for change in _reversed(store, taken)]
    return Undone(taken, revision.command, revision.undoes, tuple(changes))


def taken_back(store: Store) -> dict[int, int]:
    """The changes that are not in force, each with the number of the change that took it back.

    A taking back that was itself taken back does not count, and so on.
    """
    found: dict[int, int] = {}
    pairs = select(Revision.id, Revision.undoes).where(col(Revision.undoes).is_not(None))
    for number, undoes in store.session.exec(pairs.order_by(col(Revision.id).desc())):
        if number not in found:
            found[undoes or 0] = number or 0
    return found


@dataclass(frozen=True, slots=True)
class _Later:
    """The changes after one, without those that were taken back and those that took them back."""

    numbers: tuple[int, ...]
    taken_back: dict[int, int]

    @classmethod
    def of(cls, store: Store, number: int) -> _Later:
        gone = taken_back(store)
        balanced = {*gone, *gone.values()}
        after = select(Revision.id).where(col(Revision.id) > number).order_by(col(Revision.id))
        numbers = (each or 0 for each in store.session.exec(after))
        return cls(tuple(each for each in numbers if each not in balanced), gone)

    def depend(
        self,
        store: Store,
        revision: Revision,
        rows: Iterable[Row],
        *,
        tables: Collection[str] = (),
        reason: str | None = None,
    ) -> ConflictError:
        """The error that names the changes which touched these rows, or else these tables."""
        touched = select(RowBefore.revision_id, RowBefore.table_name, RowBefore.row_key)
        touched = touched.where(col(RowBefore.revision_id).in_(self.numbers))
        kept = store.session.exec(touched).all()
        wanted = set(rows)
        named = {number for number, table, key in kept if (table, key) in wanted}
        named = named or {number for number, table, _ in kept if table in tables}
        return _depends(store, revision, sorted(named or self.numbers), reason)


def _depends(
    store: Store, revision: Revision, numbers: Sequence[int], reason: str | None
) -> ConflictError:
    rows = store.session.exec(
        select(Revision)
        .where(col(Revision.id).in_(numbers[:MOST_NAMED]))
        .order_by(col(Revision.id))
    ).all()
    named = [f'change {row.id} ("{row.command}")' for row in rows]
    if len(numbers) > MOST_NAMED:
        named.append(f"{len(numbers) - MOST_NAMED} more")
    verb = "depends" if len(numbers) == 1 else "depend"
    because = f": {reason}" if reason else ""
    newest = numbers[-1]
    return ConflictError(
        "later-changes",
        f"change {revision.id} cannot be taken back, {', '.join(named)} {verb} on it{because}",
        hint=f"take those back first, the newest first: ccadmin undo {newest}",
    )


def _find(store: Store, number: int | None) -> Revision:
    last = store.session.exec(select(func.max(Revision.id))).one()
    if last is None:
        raise NotFoundError(
            "nothing-to-undo", "nothing was changed yet", hint="see the log with: ccadmin log"
        )
    revision = store.session.get(Revision, last if number is None else number)
    if revision is None:
        raise NotFoundError(
            "change-not-found",
            f"there is no change {number}",
            hint=f"the last is {last}; see them with: ccadmin log",
        )
    return revision


def _changed_again(store: Store, number: int, later: Sequence[int]) -> list[int]:
    """The later changes that set a field of an object which this change had set.

    Rows alone do not tell: a list such as weekly hours is one field, and has many rows.
    """
    if not later:
        return []
    rows = store.session.exec(
        select(Audit).where(col(Audit.revision_id).in_((number, *later))).order_by(col(Audit.id))
    ).all()
    set_here: dict[tuple[str, int, str], set[str]] = {}
    for row in rows:
        if row.revision_id == number:
            set_here.setdefault(_object(row), set()).update(_reverse(row).fields)
    again = {
        row.revision_id or 0
        for row in rows
        if row.revision_id != number
        and set_here.get(_object(row), set()).intersection(_reverse(row).fields)
    }
    return sorted(again)


def _object(row: Audit) -> tuple[str, int, str]:
    """What a line of the log is about; parts have the id of what they are parts of, and a name."""
    if row.kind in _PARTS:
        return row.kind, row.object_id, row.name
    if row.kind == "exception":
        # Named by owner and dates: one that is added for dates takes the place of another.
        return row.kind, 0, row.name
    return row.kind, row.object_id, row.name.partition(" ")[0] if row.kind == "hours" else ""


def _refuse_taken_back(later: _Later, revision: Revision) -> None:
    by = later.taken_back.get(revision.id or 0)
    if by is not None:
        raise ConflictError(
            "taken-back",
            f"change {revision.id} is taken back already, by change {by}",
            hint=f"bring it back with: ccadmin undo {by}",
        )


def _refuse_older(store: Store, revision: Revision) -> None:
    """A row that an older schema kept may lack columns of today's."""
    migrated = store.session.exec(select(func.max(Migration.applied_at))).one()
    if migrated is not None and revision.at < migrated:
        raise ConflictError(
            "older-schema",
            f"change {revision.id} is older than the schema of the file",
            hint="the copy that tenant migrate left beside the file has the tenant as it was",
        )


def _reversed(store: Store, number: int) -> list[Change]:
    """What became of each object when a change was taken back: the last first, the other way."""
    rows = store.session.exec(
        select(Audit).where(Audit.revision_id == number).order_by(col(Audit.id).desc())
    ).all()
    return [_reverse(row) for row in rows]


def _reverse(row: Audit) -> Change:
    before, after = (None if text is None else json.loads(text) for text in (row.before, row.after))
    # After a new name the object has its old one again.
    name = before["name"] if before and after and {"name"} <= {*before, *after} else row.name
    centers = frozenset(json.loads(row.centers or "[]"))
    return Change(row.kind, row.object_id or None, str(name), after, before, centers=centers)


_PARTS: Final = frozenset({"member", "assignment", "device", "skill", "option", "reporting"})
"""Kinds of which an object may have many."""
