"""What people type as a condition of a rule, and what it asks."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ccadmin.entering.conditions import Condition, parse_condition
from ccadmin.errors import RuleError
from ccadmin.vocabulary import Comparison

WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("topic=billing", Condition("topic", Comparison.IS, ("billing",))),
        (" language = bg , en,bg,", Condition("language", Comparison.IS, ("bg", "en"))),
        ("number^=+359 2,+35932", Condition("number", Comparison.STARTS_WITH, ("+359 2", "+35932"))),
        ("topic", Condition("topic", Comparison.PRESENT)),
        ("Customer-Type=VIP", Condition("customer_type", Comparison.IS, ("VIP",))),
        ("Segment=a=b", Condition("Segment", Comparison.IS, ("a=b",))),
        (r"note=a\,b,c\\", Condition("note", Comparison.IS, ("a,b", "c\\"))),
    ],
)  # fmt: skip
def test_a_condition_is_an_attribute_a_comparison_and_words(
    text: str, condition: Condition
) -> None:
    assert parse_condition(text) == condition


@given(st.sampled_from(Comparison), st.lists(WORDS, min_size=1, max_size=3))
@example(Comparison.IS, ["\U0002f800"])  # NFC knows another character for it
def test_what_is_shown_can_be_typed_again(comparison: Comparison, words: list[str]) -> None:
    tidy = (" ".join(normalize("NFC", word).split()) for word in words)
    clean = tuple(dict.fromkeys(filter(None, tidy)))
    wanted = () if comparison is Comparison.PRESENT else clean
    if not wanted and comparison is not Comparison.PRESENT:
        return
    condition = Condition("note", comparison, wanted)
    again = parse_condition(str(condition))
    assert str(again) == str(condition)
    assert [again.holds(word) for word in words] == [condition.holds(word) for word in words]


@pytest.mark.parametrize(
    "text", ["", "=x", "^=x", "topic=", "topic^=", "topic^", "topic= , ", "a=\a"]
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_condition(text)
    assert caught.value.code == "condition"


def test_the_words_of_a_condition_have_an_end() -> None:
    with pytest.raises(RuleError) as caught:
        parse_condition(f"topic={'x' * 1001}")
    assert caught.value.message == (
        'the condition on "topic" has 1001 characters, at most 1000 are kept'
    )
    assert parse_condition(f"topic={'x' * 1000}").wanted == ("x" * 1000,)


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("topic=Straße", " STRASSE ", True),
        ("topic=a b", "a  B", True),
        ("topic=bill", "billing", False),
        ("topic^=bill", "BILLING", True),
        ("topic^=bill", "a bill", False),
        ("topic", "0", True),
        ("topic", "  ", False),
        ("topic", None, False),
        ("topic^=a", None, False),
        ("number^=+3592", "+359 (2) 987-65", True),
        ("number=+359/29.876", "+35929876", True),
        ("caller=+3592", "+359 2", False),
    ],
)
def test_words_are_compared_as_names_are_and_numbers_by_their_digits(
    text: str, value: str | None, *, holds: bool
) -> None:
    assert parse_condition(text).holds(value) is holds
