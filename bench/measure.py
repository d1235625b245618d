"""Takes times fairly: variants by turns within a round, children with their own accounts."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Result = TypeVar("Result")
PEAK_UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""Bytes that one unit of `ru_maxrss` stands for."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process took: seconds of the clock and of the processor, and bytes at the peak."""

    wall: float
    cpu: float
    peak: int


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure over all rounds."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The median and the extremes of some values."""
        return cls(median(values), min(values), max(values))


def by_turns(variants: Mapping[str, Callable[[], Result]], rounds: int) -> dict[str, list[Result]]:
    """Calls every variant once a round, in order: A B C, A B C, ...

    What else the machine does in a round then burdens all of them, and a ratio taken within a
    round means something even when times between rounds do not. Objects that were there before, such
    as the traces of the others, are kept from the garbage collector meanwhile: each variant pays for
    looking through its own alone.
    """
    results: dict[str, list[Result]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, variant in variants.items():
            gc.collect()
            gc.freeze()
            results[name].append(variant())
            gc.unfreeze()
    return results


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes of the processor.

    The engines run in one thread and wait for nothing, so on an idle machine this is the clock's
    time; on a busy one it leaves out what the neighbours took.
    """
    start = process_time()
    work()
    return process_time() - start


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """The spread of the quotients taken round by round."""
    return Spread.of([one / other for one, other in zip(above, below, strict=True)])


def peak() -> int:
    """The most bytes of memory that this process has had in use so far (Linux).

    `ru_maxrss` would not do: it also remembers the process that this one was started from.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def child(line: Sequence[str]) -> Usage:
    """Runs a command with its output thrown away, and reads its account from the kernel.

    A small process of its own starts it, because the peak of a child counts what its parent had in
    use when it was started. What it imports is compiled once and kept, as for anybody who uses it,
    whatever this process was told about bytecode.

    Raises:
        RuntimeError: it did not end with status 0.
    """
    starter = [sys.executable, "-S", "-m", "bench.starter", *line]
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    said = subprocess.run(starter, env=told, capture_output=True, text=True, check=True).stdout
    status, wall, cpu, most = said.split()
    if int(status):
        raise RuntimeError(f"{' '.join(line)} ended with status {status}")
    return Usage(float(wall), float(cpu), int(most) * PEAK_UNIT)
