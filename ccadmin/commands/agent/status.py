"""`ccadmin agent status`: who is available, on a break or offline, since when and why."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from ccadmin.call import Call
from ccadmin.commands.agent.noun import Name, app
from ccadmin.errors import UsageError
from ccadmin.vocabulary import AgentStatus, Needs


@app.verb(
    "status",
    needs=Needs.OWNER,
    examples=[
        "ccadmin agent status Ana",
        "ccadmin agent status Ana break --reason lunch",
        "ccadmin agent status Ana available",
    ],
)
def status(
    call: Call,
    agent: Name,
    to: Annotated[
        AgentStatus | None,
        Argument(metavar="[STATUS]", help="available, break or offline; left out, it is shown"),
    ] = None,
    *,
    reason: Annotated[str | None, Option(metavar="TEXT", help="Why, with a STATUS")] = None,
) -> None:
    """Show an agent's status, or change it; who has it already keeps the time since when."""
    from ccadmin.tenant import statuses
    from ccadmin.tenant.finding import find_agent

    if to is None:
        if reason is not None:
            raise UsageError(
                "reason-without-status",
                "--reason goes with a status",
                hint="ccadmin agent status AGENT break --reason TEXT",
            )
        with call.reading() as tenant:
            record = statuses.card(find_agent(tenant, agent))
        call.console.record(record)
        return
    with call.changing() as tenant:
        change = statuses.set_status(tenant, find_agent(tenant, agent), to, reason=reason)
    call.show(change)
