"""Which build of the distributor runs: the compiled one if it is there and fresh, else the source.

The build joins these files to one and compiles it into `native/`, and that says from which source it
was made. So both builds can run side by side, and a stale one is never used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    Part: TypeAlias = ModuleType | SimpleNamespace

NATIVE: Final = f"{__package__}.native.distributor"
MODULES: Final = (
    "codes",
    "columns",
    "intake",
    "forest",
    "diary",
    "agenda",
    "timers",
    "lines",
    "needs",
    "places",
    "ready",
    "records",
    "floor",
    "draws",
    "variates",
    "log",
    "waiting",
    "ranking",
    "counters",
    "witness",
    "service",
    "ringing",
    "offers",
    "entry",
    "schedule",
    "loop",
)
"""What is compiled, in the order of standing upon each other."""


@dataclass(frozen=True, slots=True)
class Build:
    """The modules of one build; `state` says why the compiled one is not in use."""

    mode: str
    columns: Part
    intake: Part
    diary: Part
    forest: Part
    lines: Part
    needs: Part
    places: Part
    ready: Part
    records: Part
    floor: Part
    draws: Part
    variates: Part
    loop: Part


PARTS: Final = tuple(name for name in Build.__dataclass_fields__ if name != "mode")
"""The modules that whoever runs the distributor calls."""


def chosen(*, compiled: bool | None) -> Build | None:
    """The build that is asked for, which may be missing, or with None the best there is."""
    if compiled is None:
        return best()
    return native() if compiled else interpreted()


def best() -> Build:
    """The compiled build if it is there and fresh, else the source."""
    return native() or interpreted()


@cache
def interpreted() -> Build:
    """The source as it is."""
    modules = {part: import_module(f"{__package__}.{part}") for part in PARTS}
    return Build("interpreted", **modules)


@cache
def native() -> Build | None:
    """The compiled module, or None when it is absent, broken or stale."""
    if state() != "compiled":
        return None
    names = vars(import_module(NATIVE))
    return Build("compiled", **{part: part_of(names, part) for part in PARTS})


def part_of(names: Mapping[str, Any], part: str) -> SimpleNamespace:
    """One module of those that were joined: its functions bear its name, classes only their own."""
    own = f"{part}__"
    return SimpleNamespace(
        **{name: value for name, value in names.items() if isinstance(value, type)},
        **{name.removeprefix(own): value for name, value in names.items() if name.startswith(own)},
    )


@cache
def state() -> str:
    """What there is of a compiled build: `compiled`, `absent`, `stale` or `broken`."""
    try:
        module = import_module(NATIVE)
    except ModuleNotFoundError:
        return "absent"
    except ImportError:
        return "broken"
    return "compiled" if fingerprint(Path(__file__).parent) == module.MADE_FROM else "stale"


def fingerprint(folder: Path) -> str:
    """The hash of everything that the compiled modules are made from."""
    digest = sha256()
    for name in sorted(MODULES):
        for suffix in (".py", ".pxd"):
            path = folder / f"{name}{suffix}"
            if not path.exists():  # `codes` has no declarations: the build makes them
                continue
            digest.update(f"{path.name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
