"""Whose hours a command is about: the two words that follow every verb of `ccadmin hours`."""

from __future__ import annotations

from typing import Annotated

from typer import Argument

from ccadmin.vocabulary import HoursOwner

Kind = Annotated[HoursOwner, Argument(metavar="agent|group|center|chat", help="Whose hours")]
Name = Annotated[
    str,
    Argument(
        metavar="NAME",
        help="Name or #id; for chat that of a center, or default for chat everywhere",
    ),
]
