"""The hierarchy of errors: what each ends the program with, and what the nearest word is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin import errors
from ccadmin.errors import CcadminError, Problem, ProblemsError, UnexpectedError, did_you_mean


def test_every_kind_of_error_has_the_exit_status_of_its_docstring() -> None:
    drawn = dict(re.findall(r"── (\w+) +(\d+)", errors.__doc__ or ""))
    kinds: list[type[CcadminError]] = [*CcadminError.__subclasses__(), ProblemsError]

    assert drawn == {kind.__name__: str(int(kind.exit_status)) for kind in kinds}


def test_an_exception_nobody_foresaw_keeps_its_name_and_its_words() -> None:
    error = UnexpectedError.of(ZeroDivisionError("division by zero"))

    assert (error.code, error.message) == ("unexpected", "ZeroDivisionError: division by zero")


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.csv", 3, "talk", "ten", "a number"), 'a.csv:3: talk: "ten" is not a number'),
        (Problem("a.csv", 0, "id", "", "unique"), 'a.csv: id: "" is not unique'),
    ],
)
def test_a_problem_names_its_place(problem: Problem, text: str) -> None:
    assert str(problem) == text


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("sals", ["support", "sales"], 'did you mean "sales"?'),
        ("SALES", ["sales"], 'did you mean "sales"?'),
        ("продажбы", ["Продажби"], 'did you mean "Продажби"?'),
        ("zzz", ["sales"], None),
        ("", ["sales"], None),
        ("sales", [], None),
    ],
)
def test_the_nearest_word_is_offered_when_it_is_near(
    word: str, known: list[str], hint: str | None
) -> None:
    assert did_you_mean(word, known) == hint


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1))
def test_a_known_word_is_its_own_nearest_up_to_case(known: list[str]) -> None:
    hint = did_you_mean(known[0], known)

    assert hint is not None
    assert hint[14:-2].casefold() == known[0].casefold()
