"""Durations that a file does not give: what they are drawn from, and the draws themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_MS_DRAWN: Final = 1 << 31
"""The parameters of a distribution are below this, so that their products fit 64 bits."""
MOST_STAGES: Final = 1000
"""The stages of an Erlang distribution; with so many it is all but fixed."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """What durations are drawn from, in whole ms; each kind reads the fields that it names.

    Attributes:
        kind: `fixed` and `exp` take the mean; `uniform` every ms from low to high, both included;
            `lognormal` the mean and the standard deviation; `erlang` the mean and the stages.

    Raises:
        RuleError: a field is out of its range; none may reach 2**31 ms (24.8 days).
    """

    kind: Literal["fixed", "exp", "uniform", "lognormal", "erlang"]
    mean: int = 0
    deviation: int = 0
    low: int = 0
    high: int = 0
    stages: int = 1

    def __post_init__(self) -> None:
        for name in ("mean", "deviation", "low", "high"):
            if not 0 <= getattr(self, name) < MOST_MS_DRAWN:
                raise RuleError(
                    "distribution",
                    f"the {name} of a {self.kind} distribution is out of range",
                    hint="it must be at least 0 and shorter than 24 days",
                )
        if self.high < self.low:
            raise RuleError(
                "distribution",
                "the upper bound of a uniform distribution is below its lower bound",
                hint="give the lower bound first",
            )
        if not 1 <= self.stages <= MOST_STAGES:
            raise RuleError(
                "distribution",
                f"an erlang distribution of {self.stages} stages is out of range",
                hint=f"give 1 to {MOST_STAGES} stages",
            )
        if self.kind == "lognormal" and self.mean == 0:
            raise RuleError(
                "distribution",
                "a lognormal distribution needs a mean above 0",
                hint='a duration that is always 0 is "fixed"',
            )


def sample(
    distribution: Distribution,
    *,
    seed: int,
    purpose: str,
    count: int,
    ids: Sequence[str] | None = None,
) -> Sequence[int]:
    """Draw one duration in ms for each of `count` contacts.

    A draw depends on nothing but the distribution, the seed, the purpose (`talk`, `patience`) and
    the contact's id, or its row number where there are no ids: removing one contact with an
    explicit id leaves all others alone, and every machine draws the same.
    """
    from ccadmin.acd import exact, loading
    from ccadmin.acd.draws import MASK

    build = loading.best()
    draws, variates = build.draws, build.variates
    contact_keys = draws.keys_of_rows(count) if ids is None else draws.keys_of_texts(ids)
    keys = draws.keyed(seed & MASK, draws.key_of_text(purpose.encode()), contact_keys)
    drawn: Sequence[int]
    match distribution.kind:
        case "fixed":
            drawn = variates.fixed(distribution.mean, keys)
        case "uniform":
            drawn = variates.uniform(distribution.low, distribution.high, keys)
        case "exp":
            drawn = variates.erlang(distribution.mean, 1, keys)
        case "erlang":
            drawn = variates.erlang(distribution.mean, distribution.stages, keys)
        case "lognormal":
            bits = exact.VARIATE_BITS
            parameters = exact.lognormal_parameters(distribution.mean, distribution.deviation, bits)
            drawn = variates.lognormal(*parameters, keys)
    return drawn
