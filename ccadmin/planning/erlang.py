"""Erlang B, C and A: what one pool of equal agents does with a steady stream of contacts.

Rates are per unit of time, times in that unit; any unit will do where all keep to it. Arrivals are
Poisson, handling and patience exponential, the queue is served first come first served:

    Erlang B  nobody waits: who finds no free line is lost     (M/M/n/n)
    Erlang C  everybody waits as long as it takes              (M/M/n)
    Erlang A  who waits may lose patience                      (M/M/n+M, Palm's model)

The sums run over ratios of neighbouring states and are scaled on the way, so nothing overflows;
a step a server is what Erlang B costs, a step a likely queue length Erlang A.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, expm1, inf, log
from typing import Final

from ccadmin.errors import RuleError

_HUGE: Final = 1e200
_TINY: Final = 1e-17


def erlang_b(load: float, servers: int) -> float:
    """The share of arrivals that find every server busy and are lost.

    B(0) = 1 and B(n) = a B(n-1) / (n + a B(n-1)) with the load a in erlang (A. K. Erlang, 1917;
    the recursion as in ITU-D Teletraffic Engineering Handbook, section 7.3).

    Raises:
        RuleError: the load is negative or no number, or there are fewer than no servers.
    """
    _require(load >= 0 and load < inf and servers >= 0, f"{load} erlang on {servers} servers")
    blocking = 1.0
    for server in range(1, servers + 1):
        blocking = load * blocking / (server + load * blocking)
    return blocking


def largest_load(servers: int, blocking: float) -> float:
    """The load in erlang at which exactly that share is lost, found by halving an interval.

    Raises:
        RuleError: there is no server, or the share is not between 0 and 1.
    """
    _require(servers >= 1 and 0 < blocking < 1, f"{blocking} lost on {servers} servers")
    low, high = 0.0, float(servers)
    while erlang_b(high, servers) < blocking:
        low, high = high, 2 * high
    while True:
        middle = (low + high) / 2
        if not low < middle < high:
            return middle
        low, high = (middle, high) if erlang_b(middle, servers) < blocking else (low, middle)


@dataclass(frozen=True, slots=True)
class ErlangC:
    """A pool in which everybody waits as long as it takes; stable while the load is below `servers`.

    P(wait) = B / (1 - r (1 - B)) with B of Erlang B and r = a / n; given a wait, it is exponential
    with the rate n mu - lambda (A. K. Erlang, 1917; Gans, Koole and Mandelbaum, "Telephone Call
    Centers", 2003, section 3.1). An unstable pool has p_wait 1 and endless waits.

    Attributes:
        arrivals: contacts per unit of time (lambda).
        handling: the mean handling time (1 / mu).
        servers: people (n).
    """

    arrivals: float
    handling: float
    servers: int

    def __post_init__(self) -> None:
        _require_pool(self.arrivals, self.handling, self.servers)

    @property
    def load(self) -> float:
        """The offered load in erlang."""
        return self.arrivals * self.handling

    @property
    def stable(self) -> bool:
        """Whether the queue does not grow for ever."""
        return self.load < self.servers

    @property
    def p_wait(self) -> float:
        """The share of contacts that are not answered at once."""
        if not self.stable:
            return 1.0
        blocking = erlang_b(self.load, self.servers)
        return blocking / (1 - self.load / self.servers * (1 - blocking))

    @property
    def mean_wait(self) -> float:
        """The mean wait over all contacts."""
        return self.p_wait / self._drain if self.stable else inf

    @property
    def waiting(self) -> float:
        """How many wait on average: by Little's law, arrivals times mean wait."""
        return self.arrivals * self.mean_wait if self.arrivals else 0.0

    @property
    def occupancy(self) -> float:
        """The share of their time for which people are busy."""
        return min(1.0, self.load / self.servers) if self.servers else 1.0

    def service_level(self, target: float) -> float:
        """The share of contacts answered within the target."""
        return 1 - self.p_wait * exp(-self._drain * target) if self.stable else 0.0

    def wait_quantile(self, share: float) -> float:
        """The wait that this share of contacts does not exceed."""
        if not self.stable:
            return inf
        return max(0.0, log(self.p_wait / (1 - share)) / self._drain) if self.p_wait else 0.0

    @property
    def _drain(self) -> float:
        """The rate at which a queue gets shorter: n mu - lambda."""
        return self.servers / self.handling - self.arrivals


@dataclass(frozen=True, slots=True)
class ErlangA:
    """A pool whose contacts lose patience while they wait; stable at any load.

    With s = n mu / theta, x = lambda / theta and A(s, x) = sum over k of x^k / ((s+1) ... (s+k)),
    P(wait) = A B / (1 + (A - 1) B), where B is Erlang B. The wait V that is on offer to a contact
    that has to wait has the density exp(lambda (1 - exp(-theta u)) / theta - n mu u) up to a
    factor, from which the shares within a target follow by incomplete gamma functions. (C. Palm,
    1946; Mandelbaum and Zeltyn, "Service Engineering in Action: The Palm/Erlang-A Queue", 2007.)

    Attributes:
        arrivals: contacts per unit of time (lambda).
        handling: the mean handling time (1 / mu).
        patience: the mean patience (1 / theta).
        servers: people (n).
    """

    arrivals: float
    handling: float
    patience: float
    servers: int

    def __post_init__(self) -> None:
        _require_pool(self.arrivals, self.handling, self.servers)
        _require(0 < self.patience < inf, f"a mean patience of {self.patience}")

    @property
    def p_wait(self) -> float:
        """The share of contacts that are not answered at once, abandoned ones included."""
        blocking = erlang_b(self.arrivals * self.handling, self.servers)
        # A B / (1 + (A - 1) B) without A itself, which may be beyond any float.
        return 1 / (1 + (1 - blocking) / blocking * exp(-self._log_series(0, 0))) if blocking else 0

    @property
    def p_abandon(self) -> float:
        """The share of contacts that give up."""
        return self.p_wait - self._served_later_than(0)

    @property
    def mean_wait(self) -> float:
        """The mean wait over all contacts, abandoned ones with the time they waited."""
        return self.p_abandon * self.patience

    @property
    def mean_wait_served(self) -> float:
        """The mean wait of answered contacts.

        Who finds k waiting and is answered has gone through the rates n mu + theta ... n mu +
        (k+1) theta, and is answered with the probability n mu / (n mu + (k+1) theta).
        """
        return self._wait_of_served() / (1 - self.p_abandon)

    @property
    def mean_wait_abandoned(self) -> float:
        """The mean wait of those who give up; 0 where nobody does."""
        gone = self.p_abandon
        return (self.mean_wait - self._wait_of_served()) / gone if gone > 0 else 0.0

    @property
    def waiting(self) -> float:
        """How many wait on average: by Little's law, arrivals times mean wait."""
        return self.arrivals * self.mean_wait

    @property
    def busy(self) -> float:
        """How many people are busy on average."""
        return self.arrivals * self.handling * (1 - self.p_abandon)

    @property
    def occupancy(self) -> float:
        """The share of their time for which people are busy."""
        return min(1.0, self.busy / self.servers) if self.servers else 1.0

    def answered_within(self, target: float) -> float:
        """The share of all contacts that are answered within the target."""
        return 1 - self.p_abandon - self._served_later_than(target)

    def abandoned_within(self, target: float) -> float:
        """The share of all contacts that give up within the target."""
        still_there = self._offered_longer_than(target) * exp(-target / self.patience)
        return self.p_abandon - (still_there - self._served_later_than(target))

    def service_level(self, target: float) -> float:
        """The share of answered contacts that are answered within the target."""
        return self.answered_within(target) / (1 - self.p_abandon)

    def _offered_longer_than(self, target: float) -> float:
        """P(V > target): the wait on offer, which the contact's patience may not see."""
        return self.p_wait * exp(self._log_tail(0, target) - self._log_series(0, 0))

    def _served_later_than(self, target: float) -> float:
        """P(V > target, answered)."""
        if not self.servers:
            return 0.0
        s = self.servers * self.patience / self.handling
        log_share = log(s / (s + 1)) + self._log_tail(1, target) - self._log_series(0, 0)
        return self.p_wait * exp(log_share)

    def _log_tail(self, above: int, target: float) -> float:
        """The logarithm of the series for what is left after the target, with s raised by `above`.

        gamma(s, x q) / gamma(s, x) for q = exp(-theta t), its powers taken together so that large
        ones cancel before they are raised.
        """
        drained = (self.servers / self.handling + above / self.patience) * target
        arrived = -self.arrivals * self.patience * expm1(-target / self.patience)
        return arrived - drained + self._log_series(above, target)

    def _log_series(self, above: int, target: float) -> float:
        """The logarithm of A(s + above, x exp(-theta target))."""
        s = self.servers * self.patience / self.handling + above
        x = self.arrivals * self.patience * exp(-target / self.patience)
        total = term = 1.0
        scale, k = 0.0, 0
        while term > total * _TINY or s + k < x:
            k += 1
            term *= x / (s + k)
            total += term
            if total > _HUGE:
                scale += log(total)
                term /= total
                total = 1.0
        return scale + log(total)

    def _wait_of_served(self) -> float:
        """E[wait; answered], summed over how many wait in front."""
        n_mu, theta = self.servers / self.handling, 1 / self.patience
        weight = total = 1.0
        waited = passed = 0.0
        k = 0
        while weight > total * _TINY or n_mu + k * theta < self.arrivals:
            rate = n_mu + (k + 1) * theta
            passed += 1 / rate
            waited += weight * n_mu / rate * passed
            weight *= self.arrivals / rate
            total += weight
            k += 1
            if total > _HUGE:
                weight, waited, total = weight / total, waited / total, 1.0
        return self.p_wait * waited / total


def _require_pool(arrivals: float, handling: float, servers: int) -> None:
    _require(
        0 <= arrivals < inf and 0 < handling < inf and servers >= 0,
        f"{arrivals} arrivals of {handling} on {servers} servers",
    )


def _require(sound: bool, what: str) -> None:  # noqa: FBT001 - the condition itself
    if not sound:
        raise RuleError(
            "pool",
            f"there is no such pool: {what}",
            hint="rates and numbers of people are 0 or more, times more than 0, all of them finite",
        )
