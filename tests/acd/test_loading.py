"""Which build runs: a compiled one is used when it is whole and fresh, and never otherwise."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from ccadmin import engine
from ccadmin.acd import loading
from ccadmin.errors import RuleError

from .story import Story, calls, people, team

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOURCE = Path(loading.__file__).parent
ONE_CALL = Story((team("Desk", 0),), people("Ann"), calls("arrived\n0"))


@pytest.fixture
def native(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Pretends that a compiled module is there, made from a source of that hash."""

    def pretend(made_from: str) -> None:
        def load(name: str) -> object:
            return SimpleNamespace(MADE_FROM=made_from, name=name)

        monkeypatch.setattr(loading, "import_module", load)
        forget()

    yield pretend
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Let the builds be looked for again."""
    for found in (loading.state, loading.native, loading.interpreted):
        found.cache_clear()


def test_modules_made_from_this_very_source_are_compiled(native: Callable[[str], None]) -> None:
    native(loading.fingerprint(SOURCE))

    assert engine.build_state() == "compiled"


def test_modules_made_from_another_source_are_stale_and_not_used(
    native: Callable[[str], None],
) -> None:
    native("another source")

    assert engine.build_state() == "stale"
    assert loading.native() is None


@pytest.mark.parametrize(
    ("error", "state"), [(ModuleNotFoundError, "absent"), (ImportError, "broken")]
)
def test_without_modules_that_load_the_source_runs(
    native: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    error: type[ImportError],
    state: str,
) -> None:
    def load(name: str) -> object:
        raise error(name)

    native("")
    with monkeypatch.context() as patched:
        patched.setattr(loading, "import_module", load)

        assert engine.build_state() == state
        assert loading.native() is None


def test_the_compiled_engine_is_refused_where_there_is_none(native: Callable[[str], None]) -> None:
    native("another source")

    with pytest.raises(RuleError) as refused:
        ONE_CALL.outcomes(engine.Options(compiled=True))

    assert refused.value.message == "the compiled distributor is stale"
    assert refused.value.hint is not None


def test_the_hash_covers_every_module_and_its_types(tmp_path: Path) -> None:
    copied = tmp_path / "acd"
    shutil.copytree(SOURCE, copied, ignore=shutil.ignore_patterns("native", "__pycache__"))
    fresh = loading.fingerprint(copied)

    for path in (copied / "loop.py", copied / "loop.pxd"):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}# a remark\n", encoding="utf-8")
        assert loading.fingerprint(copied) != fresh
        path.write_text(text, encoding="utf-8")
    assert loading.fingerprint(copied) == fresh


def test_every_compiled_module_has_its_source_and_types() -> None:
    stems = {path.stem for path in SOURCE.glob("*.pxd")} | {"codes"}  # nothing but constants

    assert stems == set(loading.MODULES)
    assert {path.stem for path in SOURCE.glob("*.py")} - stems == {"__init__", "exact", "loading"}


def test_a_source_that_is_edited_after_the_build_runs_itself(tmp_path: Path) -> None:
    # The whole package, copied with whatever is compiled, and then touched.
    package = tmp_path / "ccadmin"
    shutil.copytree(SOURCE.parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    with (package / "acd" / "loop.py").open("a", encoding="utf-8") as source:
        source.write("# a remark\n")
    program = (
        "from ccadmin import engine\n"
        "print(engine.__file__, engine.build_state())\n"
        "none = engine.Contacts([], [], [], [], [], [])\n"
        "print(engine.simulate(engine.Snapshot((), ()), none).mode)\n"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    where, mode = ran.stdout.splitlines()
    assert where in {
        f"{package / 'engine' / '__init__.py'} stale",
        f"{package / 'engine' / '__init__.py'} absent",
    }
    assert mode == "interpreted"
