"""Applies mutated documents and tables: `python -m tests.documents.fuzz COUNT [SEED]`, or `make fuzz`.

Each is refused with an error of ours, or makes a tenant that keeps every rule: whatever else happens
is a find, and so are a tenant that a refusal leaves changed and a document that takes too long.
"""

from __future__ import annotations

import signal
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from traceback import format_exc
from typing import TYPE_CHECKING, Final

from ccadmin import store
from ccadmin.arguments import IfExists
from ccadmin.documents.nodes import Problems
from ccadmin.errors import CcadminError
from ccadmin.tenant.document import files_written
from ccadmin.tenant.document.exporting import FULL, Style
from ccadmin.tenant.document.loading import load
from ccadmin.tenant.document.reading import read
from ccadmin.tenant.plan.importing import Import
from ccadmin.tenant.plan.making import Terms, make, plan_of
from tests.contents import rows
from tests.documents.mutants import mutated
from tests.documents.tenants import Texts, applied, blank, bundle_of, exported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.tenant.document.content import Content
    from ccadmin.tenant.plan.making import Made

LONGEST: Final = 20
"""Seconds after which a document takes too long."""
CHECKED: Final = 100
"""Of so many tenants that come out one is looked at as a whole."""
WHOLE: Final = """\
tenant: {name: Corner shop, zone: Europe/Sofia, region: BG}
licenses: {voice: 5, sales: 3}
centers:
  - name: shop
    hours: mon-fri 09:00-18:00
    exceptions: [{dates: 2026-12-24, kind: closed, name: Eve}]
    people: [{agent: Ana, role: admin}, Vera]
    rules: [{if: [topic=billing], to: support}]
    default-group: support
    chat-settings: {welcome: Hi, max-users: 3, hours: mon-fri 10:00-16:00}
agents:
  - {name: Ana, email: ana@example.com, phone: 0888123456, extension: 101, role: manager, skills: {billing: 5}}
  - {name: Boris, extension: 102, license: voice, direct-number: 02 987 6544, reports-to: [Ana]}
  - {name: Vera, extension: 103, ring: extension-only, devices: [laptop], hours: mon-fri 09:00-12:00, status: break}
groups:
  - name: support
    center: shop
    topics: [repairs]
    skills: {billing: 2}
    max-wait: 60
    on-timeout: voicemail
    members: [{agent: Ana, weight: 5}, Vera]
  - {name: sales, escalates-to: support, on-full: group:support, window: rolling:3d, members: [Boris]}
flows:
  - name: main
    number: 02 987 6543
    hours: group:support
    menu:
      1: group:sales
      2: {greeting: For parts, menu: {1: group:support, 2: deleted-group:old}}
    after-hours: voicemail
rules: [{if: [language=bg], to: sales}, {to: support}]
chat-settings: {queue-message: You are $QueuePosition}
"""


@dataclass(slots=True)
class Found:
    """What came of a run: how many documents got how far, and what should not have been."""

    counts: Counter[str] = field(default_factory=Counter)
    finds: list[str] = field(default_factory=list)


class TooSlow(Exception):  # noqa: N818 - no error of the program
    """A document took too long of the processor; what the neighbours take is no fault of it."""


def fuzz(count: int, seed: int = 1) -> Found:
    """Apply so many mutated documents and tables to a tenant."""
    found = Found()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tenant.db"
        path.write_bytes(blank())
        applied(path, {"centre.yaml": WHOLE})
        bases = list(_bases(path))
        with store.reading(path) as tenant:
            content = load(tenant)
        with store.kept_open(path, mode="rw") as file:
            for number in range(count):
                random = Random(f"{seed}-{number}")
                texts = mutated(random.choice(bases), random)
                try:
                    with _watched():
                        _one(file, content, texts, random, found)
                except CcadminError as refusal:
                    found.counts[f"refused: {refusal.code}"] += 1
                except Exception:  # noqa: BLE001 - that is what is looked for
                    found.finds.append(f"seed {seed}-{number}\n{_told(texts)}\n{format_exc()}")
    return found


def _bases(path: Path) -> Iterator[Texts]:
    """What is mutated: the same tenant in every format, with tables and without, and a table alone."""
    for suffix in (".yaml", ".json", ".toml"):
        for style in (Style(brief=True), Style(brief=True, ids=True)):
            for tables in (False, True):
                yield exported(path, f"centre{suffix}", style, tables=tables)
    yield {"centre.yaml": WHOLE}
    yield {"agents.csv": exported(path, tables=True)["agents.csv"]}


def _one(
    file: store.OpenFile, content: Content, texts: Texts, random: Random, found: Found
) -> None:
    made = _made(content, texts, random, found)
    found.counts["accepted"] += 1
    if not made.plan.planned:
        found.counts["changes nothing"] += 1
        return
    before = file.path.read_bytes()
    whole = random.randrange(CHECKED) == 0
    with file.changing(command="fuzz", who="fuzz", dry_run=True) as tenant:
        made.apply(tenant)
        tenant.session.flush()
        if whole:
            found.counts["looked at as a whole"] += 1
            again = files_written.files(tenant, FULL, Path("centre.yaml"))
            assert make(tenant, bundle_of(again), Terms(prune=True)).plan.planned == ()
            connection = tenant.session.connection()
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if whole:
        assert file.path.read_bytes() == before
        assert rows(file.path, "PRAGMA integrity_check") == [("ok",)]


def _made(content: Content, texts: Texts, random: Random, found: Found) -> Made:
    """What documents would change, or a table that is imported."""
    if list(texts) == ["agents.csv"]:
        choice, skip = random.choice(list(IfExists)), random.random() < 1 / 2
        made = Import("agents.csv", texts["agents.csv"], choice, skip).into(content).made
        found.counts["readable"] += 1
        return made
    bundle, problems = bundle_of(texts), Problems()
    bundle.nodes(problems)
    found.counts["parsed"] += not len(problems)
    wanted = read(bundle, content, problems)
    problems.refuse()
    found.counts["readable"] += 1
    terms = Terms(prune=random.random() < 1 / 2)
    return plan_of(content, wanted, terms, now="2026-03-02T09:00:00.000Z")


@contextmanager
def _watched() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _told(texts: Texts) -> str:
    return "\n".join(f"--- {name}\n{text}" for name, text in texts.items())


def main(words: list[str]) -> int:
    """Run, and print what came of it; 1 when something should not have been."""
    count, seed = (*map(int, words), *(100_000, 1)[len(words) :])[:2]
    began = perf_counter()
    found = fuzz(count, seed)
    print(f"{count} documents and tables, seed {seed}, {perf_counter() - began:.0f} s")  # noqa: T201 - a script
    for what, number in sorted(found.counts.items(), key=lambda each: -each[1]):
        print(f"{number:>9}  {what}")  # noqa: T201 - a script
    print(f"{len(found.finds):>9}  finds", *found.finds[:20], sep="\n")  # noqa: T201 - a script
    return int(bool(found.finds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
