"""The columns of the event log as a file, and the words in it that the replay goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts.outcome_table import TIME
from ccadmin.engine import EVENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: Final[Mapping[str, pl.DataType]] = {
    "time": TIME,
    "kind": pl.String(),
    "id": pl.String(),
    "group": pl.String(),
    "agent": pl.String(),
    "detail": pl.String(),
    "channel": pl.String(),
    "level": pl.Int64(),
    "resolved": pl.Boolean(),
    "rating": pl.Int64(),
    "rated_after": pl.Float64(),
}
"""Every column and its type; those from `channel` on are filled beside `arrived` only."""
NAMES: Final = ("group", "agent")
"""The columns that hold names of the tenant."""
RUN_ENDED: Final = "run-ended"
"""The end of the run; whatever stands behind it was still to come when the horizon ended it."""
KINDS: Final = (*EVENT_KINDS, RUN_ENDED)
MOVES: Final = ("overflowed", "escalated")
"""The events with which a contact leaves a group for another."""
ENDS: Final = ("abandoned", "voicemail", "callback", "refused", "unanswered")
"""The events that are an outcome without an answer, called as the outcome is."""
TALK_ENDS: Final = ("talk-ended", "closed-by-timeout")
STOPS: Final = ("missed", "cancelled", "withdrawn")
"""The events with which something stops ringing at an agent who has not answered."""
