"""The entry point; it answers `--version` by itself, because scripts ask for it often."""

from __future__ import annotations

import sys

from ccadmin import __version__


def main() -> None:
    """Run the program with the arguments of this process, and exit with its status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"ccadmin {__version__}\n")
        return
    _collect_rarely()
    from ccadmin.cli import program

    program()


def _collect_rarely() -> None:
    """Spare a short command the searches for garbage, which would cost a quarter of its time.

    What it makes are modules and classes that live until it exits. A long simulation still
    collects; at exit nothing is left to be found.
    """
    import atexit
    import gc

    gc.set_threshold(1_000_000, 10, 10)
    atexit.register(gc.freeze)


if __name__ == "__main__":
    main()
