"""What a command did, or why it did not: a document for programs, a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.changes import Action
from ccadmin.console.cells import cell, visible
from ccadmin.errors import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.changes import Change
    from ccadmin.errors import CcadminError

FORMAT_VERSION: Final = 1
"""The promise of the JSON envelope: additions keep it, anything else raises it."""


def envelope(
    changes: Sequence[Change], *, errors: Sequence[CcadminError] = (), dry_run: bool = False
) -> dict[str, Any]:
    """The document that every change is reported in, and every error under `-o json`."""
    status = "error" if errors else "dry-run" if dry_run else "ok"
    return {
        "format_version": FORMAT_VERSION,
        "status": status,
        "changes": [
            {
                "action": change.action.value,
                "kind": change.kind,
                "id": change.id,
                "name": change.name,
                "fields": {k: {"before": b, "after": a} for k, (b, a) in change.fields.items()},
                "notes": list(change.notes),
            }
            for change in changes
        ],
        "errors": [error_record(error) for error in errors],
    }


def sentence(change: Change, *, dry_run: bool) -> str:
    """One change in one line, with every field that differs."""
    would = "would be " if dry_run and change.action is not Action.UNCHANGED else ""
    text = f'{change.kind} "{visible(change.name)}" {would}{change.action}'
    if change.action is not Action.UPDATED:
        return text
    return (
        text
        + ": "
        + ", ".join(
            f"{key} {visible(cell(before)) or '(none)'} → {visible(cell(after)) or '(none)'}"
            for key, (before, after) in change.fields.items()
        )
    )


def error_record(error: CcadminError) -> dict[str, Any]:
    """An error as programs read it."""
    record: dict[str, Any] = {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "exit_status": int(error.exit_status),
    }
    if isinstance(error, ProblemsError):
        record["problems"] = [problem.record() for problem in error.problems]
    return record
