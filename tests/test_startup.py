"""What each command loads: start-up time, held by names and numbers instead of a clock.

The children run without site packages' start-up files, so that nothing but the program is counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

import ccadmin
from ccadmin import store

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAVY: Final = frozenset(
    {
        "asyncio", "concurrent", "csv", "ctypes", "decimal", "difflib", "email", "getpass", "http",
        "importlib.metadata", "importlib.resources", "json", "logging", "multiprocessing",
        "shlex", "sqlite3", "ssl", "tempfile", "tomllib", "unittest", "urllib", "xml", "zoneinfo",
    }
)  # fmt: skip
"""Parts of the standard library that take a millisecond or more, or that nothing needs."""

TYPER: Final = frozenset({"annotated_doc", "shellingham", "typer"})
TYPER_HEAVY: Final = frozenset({"difflib", "urllib"})
SQLMODEL: Final = frozenset(
    {
        "annotated_types", "cython_runtime", "greenlet", "pydantic", "pydantic_core", "sqlalchemy", "sqlmodel",
        "typing_extensions", "typing_inspection",
    }
)  # fmt: skip
FRONT: Final = frozenset(
    {
        "ccadmin", "ccadmin.__main__", "ccadmin.call", "ccadmin.console.cells", "ccadmin.changes",
        "ccadmin.cli", "ccadmin.console", "ccadmin.console.envelope", "ccadmin.errors", "ccadmin.grammar",
        "ccadmin.help", "ccadmin.help.page", "ccadmin.misuse", "ccadmin.vocabulary",
    }
)  # fmt: skip
GROUP: Final = FRONT | {
    "ccadmin.arguments", "ccadmin.commands", "ccadmin.commands.group", "ccadmin.commands.group.groups",
    "ccadmin.commands.group.members", "ccadmin.commands.group.noun", "ccadmin.commands.group.options",
}  # fmt: skip
STORE: Final = GROUP | {
    "ccadmin.entering", "ccadmin.entering.conditions", "ccadmin.location", "ccadmin.migrations", "ccadmin.migrations.m0001_first_working_centre", "ccadmin.migrations.m0002_whole_distributor", "ccadmin.migrations.m0003_never_lost",
    "ccadmin.copies", "ccadmin.database", "ccadmin.journal",
    "ccadmin.models", "ccadmin.store", "ccadmin.tenant", "ccadmin.tenant.addresses", "ccadmin.tenant.agent_fields",
    "ccadmin.tenant.assignments", "ccadmin.tenant.direct_numbers", "ccadmin.tenant.licenses", "ccadmin.tenant.reporting", "ccadmin.tenant.seats",
    "ccadmin.tenant.escalation", "ccadmin.tenant.finding", "ccadmin.tenant.license_kinds", "ccadmin.tenant.group_skills", "ccadmin.tenant.groups", "ccadmin.tenant.members", "ccadmin.tenant.names", "ccadmin.tenant.ranges",
    "ccadmin.tenant.topics",
}  # fmt: skip


def _inside(package: str, names: str) -> set[str]:
    return {f"ccadmin.{package}.{name}" for name in names.split()}


APPLY: Final = FRONT | {
    "ccadmin.arguments", "ccadmin.chat_fields", "ccadmin.commands", "ccadmin.commands.apply",
    "ccadmin.copies", "ccadmin.database", "ccadmin.entering", "ccadmin.entering.conditions",
    "ccadmin.entering.keys", "ccadmin.formulas", "ccadmin.journal", "ccadmin.location", "ccadmin.store",
    "ccadmin.calendars", "ccadmin.documents", "ccadmin.migrations", "ccadmin.tenant",
    "ccadmin.tenant.document", "ccadmin.tenant.plan",
    *_inside("calendars", "dates instants opening plan reading weeks zones"),
    *_inside("documents", "files json_text nodes tables toml_text writing yaml_text"),
    *_inside("migrations", "m0001_first_working_centre m0002_whole_distributor m0003_never_lost"),
    *_inside("tenant", "addresses chat_rules dated license_kinds names ranges ringing words"),
    *_inside(
        "tenant.document", "center_checks chat_checks chat_shapes checks consequences content dated_read "
        "fields identity license_checks lists loading menus_read merging naming reading records "
        "reference_shapes relations rows_read shapes stated",
    ),
    *_inside("tenant.plan", "deletions described differences making numbering owned rows work writing"),
}  # fmt: skip
"""Documents that change nothing; nothing of SQLModel is among them."""
COMPLETION: Final = GROUP | {
    "ccadmin.completion", "ccadmin.completion.candidates", "ccadmin.completion.shells",
    "ccadmin.location", "ccadmin.tenant", "ccadmin.tenant.known_names",
}  # fmt: skip
STORE_HEAVY: Final = frozenset(
    {
        "asyncio", "concurrent", "csv", "decimal", "difflib", "email", "importlib.metadata",
        "importlib.resources", "json", "logging", "shlex", "sqlite3", "ssl", "tempfile", "urllib", "zoneinfo",
    }
)  # fmt: skip


class Case(NamedTuple):
    """A command line, and all that it may load; a line that ends in <TAB> is to be completed."""

    line: str
    ours: frozenset[str]
    others: frozenset[str]
    heavy: frozenset[str]
    most: int


CASES: Final = (
    Case("--version", frozenset({"ccadmin", "ccadmin.__main__"}), frozenset(), frozenset(), 3),
    Case("--help", FRONT, TYPER, TYPER_HEAVY, 150),
    Case("group --help", GROUP, TYPER, TYPER_HEAVY, 155),
    Case(
        "group show <TAB>",
        COMPLETION,
        TYPER,
        TYPER_HEAVY | {"importlib.resources", "shlex", "sqlite3", "tempfile"},
        200,
    ),
    Case("group add sales", STORE, TYPER | SQLMODEL, STORE_HEAVY | {"getpass"}, 480),
    Case(
        "apply -q -f centre.yaml",
        APPLY,
        TYPER | {"_cython_3_1_4", "cython_runtime", "yaml"},
        TYPER_HEAVY
        | {"csv", "getpass", "json", "shlex", "sqlite3", "tempfile", "tomllib", "zoneinfo"},
        265,
    ),
    Case("group list -o json", STORE, TYPER | SQLMODEL, STORE_HEAVY, 475),
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, frozenset[str]]:
    """For each command line the modules that it loads and a bare interpreter does not."""
    db = tmp_path_factory.mktemp("start") / "tenant.db"
    store.create(db, name="start", zone="UTC", region="ZZ")
    (db.parent / "centre.yaml").write_text("agents: agents.csv\n", encoding="utf-8")
    (db.parent / "agents.csv").write_text("name,email\n", encoding="utf-8")
    bare = _modules("pass", db)
    run = "from ccadmin.__main__ import main; sys.argv = ['ccadmin', *{words}]; main()"
    return {c.line: _modules(run.format(words=_words(c)), db, _asked(c)) - bare for c in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.line)
def test_a_command_loads_exactly_these_modules_of_ours(
    loaded: Mapping[str, frozenset[str]], case: Case
) -> None:
    ours = {name for name in loaded[case.line] if name.partition(".")[0] == "ccadmin"}

    assert ours == case.ours


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.line)
def test_a_command_loads_no_package_but_these(
    loaded: Mapping[str, frozenset[str]], case: Case
) -> None:
    tops = {name.partition(".")[0] for name in loaded[case.line]} - {"ccadmin"}
    third_party = {t for t in tops - sys.stdlib_module_names if not t.startswith("_")}

    assert third_party - case.others == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.line)
def test_a_command_loads_no_heavy_part_of_the_standard_library_but_these(
    loaded: Mapping[str, frozenset[str]], case: Case
) -> None:
    assert (HEAVY & loaded[case.line]) - case.heavy == set()


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="each Python cuts its own library into modules"
)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.line)
def test_a_command_loads_no_more_modules_than_it_did(
    loaded: Mapping[str, frozenset[str]], case: Case
) -> None:
    assert len(loaded[case.line]) <= case.most


def test_garbage_is_searched_for_rarely_and_not_at_the_end() -> None:
    code = "import gc; import ccadmin.__main__ as m; sys.argv = ['ccadmin', '--help']; m.main()"
    child = _child(f"import atexit; atexit.register(lambda: {_COLLECTOR}); {code}")

    assert child.stderr == "1000000 True\n"


_COLLECTOR: Final = "print(gc.get_threshold()[0], gc.get_freeze_count() > 10_000, file=sys.stderr)"


def _words(case: Case) -> list[str]:
    return [] if case.line.endswith("<TAB>") else case.line.split()


def _asked(case: Case) -> dict[str, str]:
    """What the script of bash asks where the line ends in a tab."""
    words = ["ccadmin", *case.line.removesuffix("<TAB>").split(" ")]
    asked = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    return asked | {"_CCADMIN_COMPLETE": "complete_bash"} if case.line.endswith("<TAB>") else {}


def _modules(code: str, db: Path, asked: Mapping[str, str] | None = None) -> frozenset[str]:
    names = "print(*sorted(sys.modules), file=sys.stderr)"
    variables = {"CCADMIN_DB": str(db), **(asked or {})}
    child = _child(
        f"import atexit; atexit.register(lambda: {names}); {code}", db.parent, **variables
    )
    return frozenset(child.stderr.split())


def _child(
    code: str, folder: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    roots = (Path(ccadmin.__file__).parents[1], sysconfig.get_paths()["purelib"])
    return subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; {code}"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, roots))} | variables,
        capture_output=True,
        text=True,
        check=True,
    )
