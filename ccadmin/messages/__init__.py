"""What the users of chat would have read in a run, and when (S4).

    engine.Events ──┬─ conversation ── welcome, answers, ends, closures, ratings ──┐
                    └─ queue ── who waits at which place at the end of an instant ─┴─→ table

All of it is derived from the event log after the run, so the distributor knows nothing of it.
"""

from __future__ import annotations

from ccadmin.messages.prompts import Prompts
from ccadmin.messages.table import message_table

__all__ = ["Prompts", "message_table"]
