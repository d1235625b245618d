from __future__ import annotations

import math

import pytest

from ccadmin.contacts import parse_distribution
from ccadmin.engine import Distribution
from ccadmin.errors import RuleError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("180", Distribution("fixed", mean=180_000)),
        ("7.5", Distribution("fixed", mean=7_500)),
        ("3:00", Distribution("fixed", mean=180_000)),
        ("1:02:03", Distribution("fixed", mean=3_723_000)),
        ("exp:180", Distribution("exp", mean=180_000)),
        (" EXP : 3:00 ", Distribution("exp", mean=180_000)),
        ("uniform:60-300", Distribution("uniform", low=60_000, high=300_000)),
        ("uniform:1:00-5:00", Distribution("uniform", low=60_000, high=300_000)),
        ("erlang:2,180", Distribution("erlang", stages=2, mean=180_000)),
        (
            "lognormal:180,1.2",
            Distribution(
                "lognormal",
                mean=180_000,
                deviation=round(180_000 * math.sqrt(math.exp(1.44) - 1)),
            ),
        ),
    ],
)
def test_a_distribution_is_read(text: str, expected: Distribution) -> None:
    assert parse_distribution(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fast",
        "-5",
        "inf",
        "nan",
        "exp:",
        "exp:fast",
        "uniform:60",
        "uniform:60-120-180",
        "lognormal:180",
        "lognormal:180,-1",
        "lognormal:180,nan",
        "lognormal:180,1e9",
        "erlang:two,180",
        "erlang:2.5,180",
        "erlang:-1,180",
        "weibull:2,3",
        "exp:\x1b[31m",
    ],
)
def test_what_is_no_distribution_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_distribution(text)
    assert caught.value.code == "bad-distribution"
    assert caught.value.hint == (
        "give seconds, m:ss or h:mm:ss for all alike, or one of exp:MEAN, uniform:LOW-HIGH, "
        "lognormal:MEAN,SIGMA, erlang:STAGES,MEAN"
    )
    assert "\x1b" not in caught.value.message


def test_a_kind_that_is_nearly_right_is_suggested() -> None:
    with pytest.raises(RuleError) as caught:
        parse_distribution("lognorm:180,1")
    assert caught.value.message == '"lognorm:180,1" is not a distribution of durations'
    assert caught.value.hint == 'did you mean "lognormal"?'


@pytest.mark.parametrize("text", ["uniform:300-60", "exp:99999999", "erlang:0,5", "lognormal:0,1"])
def test_a_distribution_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_distribution(text)
    assert caught.value.code in {"distribution", "bad-distribution"}
