"""The noun `group`, and how its verbs name a group."""

from __future__ import annotations

from typing import Annotated

from typer import Argument

from ccadmin.grammar import Noun

app = Noun(
    "group",
    "Groups of agents: how contacts are routed to them, and who their members are.",
    examples=[
        "ccadmin group add sales --strategy longest-idle --service-level 80/20",
        "ccadmin group members add sales Ana Boris --weight 5",
        "ccadmin group list -o json",
    ],
)

Name = Annotated[str, Argument(metavar="NAME", help="The group's name, or its #id")]
