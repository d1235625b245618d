"""Which build of the distributor runs: the compiled one if it is there and fresh, else the source.

The build compiles copies of these files into `native/`, and every module there says from which
source it was made. So both builds can run side by side, and a stale one is never used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

NATIVE: Final = f"{__package__}.native"
MODULES: Final = (
    "codes",
    "columns",
    "intake",
    "agenda",
    "forest",
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
    columns: ModuleType
    intake: ModuleType
    agenda: ModuleType
    forest: ModuleType
    lines: ModuleType
    needs: ModuleType
    places: ModuleType
    ready: ModuleType
    timers: ModuleType
    records: ModuleType
    floor: ModuleType
    draws: ModuleType
    variates: ModuleType
    loop: ModuleType


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
    return build("interpreted", __package__)


@cache
def native() -> Build | None:
    """The compiled modules, or None when they are absent, broken or stale."""
    if state() != "compiled":
        return None
    return build("compiled", NATIVE)


@cache
def state() -> str:
    """What there is of a compiled build: `compiled`, `absent`, `stale` or `broken`."""
    source = fingerprint(Path(__file__).parent)
    for name in MODULES:
        try:
            module = import_module(f"{NATIVE}.{name}")
        except ModuleNotFoundError:
            return "absent" if name == MODULES[0] else "stale"
        except ImportError:
            return "broken"
        if source != module.MADE_FROM:
            return "stale"  # before what stands upon it is loaded
    return "compiled"


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


def build(mode: str, package: str) -> Build:
    """Import the modules of one build."""
    names = [name for name in Build.__dataclass_fields__ if name != "mode"]
    return Build(mode, **{name: import_module(f"{package}.{name}") for name in names})
