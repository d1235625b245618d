"""Prose is broken between words by the columns that it takes on a terminal, not by characters."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ccadmin.console.cells import width_of
from ccadmin.console.wrapping import wrapped


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("one two three", ["one two", "  three"]),
        ("├─ 1  menu", ["├─ 1  menu"]),
        ("at   the   end ", ["at   the", "  end"]),
        ("客户服务中心 open", ["客户服务中", "  心 open"]),
        ("to 客户服务", ["to", "  客户服务"]),
        ("  deep in it", ["  deep in", "  it"]),
        ("well-known-long-word", ["well-known", "  -long-wo", "  rd"]),
    ],
)
def test_lines_of_ten_columns(text: str, lines: list[str]) -> None:
    assert wrapped(text, 10, indent="  ") == lines


def test_a_word_that_is_to_be_copied_stays_whole() -> None:
    text = "see /var/lib/centres/shop.db now"

    assert wrapped(text, 10, indent="  ", whole_words=True) == [
        "see",
        "  /var/lib/centres/shop.db",
        "  now",
    ]


@pytest.mark.parametrize("blanks", ["   ", "    ", "     "])
def test_blanks_that_leave_no_room_for_a_character_go(blanks: str) -> None:
    assert wrapped(f"{blanks}客户", 4) == ["客户"]


@example("   客", 4, "")
@given(st.text("ab 客é", max_size=60), st.integers(4, 20), st.sampled_from(["", "  "]))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int, indent: str) -> None:
    lines = wrapped(text, width, indent=indent)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= width for line in lines)
