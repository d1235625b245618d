"""What every test of a refusal needs: a small centre, the words of an error, the files on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

CENTRE: Final = (
    "center add shop",
    "group add sales",
    "group add support --center shop",
    "agent add Ana",
    "agent add Boris",
    "agent add Boris",
    "group members add sales Ana",
)
"""Command lines that make two groups, one of them in a center, and two agents of one name."""


def said(message: str, hint: str) -> str:
    """The whole of standard error for an error with that message and hint."""
    return f"error: {message}\n\nhint: {hint}\n"


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with what it holds."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
