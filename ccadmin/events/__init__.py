"""The event log of a run: as a table with names, read back, and replayed into outcomes.

    engine.Events ── table ──→ --events FILE ── reading ──→ the same table ── replay ──→ outcomes

Nothing but the table is needed to replay it: neither the contacts file nor the tenant.
"""

from __future__ import annotations

from ccadmin.events.reading import events_of, is_event_table, read_events
from ccadmin.events.replay import Replayed, replayed
from ccadmin.events.table import event_table

__all__ = ["Replayed", "event_table", "events_of", "is_event_table", "read_events", "replayed"]
