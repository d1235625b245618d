from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from ccadmin.report.definitions import BY_NAME, DEFINITIONS
from ccadmin.report.summary import AgentFigures, Figures, GroupFigures, Work

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "figures.md"


def test_every_figure_has_a_definition_and_every_definition_a_figure() -> None:
    figures = {field.name for kind in (Figures, Work, AgentFigures) for field in fields(kind)}
    figures |= {"overflowed", "adherence"} & {field.name for field in fields(GroupFigures)}
    figures |= {"occupancy", "utilisation"}
    assert figures - {"endings", "agent", "name", "work"} == set(BY_NAME)


def test_names_and_titles_are_told_apart() -> None:
    assert len({each.name for each in DEFINITIONS}) == len(DEFINITIONS)
    assert len({each.title for each in DEFINITIONS}) == len(DEFINITIONS)


def test_the_page_states_the_definitions_that_outputs_print() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("| figure | unit | definition |\n")[2]
    expected = [f"| {each.title} | {each.unit} | {each.formula} |" for each in DEFINITIONS]
    assert table.splitlines()[1:] == expected
