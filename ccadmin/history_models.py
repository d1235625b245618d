"""The tables of what was changed: one row a change, and every row that it touched as it was before.

They stand apart from `models.py` because only `log` and `undo` read them; `journal.py` writes them.
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
