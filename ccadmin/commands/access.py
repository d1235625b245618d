"""`ccadmin access`: who may do what, and why."""

from __future__ import annotations

from typing import Annotated, Final

from typer import Argument, Exit

from ccadmin.call import Call
from ccadmin.errors import ExitStatus
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Needs, Permission

app = Noun(
    "access",
    "Who may do what: roles in centers, managers, licenses. Every command keeps to it under --as.",
    examples=[
        "ccadmin access can Ana edit-settings shop",
        "ccadmin access list Ana",
        "ccadmin --as Ana group edit sales --max-wait 60",
    ],
)

Who = Annotated[str, Argument(metavar="WHO", help="Name, email address or #id of an agent")]
COLUMNS: Final = ("permission", "what", "why")


@app.verb(
    "can",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin access can Ana listen-in shop",
        "ccadmin access can Ana see-person Boris",
        "ccadmin access can Ana call-out",
    ],
)
def can(
    call: Call,
    who: Who,
    permission: Annotated[Permission, Argument(metavar="ACTION", help="What is to be done")],
    what: Annotated[
        str | None,
        Argument(metavar="WHAT", help="A center; for see-person a person, for see-group a group"),
    ] = None,
) -> None:
    """Say whether somebody may do something, and why; the exit status is 77 for no."""
    from ccadmin.tenant import access
    from ccadmin.tenant.finding import find_agent

    with call.reading() as tenant:
        answer = access.can(tenant, find_agent(tenant, who), permission, what)
    call.console.record(
        {
            "who": who,
            "permission": permission.value,
            "what": what,
            "allowed": answer.allowed,
            "why": answer.why,
        }
    )
    if not answer.allowed:
        raise Exit(ExitStatus.NOT_PERMITTED)


@app.verb("list", needs=Needs.NOTHING, examples=["ccadmin access list Ana"])
def list_access(call: Call, who: Who) -> None:
    """List everything that somebody may do, with the reason."""
    from ccadmin.tenant import access
    from ccadmin.tenant.finding import find_agent

    with call.reading() as tenant:
        rows = access.everything(tenant, find_agent(tenant, who))
    call.console.rows(rows, COLUMNS)
