"""The page of conformance, what it lists, and its computed blocks: `python -m tests.evidence.page`."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.evidence_rows import NOT_SIMULATED, OF_HEADS
from bench.pages import replace_block
from ccadmin.vocabulary import NoAnswer

from .asterisk import observed, replay
from .scenarios import Translation, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .asterisk import CallList, Replayed
    from .scenarios import Scenario

ROOT: Final = Path(__file__).parents[2]
EVIDENCE: Final = ROOT.parent / "shared" / "evidence"
PAGE: Final = ROOT / "docs" / "explanation" / "conformance.md"
DIFFERS: Final = "## What differs on purpose"
ROW: Final = re.compile(r"^\| `([A-Z]+-[\w-]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)
NEVER_PICKS_UP: Final = 30
"""The `pickup` of an agent who never answers in time."""


def scenarios() -> list[Scenario]:
    """What peers' tests and references pin."""
    return list(_read("scenarios.json")["scenarios"])


def call_lists() -> list[CallList]:
    """What a running Asterisk did."""
    return list(_read("asterisk_observed.json")["scenarios"])


def listed() -> dict[str, str]:
    """What stands beside each id under the heading of what differs: there, and here."""
    _, _, after = PAGE.read_text(encoding="utf-8").partition(DIFFERS)
    section, _, _ = after.partition("\n## ")
    return {row[1]: f"{row[2]} | {row[3]}" for row in ROW.finditer(section)}


def blocks() -> dict[str, str]:
    """The computed blocks by name."""
    return {
        "played": "\n".join(_played()),
        "turns": "\n".join(_turns()),
        "savings": "\n".join(_savings()),
        "tables": "\n".join(_tables()),
    }


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads((EVIDENCE / name).read_text(encoding="utf-8")))


def _played() -> Iterator[str]:
    apart, everything = listed(), scenarios()
    played = [each["id"] for each in everything if each["id"] not in apart]
    yield f"{len(played)} of {len(everything)} scenarios come out as their source says:"
    yield ""
    yield ", ".join(f"`{each}`" for each in played) + "."


def _turns() -> Iterator[str]:
    ids: dict[Turn, list[str]] = defaultdict(list)
    for scenario in scenarios():
        if scenario["kind"] == "queue" and scenario["id"] not in listed():
            for turn in Translation(scenario).played().turns:
                ids[turn].append(f"`{scenario['id']}`")
    yield "| there, and how ccadmin says it | scenarios |"
    yield "|---|---|"
    for turn in Turn:
        yield f"| {turn} | {', '.join(ids[turn])} |"


def _savings() -> Iterator[str]:
    yield "| call list | policy | rings in vain | waits together | longest | lost |"
    yield "|---|---|---|---|---|---|"
    for given in call_lists():
        if any(agent["pickup"] >= NEVER_PICKS_UP for agent in given["agents"]):
            yield _saving(given["id"], "Asterisk, as observed", observed(given))
            yield _saving("", "`retry`, simulated", replay(given, NoAnswer.RETRY))
            yield _saving("", "`next`, simulated", replay(given, NoAnswer.NEXT))


def _saving(name: str, policy: str, calls: Sequence[Replayed]) -> str:
    waits = [call.wait for call in calls]
    missed, lost = sum(len(call.missed_by) for call in calls), sum(c.agent is None for c in calls)
    return f"| {name} | {policy} | {missed} | {sum(waits)} s | {max(waits)} s | {lost} |"


def _tables() -> Iterator[str]:
    yield "| row | why it is not simulated, or not counted |"
    yield "|---|---|"
    for row, reason in NOT_SIMULATED.items():
        yield f"| `{row}` | {reason} |"
    for row, (figures, reason) in OF_HEADS.items():
        names = ", ".join(f"`{figure}`" for figure in sorted(figures))
        yield f"| `{row}`, of which {names} are not counted | {reason} |"


def main() -> None:
    """Write the computed blocks anew."""
    page = PAGE.read_text(encoding="utf-8")
    for name, block in blocks().items():
        page = replace_block(page, name, block)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
