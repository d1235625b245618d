"""Files → contact columns, every bad row named; outcome columns → files.

    path ── sources ──→ bytes ── delimited · ndjson · parquet ──→ Table (columns as in the file)
                                                                    │ columns: which is which
    engine.Contacts ←── reading ←── rows: arrivals · fields · entrances ──→ faults (bad rows)
    engine.Outcomes ──→ outcome_table ──→ writing ──→ path

This is the module that exists for Polars: commands import it inside the function that reads files.
"""

from __future__ import annotations

from ccadmin.contacts.distributions import parse_distribution
from ccadmin.contacts.entrances import Entrances
from ccadmin.contacts.finding import row_of
from ccadmin.contacts.history import read_history
from ccadmin.contacts.outcome_table import agent_names, outcome_table
from ccadmin.contacts.reading import ContactFile, OnError, Reading, read
from ccadmin.contacts.told_ways import told_way
from ccadmin.contacts.writing import (
    PAGES,
    check_target,
    write,
    write_page,
    write_rejects,
    write_table,
)

__all__ = [
    "PAGES",
    "ContactFile",
    "Entrances",
    "OnError",
    "Reading",
    "agent_names",
    "check_target",
    "outcome_table",
    "parse_distribution",
    "read",
    "read_history",
    "row_of",
    "told_way",
    "write",
    "write_page",
    "write_rejects",
    "write_table",
]
