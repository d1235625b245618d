"""`ccadmin agent import`: many agents from a table, in one transaction."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from ccadmin.arguments import IfExists
from ccadmin.call import Call
from ccadmin.commands.agent.noun import app
from ccadmin.vocabulary import Needs


class OnBadRow(StrEnum):
    """What bad rows of the table do."""

    STOP = "stop"
    SKIP = "skip"


@app.verb(
    "import",
    needs=Needs.OWNER,
    examples=[
        "ccadmin agent import people.csv",
        "ccadmin agent import people.csv --or-update --dry-run",
        "ccadmin agent import people.csv --on-error skip --rejects bad.csv",
    ],
)
def import_(
    call: Call,
    file: Annotated[
        str, Argument(metavar="FILE", help="A table with a line of names; - for stdin")
    ],
    *,
    if_not_exists: Annotated[
        bool, Option("--if-not-exists", help="Leave those of that email, else of that name")
    ] = False,
    or_update: Annotated[
        bool, Option("--or-update", help="Change those of that email, else of that name")
    ] = False,
    existing_customers: Annotated[
        bool,
        Option("--existing-customers", help="New agents had the discontinued license before"),
    ] = False,
    on_error: Annotated[OnBadRow, Option(help="What bad rows do")] = OnBadRow.STOP,
    rejects: Annotated[
        Path | None, Option(metavar="FILE", help="Put the rows there that were skipped")
    ] = None,
) -> None:
    """Add the agents of a table: each column is a field, as name, email, extension, skills, hours.

    Columns end at commas, semicolons or tabs. An empty cell is a field that is empty. All bad rows are
    named at once, and unless they are skipped nothing is changed.
    """
    from ccadmin.documents.files import name_of, text_of
    from ccadmin.errors import UsageError
    from ccadmin.tenant.document import files_written
    from ccadmin.tenant.plan.importing import Import

    if rejects is not None and on_error is OnBadRow.STOP:
        raise UsageError(
            "contradiction",
            "--rejects keeps rows that were skipped, and bad rows stop the import",
            hint="add --on-error skip",
        )
    exists = IfExists.of(if_not_exists=if_not_exists, or_update=or_update)
    table = Import(
        name_of(file), text_of(file), exists, on_error is OnBadRow.SKIP, existing_customers
    )  # fmt: skip
    with call.changing() as tenant:
        imported = table.make(tenant)
        imported.made.apply(tenant)
    if rejects is not None and not call.options.dry_run:
        tuple(files_written.save({str(rejects): imported.rejects()}))
    call.show(*imported.made.plan.done)
    call.console.note(imported.made.plan.tally)
    if imported.left_out:
        kept = f', kept in "{rejects}"' if rejects and not call.options.dry_run else ""
        count = len(imported.left_out)
        skipped = "1 row was skipped" if count == 1 else f"{count} rows were skipped"
        call.console.warn(f"{skipped}{kept}")
