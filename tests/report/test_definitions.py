from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from ccadmin.report.definitions import BY_NAME, DEFINITIONS
from ccadmin.report.summary import (
    AgentFigures,
    Figures,
    GroupFigures,
    Offering,
    Quality,
    Queue,
    Work,
)

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "figures.md"


def test_every_figure_has_a_definition_and_every_definition_a_figure() -> None:
    kinds = (Figures, Quality, Offering, Work, AgentFigures, GroupFigures, Queue)
    figures = {field.name for kind in kinds for field in fields(kind)}
    figures |= {"occupancy", "utilisation", "miss_rate", "mean_queue"}
    parts = {"endings", "quality", "offering", "work", "queue", "figures"}
    no_figures = {"agent", "group", "name", "target", "target_wait", "span", "waited"}
    assert figures - parts - no_figures == set(BY_NAME)


def test_names_and_titles_are_told_apart() -> None:
    assert len({each.name for each in DEFINITIONS}) == len(DEFINITIONS)
    assert len({each.title for each in DEFINITIONS}) == len(DEFINITIONS)


def test_the_page_states_the_definitions_that_outputs_print() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("| figure | unit | definition |\n")[2]
    expected = [f"| {each.title} | {each.unit} | {each.formula} |" for each in DEFINITIONS]
    assert table.splitlines()[1:] == expected
