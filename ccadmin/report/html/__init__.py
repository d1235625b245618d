"""Reports as pages that need nothing else: `report --html FILE`, `route --report FILE`.

    Record ── cells, work ──→ sums by step, channel, group and agent ──┐
           ── notable, stories ──→ single contacts in sentences ───────┤
    Summary ── parts ──→ tables as everywhere else ────────────────────┴─ page ──→ HTML

The tables are in the page as text, so it can be read without its script. The script, `assets/*.js`,
adds the sums up again when somebody filters; `figures.js` is to `tallies.py` as twin to twin, and
the tests hold the two to each other.

Two reports side by side are a page too, `comparison`, whose figures are those of `report/compare.py`.
"""

from __future__ import annotations

from ccadmin.report.html.cells import Shown
from ccadmin.report.html.comparison import Side, comparison
from ccadmin.report.html.data import About, Basis
from ccadmin.report.html.page import page
from ccadmin.report.html.stories import Story, of_events, of_explanation, of_rows, waiting_before

__all__ = [
    "About",
    "Basis",
    "Shown",
    "Side",
    "Story",
    "comparison",
    "of_events",
    "of_explanation",
    "of_rows",
    "page",
    "waiting_before",
]
