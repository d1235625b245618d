"""Schema steps in their order: each runs once, in one transaction, and is recorded.

A step is a module with `upgrade(connection)`. Steps go forward only; what was written stays as it
is, whatever `models.py` says later, and a test holds the end of the road against the models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.migrations import (
    m0001_first_working_centre,
    m0002_whole_distributor,
    m0003_never_lost,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

STEPS: Final[tuple[tuple[str, Callable[[Connection], None]], ...]] = (
    ("first working centre", m0001_first_working_centre.upgrade),
    ("whole distributor", m0002_whole_distributor.upgrade),
    ("never lost", m0003_never_lost.upgrade),
)
"""Name and function of each step; the schema version is the number of steps taken."""

LATEST: Final = len(STEPS)
