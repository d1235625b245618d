"""Keyed draws: what they are keyed by, that they are fair, and that every machine draws the same."""

from __future__ import annotations

from math import erf, exp, log, log2, sqrt
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Final

import pytest

from ccadmin.acd import draws, exact, loading, variates
from ccadmin.engine import Distribution, sample
from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MANY: Final = 40_000
CALL_1: Final = 0xBEC47BA6B1F4C607
LOTS: Final = [8129783490652842, 78088114552788309]
SAMPLES: Final = [
    [104880, 131950, 71969, 332814],
    [1, 2, 2, 1],
    [292517, 308613, 39365, 118588],
    [97134, 216804, 173252, 141181],
]


def test_a_draw_is_what_it_was_on_the_machine_where_this_was_written() -> None:
    common = draws.lottery(7, draws.key_of_text(b"call 1"), 0)

    assert draws.mix(1) == 0x5692161D100B05E5
    assert draws.key_of_text(b"call 1") == CALL_1
    assert [draws.lot(common, agent, 3) for agent in (1, 2)] == LOTS


def test_the_first_hashes_of_splitmix64_are_those_of_its_authors() -> None:
    # The sequence that the published generator gives for the seed 1234567.
    states = [(1234567 + step * draws.GOLDEN) & draws.MASK for step in range(1, 4)]

    assert [draws.mix(state) for state in states] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


@pytest.mark.parametrize("drawn", [1, 2, 3, 2**31, 2**40 + 12345, 2**63, 2**64 - 2**40, 2**64 - 1])
def test_minus_log2_errs_by_less_than_a_fifth_of_a_millionth(drawn: int) -> None:
    assert draws.minus_log2(drawn) / 2**40 == pytest.approx(64 - log2(drawn), abs=2e-7)


def test_bits_of_nothing_count_as_one() -> None:
    assert draws.minus_log2(0) == draws.minus_log2(1) == 64 << 40


def test_minus_log2_never_rises() -> None:
    edges = [one for bit in range(0, 64, 3) for one in (2**bit - 1, 2**bit, 2**bit + 1) if one]
    near = [2**63 + step * 2**53 + offset for step in range(0, 1024, 97) for offset in (-1, 0, 1)]
    ordered = sorted(set(edges + near))

    keys = [draws.minus_log2(one) for one in ordered]

    assert keys == sorted(keys, reverse=True)


def test_shares_are_proportional_to_weights() -> None:
    weights = {1: 1, 2: 2, 3: 7}
    won = dict.fromkeys(weights, 0)
    for row in range(MANY):
        common = draws.lottery(0, draws.key_of_row(row), 0)
        winner = min(weights, key=lambda agent: draws.lot(common, agent, weights[agent]))
        won[winner] += 1

    # Four standard deviations of a share of a half or less.
    assert [won[agent] / MANY for agent in weights] == pytest.approx([0.1, 0.2, 0.7], abs=0.01)


def test_the_tables_are_those_of_the_functions() -> None:
    steps = range(0, 1025, 64)

    assert [draws.LOG2[step] / 2**40 for step in steps] == pytest.approx(
        [log2(1 + step / 1024) for step in steps], abs=2e-12
    )
    assert [variates.POWERS[step] / 2**40 for step in steps] == pytest.approx(
        [2 ** (step / 1024) for step in steps], abs=2e-12
    )
    assert [variates.COSINES[0], variates.COSINES[512], variates.COSINES[1024]] == [
        2**40,
        int(2**40 * sqrt(0.5)),
        0,
    ]


def test_lognormal_parameters_are_those_of_the_formula() -> None:
    location, scale = exact.lognormal_parameters(180_000, 240_000, 26)
    variance = log(1 + (240 / 180) ** 2)

    assert location / 2**26 == pytest.approx((log(180_000) - variance / 2) / log(2), abs=1e-7)
    assert scale / 2**26 == pytest.approx(sqrt(variance) / log(2), abs=1e-7)


@pytest.mark.parametrize(
    ("distribution", "mean", "deviation"),
    [
        (Distribution("fixed", mean=90_000), 90_000, 0),
        (Distribution("exp", mean=90_000), 90_000, 90_000),
        (Distribution("uniform", low=10_000, high=70_000), 40_000, 60_000 / sqrt(12)),
        (Distribution("erlang", mean=90_000, stages=4), 90_000, 45_000),
        (Distribution("lognormal", mean=90_000, deviation=60_000), 90_000, 60_000),
    ],
)
def test_samples_have_the_mean_and_deviation_of_their_distribution(
    distribution: Distribution, mean: float, deviation: float
) -> None:
    drawn = sample(distribution, seed=1, purpose="talk", count=MANY)

    assert fmean(drawn) == pytest.approx(mean, abs=4 * deviation / sqrt(MANY))
    assert pstdev(drawn) == pytest.approx(deviation, rel=0.05)


@pytest.mark.parametrize(
    ("distribution", "share_below"),
    [
        (Distribution("exp", mean=1_000_000), lambda x: 1 - exp(-x / 1_000_000)),
        (
            Distribution("erlang", mean=1_000_000, stages=2),
            lambda x: 1 - exp(-2 * x / 1_000_000) * (1 + 2 * x / 1_000_000),
        ),
        (Distribution("uniform", low=0, high=1_999_999), lambda x: (x + 1) / 2_000_000),
        (
            Distribution("lognormal", mean=1_000_000, deviation=1_000_000),
            lambda x: (1 + erf((log(x / 1_000_000) + log(2) / 2) / sqrt(2 * log(2)))) / 2,
        ),
    ],
)
def test_samples_follow_their_distribution_closely(
    distribution: Distribution, share_below: Callable[[float], float]
) -> None:
    drawn = sorted(sample(distribution, seed=3, purpose="talk", count=MANY))

    # Kolmogorov's distance at 0.1 per cent.
    assert distance(drawn, share_below) < 1.95 / sqrt(MANY)


def test_a_sample_depends_on_the_id_the_seed_and_the_purpose_and_on_nothing_else() -> None:
    talk = Distribution("exp", mean=180_000)
    ids = ["a", "b", "c"]
    drawn = list(sample(talk, seed=1, purpose="talk", count=3, ids=ids))

    assert list(sample(talk, seed=1, purpose="talk", count=2, ids=["c", "a"])) == [
        drawn[2],
        drawn[0],
    ]
    assert list(sample(talk, seed=2, purpose="talk", count=3, ids=ids)) != drawn
    assert list(sample(talk, seed=1, purpose="patience", count=3, ids=ids)) != drawn
    assert list(sample(talk, seed=1, purpose="talk", count=3)) != drawn


def test_a_sample_is_what_it_was_on_the_machine_where_this_was_written() -> None:
    kinds = [
        Distribution("exp", mean=180_000),
        Distribution("uniform", low=1, high=6),
        Distribution("erlang", mean=180_000, stages=3),
        Distribution("lognormal", mean=180_000, deviation=90_000),
    ]

    drawn = [list(sample(kind, seed=1, purpose="talk", count=4)) for kind in kinds]

    assert drawn == SAMPLES


def test_the_source_draws_what_the_compiled_distributor_draws(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kinds = [
        Distribution("fixed", mean=180_000),
        Distribution("exp", mean=180_000),
        Distribution("uniform", low=1, high=6),
        Distribution("erlang", mean=180_000, stages=3),
        Distribution("lognormal", mean=180_000, deviation=900_000),
    ]
    best = [list(sample(kind, seed=1, purpose="talk", count=500)) for kind in kinds]

    monkeypatch.setattr(loading, "best", lambda: loading.chosen(compiled=False))

    assert [list(sample(kind, seed=1, purpose="talk", count=500)) for kind in kinds] == best


@pytest.mark.parametrize(
    ("problem", "fields"),
    [
        ("the mean of a exp distribution is out of range", {"kind": "exp", "mean": 2**31}),
        ("the low of a uniform distribution is out of range", {"kind": "uniform", "low": -1}),
        (
            "the upper bound of a uniform distribution is below its lower bound",
            {"kind": "uniform", "low": 5, "high": 4},
        ),
        (
            "an erlang distribution of 0 stages is out of range",
            {"kind": "erlang", "mean": 1, "stages": 0},
        ),
        ("a lognormal distribution needs a mean above 0", {"kind": "lognormal"}),
    ],
)
def test_a_distribution_that_cannot_be_is_refused(problem: str, fields: dict[str, object]) -> None:
    with pytest.raises(RuleError) as refused:
        Distribution(**fields)  # type: ignore[arg-type]  # a table of fields

    assert refused.value.message == problem
    assert refused.value.hint


def distance(drawn: Sequence[int], share_below: Callable[[float], float]) -> float:
    """The largest difference between the shares drawn and those expected."""
    return max(
        abs((rank + 0.5) / len(drawn) - share_below(value + 0.5))
        for rank, value in enumerate(drawn)
    )
