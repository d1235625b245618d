"""`ccadmin agent skill`: what agents are able to do, and how well."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from ccadmin import arguments
from ccadmin.call import Call
from ccadmin.commands.agent.noun import Name, app
from ccadmin.errors import RuleError
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Needs

skill = Noun(
    "skill",
    "What an agent is able to do, and how well: 1 to 10.",
    examples=[
        "ccadmin agent skill set Ana billing:5 english:8",
        "ccadmin agent skill remove Ana billing",
    ],
)
app.add_typer(skill)


@skill.verb(
    "set", needs=Needs.OWNER, examples=["ccadmin agent skill set Ana billing:5 'point of sale:10'"]
)
def set_skills(
    call: Call,
    agent: Name,
    skills: Annotated[
        list[str], Argument(metavar="SKILL:LEVEL...", help="Names with levels from 1 to 10")
    ],
) -> None:
    """Say how well an agent is able to do something; other skills stay as they are."""
    from ccadmin.tenant import skills as rules
    from ccadmin.tenant.finding import find_agent

    for text in skills:
        if ":" not in text:
            raise RuleError(
                "skills",
                f'skill "{text}" has no level',
                hint=f"write it as {text}:5, with a level from 1 to 10",
            )
    levels = arguments.read_skills(",".join(skills))
    with call.changing() as tenant:
        changes = rules.set_skills(tenant, find_agent(tenant, agent), levels)
    call.show(*changes)


@skill.verb(
    "remove", needs=Needs.OWNER, examples=["ccadmin agent skill remove Ana billing english"]
)
def remove(
    call: Call,
    agent: Name,
    skills: Annotated[list[str], Argument(metavar="SKILL...", help="Names of skills")],
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error where it is gone")] = False,
) -> None:
    """Take skills from an agent."""
    from ccadmin.tenant import skills as rules
    from ccadmin.tenant.finding import find_agent

    with call.changing() as tenant:
        person = find_agent(tenant, agent)
        changes = rules.remove(tenant, person, skills, if_exists=if_exists)
    call.show(*changes)
