"""`ccadmin batch`: command lines of a file, in one process."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Exit, Option

from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs


@word(
    "batch",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin batch setup.txt",
        "ccadmin batch --atomic setup.txt",
        "ccadmin batch --dry-run setup.txt",
        "ccadmin batch --keep-going -",
    ],
)
def app(
    call: Call,
    file: Annotated[
        str, Argument(metavar="FILE", help="Command lines, with or without ccadmin; - for stdin")
    ],
    *,
    atomic: Annotated[
        bool, Option("--atomic", help="In one transaction: all lines, or nothing")
    ] = False,
    keep_going: Annotated[
        bool, Option("--keep-going", help="Run the other lines when one fails")
    ] = False,
) -> None:
    """Run the command lines of a file, one a line; the first error ends it.

    Words are split as a shell does, with quotes and comments behind #, and nothing else of a shell.
    Global options of the batch hold for every line. With --atomic the whole is one change, which
    one undo takes back; --dry-run tries the whole and keeps nothing.
    """
    from ccadmin.batches import Batch, Terms, read
    from ccadmin.errors import UsageError

    if call.part:
        raise UsageError(
            "nested-batch",
            "a line of a batch cannot be a batch",
            hint="write its lines into this one",
        )
    if keep_going and (atomic or call.options.dry_run):
        raise UsageError(
            "contradiction",
            "--keep-going keeps what others did, --atomic and --dry-run do not",
            hint="give one of the two",
        )
    batch = Batch(call, Terms(atomic=atomic, keep_going=keep_going))
    batch.run(read(file))
    call.console.note(batch.tally)
    if batch.status:
        raise Exit(batch.status)
    if batch.lost:
        raise batch.lost
