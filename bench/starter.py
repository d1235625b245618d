"""Runs a command and says how it went: `python -m bench.starter COMMAND ...`.

Prints its exit status, the seconds it took by the clock and of the processor, and its peak memory as
the kernel counts it. What the command prints is thrown away.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter

if __name__ == "__main__":
    nowhere = os.open(os.devnull, os.O_RDWR)
    start = perf_counter()
    child = os.posix_spawn(
        sys.argv[1],
        sys.argv[1:],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)],
    )
    _, ended, account = os.wait4(child, 0)
    wall = perf_counter() - start
    cpu = account.ru_utime + account.ru_stime
    print(os.waitstatus_to_exitcode(ended), wall, cpu, account.ru_maxrss)
