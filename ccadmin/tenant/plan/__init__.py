"""Plans: what documents would change in a tenant, as a value that people review and a command applies.

Merged ── differences.py ──→ Plan of changes ──→ people, or a file (saved.py)
└───── rows.py, writing.py ──→ the tables, in an order that every reference survives
"""
