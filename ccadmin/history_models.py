"""The tables of what was changed: one row a change, one an object, and every row as it was before.

They stand apart from `models.py` because hardly a command but `log` and `undo` reads them; `store.py`
and `journal.py` write them.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Field, SQLModel


class Revision(SQLModel, table=True):
    """One change of a tenant: what one command did in one transaction, numbered from 1.

    `undoes` is the number of the change that it took back.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: str
    who: str
    command: str
    undoes: int | None = None


class Audit(SQLModel, table=True):
    """One changed object: when, who, by which command, and what it was before and after.

    `revision_id` is the change that it was part of, None before there were such numbers; `centers`
    are the names of those whose admin may make such a change, as JSON.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: str
    who: str
    command: str
    action: str
    kind: str
    object_id: int
    name: str
    before: str | None = None
    after: str | None = None
    revision_id: int | None = Field(default=None, index=True)
    centers: str | None = None


class RowBefore(SQLModel, table=True):
    """A row of any table as it was before a change touched it.

    `row_key` is the row's primary key as a JSON array, `fields` the row as a JSON object, or None
    where there was no such row.
    """

    __tablename__: ClassVar[Any] = "row_before"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    revision_id: int = Field(primary_key=True)
    table_name: str = Field(primary_key=True)
    row_key: str = Field(primary_key=True)
    fields: str | None = None
