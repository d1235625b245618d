"""The tenant as a document: what a document says, what a tenant holds, and what would have to change.

    files ── documents/ ──→ nodes ── reading.py ──→ Wanted ─┐
                            (fields.py, shapes.py)          ├─ merging.py ──→ Content as wanted
    tenant ── content.py ─────────────────────────→ Content ┘                    │ checks.py
                                │                                                ↓
                                ├─ exporting.py ──→ document            ../plan: Plan, rows
    fields.py ── schema.py ──→ JSON Schema

`fields.py` is the one description of what a document may say: reading, exporting and the schema follow
it. Everything is compared in memory, so that a plan costs a few queries however large the tenant is.
"""
