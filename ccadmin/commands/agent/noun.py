"""The noun `agent`, and how its verbs name an agent."""

from __future__ import annotations

from typing import Annotated

from typer import Argument

from ccadmin.grammar import Noun

app = Noun(
    "agent",
    "The people who take contacts: numbers, devices, skills, status, and whom they report to.",
    examples=[
        "ccadmin agent add Ana --email ana@example.com --phone '+359 888 123 456' --extension 101",
        "ccadmin agent skill set Ana billing:5",
        "ccadmin agent status Ana break --reason lunch",
        "ccadmin agent list --group sales",
    ],
)

Name = Annotated[str, Argument(metavar="AGENT", help="The agent's name, email address or #id")]
