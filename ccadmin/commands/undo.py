"""`ccadmin undo`: takes back the last change, or one before it."""

from __future__ import annotations

from typing import Annotated

from typer import Argument

from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs


@word(
    "undo",
    needs=Needs.CENTER_ADMIN,
    examples=["ccadmin undo", "ccadmin undo --dry-run", "ccadmin undo 12"],
)
def app(
    call: Call,
    number: Annotated[
        int | None,
        Argument(metavar="N", min=1, help="The number of a change, as log shows it (the last)"),
    ] = None,
) -> None:
    """Take back a change: every row is as it was before, with its id.

    Taking back is a change of its own, which a second undo takes back. An earlier change is taken
    back by its number, if nothing later depends on it.
    """
    from ccadmin.tenant import undo

    with call.changing(references=False) as tenant:
        done = undo.undo(tenant, number)
    call.show(*done.changes)
    would = "would take" if call.options.dry_run else "took"
    call.console.note(f"{would} back change {done.number}: {done.command}")
    if done.undoes is not None:
        call.console.note(f"change {done.undoes} is in force again")
