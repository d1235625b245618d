"""`ccadmin log`: what was changed, when, by whom and by which command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from typer import Option

from ccadmin import arguments
from ccadmin.arguments import Limit
from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs

if TYPE_CHECKING:
    from ccadmin.tenant.history import Entry

SHOWN: Final = 20
COLUMNS: Final = {
    "change": "change",
    "at": "when (UTC)",
    "who": "who",
    "what": "what",
    "command": "command",
}


@word(
    "log",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin log",
        "ccadmin log --who ana --since 2026-03-01",
        "ccadmin log --noun group --name sales --limit unlimited -o json",
        "ccadmin log --change 12",
    ],
)
def app(
    call: Call,
    *,
    who: Annotated[str | None, Option(metavar="NAME", help="Only changes made by them")] = None,
    since: Annotated[
        str | None, Option(metavar="TIME", help="Only from then on, in the tenant's time zone")
    ] = None,
    noun: Annotated[
        str | None, Option(metavar="NOUN", help="Only of one kind, as group or member")
    ] = None,
    name: Annotated[
        str | None, Option(metavar="NAME", help="Only of the object of that name or #id")
    ] = None,
    change: Annotated[
        int | None, Option(metavar="N", help="Only what was done by change N")
    ] = None,
    limit: Annotated[
        Limit | None,
        Option(
            parser=arguments.read_limit,
            metavar="N|unlimited",
            help=f"The newest N lines (default {SHOWN})",
        ),
    ] = None,
) -> None:
    """Show what was changed, the newest first: when, who, what before and after, by which command.

    The number of a change is the one that `ccadmin undo` takes. With --as, the log of a person is
    shown to that person, to managers, and to supervisors of the person's centers.
    """
    from ccadmin.tenant import history

    most = SHOWN if limit is None else limit.most
    with call.reading() as tenant:
        asked = history.Asked(
            who=who,
            since=history.since(tenant, since),
            noun=history.known_noun(noun),
            name=name,
            number=change,
            limit=most,
        )
        lines, withheld = history.log(tenant, asked, reader=call.person(tenant))
    call.console.rows([_row(line) for line in lines], COLUMNS)
    if withheld:
        call.console.note(f"left out {withheld} of persons whose log is not yours to see")
    if most is not None and len(lines) == most:
        call.console.note(f"these are the newest {most}; --limit unlimited shows all")


def _row(line: Entry) -> dict[str, Any]:
    from ccadmin.console.envelope import sentence

    what = sentence(line.change, dry_run=False)
    if line.undoes is not None:
        what += f" (takes back {line.undoes})"
    if line.undone_by is not None:
        what += f" (taken back by {line.undone_by})"
    record = line.record()
    record["what"] = what
    return record
