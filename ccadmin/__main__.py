"""The entry point; it answers `--version` by itself, because scripts ask for it often."""

from __future__ import annotations

import sys

from ccadmin import __version__


def main() -> None:
    """Run the program with the arguments of this process, and exit with its status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"ccadmin {__version__}\n")
        return
    from ccadmin.cli import program

    program()


if __name__ == "__main__":
    main()
