"""What the tests of contacts files share: a small centre, and files made of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.contacts import ContactFile, Entrances, Reading, read
from ccadmin.entering.directions import Directions
from ccadmin.errors import CcadminError, Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path

ENTRANCES: Final = Entrances(
    groups={"Sales": 0, "Поддръжка": 1},
    group_ids={7: 0, 9: 1},
    centers={"Sofia": Directions(default=1), "Varna": Directions()},
    center_ids={3: Directions(default=1)},
    deleted={"Complaints"},
    skills=("billing", "English"),
)
MONDAY: Final = 1_772_442_000_000
"""ms of 2026-03-02T09:00:00Z."""


def saved(folder: Path, text: str | bytes, name: str = "calls.csv") -> str:
    """A file of that name with that content; its path."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def read_text(
    folder: Path, text: str | bytes, reading: Reading | None = None, *, name: str = "calls.csv"
) -> ContactFile:
    """Read a file with that content."""
    return read(saved(folder, text, name), reading or Reading(ENTRANCES))


def bad_cells(error: CcadminError) -> list[Problem]:
    """What is wrong in a table, cell by cell."""
    assert isinstance(error, ProblemsError)
    cells = [problem for problem in error.problems if isinstance(problem, Problem)]
    assert len(cells) == len(error.problems)
    return cells
