"""Circles among things that lead to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def circles(edges: Mapping[int, Sequence[int]]) -> Iterator[list[int]]:
    """One circle of every knot of groups that can reach each other, from its least id on."""
    done: set[int] = set()
    for start in sorted(edges):
        if start in done:
            continue
        circle = _way_back(edges, start)
        if circle:
            yield circle
            done |= set(circle)


def _way_back(edges: Mapping[int, Sequence[int]], start: int) -> list[int]:
    """A shortest way from a group back to itself, without its end; empty where there is none."""
    paths: dict[int, list[int]] = {start: [start]}
    waiting = [start]
    for reached in waiting:
        for following in edges.get(reached, ()):
            if following == start:
                return paths[reached]
            if following not in paths:
                paths[following] = [*paths[reached], following]
                waiting.append(following)
    return []
