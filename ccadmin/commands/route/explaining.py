"""Why contacts went where they went: the steps of each, and below them who stood how."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ccadmin.console import Section
from ccadmin.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.call import Call
    from ccadmin.report.explain import Explanation

STEP_COLUMNS: Final = {"step": "step", "time": "time", "text": "what happened, and why"}
CANDIDATE_COLUMNS: Final = {
    "step": "step",
    "place": "place",
    "name": "agent",
    "tier": "tier",
    "key_in_words": "key",
    "idle_since": "idle since",
    "position": "position",
    "excluded": "why not",
}


def check_format(call: Call) -> None:
    """Make sure that the output has room for steps and candidates, before anything runs.

    Raises:
        UsageError: it holds one table.
    """
    if call.console.holds_one_table:
        raise UsageError(
            "several-tables",
            f"-o {call.console.chosen} holds one table, and an explanation has two",
            hint="-o json and -o plain hold both",
        )


def tell(call: Call, explanations: Sequence[Explanation], *, zone: str) -> None:
    """Show the explanations one below the other; several in a document make a list."""
    from ccadmin.report import explain

    documents = [explain.document(explained, zone=zone) for explained in explanations]
    sections = []
    for explained, document in zip(explanations, documents, strict=True):
        title = f"Contact {explained.id}: {explained.verdict}"
        sections.append(
            Section(f"steps of {explained.id}", title, document["steps"], STEP_COLUMNS, _step)
        )
        if document["candidates"]:
            title = f"Who stood how when contact {explained.id} was decided about"
            shown = partial(_candidate, [step["time"][:10] for step in document["steps"]])
            rows = document["candidates"]
            sections.append(
                Section(f"candidates of {explained.id}", title, rows, CANDIDATE_COLUMNS, shown)
            )
    whole = documents[0] if len(documents) == 1 else {"format_version": 1, "contacts": documents}
    call.console.report(whole, sections)


def _step(row: Mapping[str, Any]) -> dict[str, Any]:
    """A step as people read it: the second is enough, in the zone of the run."""
    return {**row, "time": row["time"][:19].replace("T", " ")}


def _candidate(dates: Sequence[str], row: Mapping[str, Any]) -> dict[str, Any]:
    """A candidate as people read it: the date only where it is not that of the step, a time once."""
    date, since = row["idle_since"][:10], row["idle_since"][11:19]
    told = since if date == dates[row["step"] - 1] else f"{date} {since}"
    key = row["key_in_words"]
    if key and key.startswith(_IDLE_SINCE):
        key = _IDLE_SINCE
    return {**row, "idle_since": told, "key_in_words": key}


_IDLE_SINCE: Final = "idle since"
"""A key that stands in the column beside it."""
