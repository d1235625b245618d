"""Documents as text: YAML, JSON and TOML become values with places, tables become rows, and back.

    centre.yaml ── yaml_text.py ─┐
    centre.json ── json_text.py ─┼──→ Node: text, nothing, a list or a mapping, each with its place
    centre.toml ── toml_text.py ─┘
    agents.csv  ── tables.py ───────→ Row

Nothing here knows what a document is about. A scalar is the text that somebody wrote, whatever the
format takes it for: 17:30 stays 17:30, 0123 stays 0123, no stays no.
"""
