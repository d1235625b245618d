"""The options of `group add` and `group edit`: the fields of a group, panel by panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from typer import Option

from ccadmin import arguments
from ccadmin.arguments import (
    CounterWindow,
    Limit,
    OnNoAnswer,
    OverflowTo,
    ServiceLevel,
    Skills,
    Topics,
)
from ccadmin.vocabulary import (
    AtClosing,
    GroupKind,
    LateJoiner,
    Order,
    Scope,
    Status,
    Strategy,
)

LIMITS: Final = "Limits and overflow"
ROUTING: Final = "Routing options"

Assign = Annotated[bool, Option("--assign", help="Assign outsiders to the group's center too")]


@dataclass(frozen=True, slots=True)
class GroupOptions:
    """The fields of a group; what is left out stays as it is."""

    strategy: Annotated[
        Strategy | None,
        Option(help="Who is offered a contact (default: its center's routing type)"),
    ] = None
    status: Annotated[
        Status | None, Option(help="Whether it takes new contacts; what is in it drains")
    ] = None
    description: Annotated[str | None, Option(metavar="TEXT", help="What it is for")] = None
    kind: Annotated[GroupKind | None, Option(help="What it is formed by")] = None
    topics: Annotated[
        Topics | None,
        Option(
            parser=arguments.read_topics,
            metavar="A,B,...",
            help="The kinds of problem that it is responsible for",
        ),
    ] = None
    skills: Annotated[
        Skills | None,
        Option(
            parser=arguments.read_skills,
            metavar="NAME:LEVEL,...",
            help="What its work calls for, such as billing:3,english (levels 1 to 10)",
        ),
    ] = None
    escalates_to: Annotated[
        str | None, Option(metavar="GROUP", help="The next group up, for what is not solved here")
    ] = None
    center: Annotated[
        str | None, Option(metavar="NAME", help="The contact center it belongs to")
    ] = None
    service_level: Annotated[
        ServiceLevel | None,
        Option(
            parser=arguments.read_service_level,
            metavar="PER-CENT/SECONDS",
            help="The share to be answered in time (default 80/20)",
        ),
    ] = None
    max_waiting: Annotated[
        Limit | None,
        Option(
            parser=arguments.read_limit,
            metavar="N|unlimited",
            help="How many may wait; 0 means taken at once or overflow",
            rich_help_panel=LIMITS,
        ),
    ] = None
    max_wait: Annotated[
        Limit | None,
        Option(
            parser=arguments.read_limit,
            metavar="SECONDS|unlimited",
            help="How long one may wait here",
            rich_help_panel=LIMITS,
        ),
    ] = None
    on_full: Annotated[
        OverflowTo | None,
        Option(
            parser=arguments.read_overflow,
            metavar="ACTION",
            help="Where a contact goes when too many wait: "
            "voicemail, callback, hang-up or group:NAME",
            rich_help_panel=LIMITS,
        ),
    ] = None
    on_timeout: Annotated[
        OverflowTo | None,
        Option(
            parser=arguments.read_overflow,
            metavar="ACTION",
            help="Where it goes after the longest wait",
            rich_help_panel=LIMITS,
        ),
    ] = None
    on_closed: Annotated[
        OverflowTo | None,
        Option(
            parser=arguments.read_overflow,
            metavar="ACTION",
            help="Where it goes outside the hours",
            rich_help_panel=LIMITS,
        ),
    ] = None
    on_nobody_staffed: Annotated[
        OverflowTo | None,
        Option(
            parser=arguments.read_overflow,
            metavar="ACTION",
            help="Where it goes when no member is on shift now or later today",
            rich_help_panel=LIMITS,
        ),
    ] = None
    at_closing: Annotated[
        AtClosing | None,
        Option(help="What becomes of those who wait at closing time", rich_help_panel=LIMITS),
    ] = None
    wrap_up: Annotated[
        int | None,
        Option(metavar="SECONDS", help="After-contact work (default 0)", rich_help_panel=ROUTING),
    ] = None
    wrap_up_scope: Annotated[
        Scope | None,
        Option(help="Whether wrap-up blocks the agent everywhere or here", rich_help_panel=ROUTING),
    ] = None
    ring_time: Annotated[
        int | None,
        Option(metavar="SECONDS", help="How long it rings (20)", rich_help_panel=ROUTING),
    ] = None
    on_no_answer: Annotated[
        OnNoAnswer | None,
        Option(
            parser=arguments.read_no_answer,
            metavar="next|retry|break[:SECONDS]",
            help="When a member lets it ring out: the next one, the same, or a break (300 s)",
            rich_help_panel=ROUTING,
        ),
    ] = None
    weight: Annotated[
        int | None,
        Option(
            metavar="N", help="Its contacts before those of lighter groups (-1000 to 1000, default 0)",
            rich_help_panel=ROUTING,
        ),
    ] = None  # fmt: skip
    order: Annotated[
        Order | None,
        Option(help="Priority first, or as so much age in the queue", rich_help_panel=ROUTING),
    ] = None
    age_point: Annotated[
        int | None,
        Option(
            metavar="SECONDS", help="Age that one point of priority is worth when ageing",
            rich_help_panel=ROUTING,
        ),
    ] = None  # fmt: skip
    tier_wait: Annotated[
        int | None,
        Option(
            metavar="SECONDS", help="Wait before each further tier of members opens",
            rich_help_panel=ROUTING,
        ),
    ] = None  # fmt: skip
    skill_relax: Annotated[
        int | None,
        Option(
            metavar="SECONDS", help="Ask one level less of every skill after each such wait",
            rich_help_panel=ROUTING,
        ),
    ] = None  # fmt: skip
    window: Annotated[
        CounterWindow | None,
        Option(
            parser=arguments.read_window,
            metavar="day|shift|rolling:Nd|all",
            help="How far back counters of calls and talk reach",
            rich_help_panel=ROUTING,
        ),
    ] = None
    scope: Annotated[
        Scope | None,
        Option(help="Count what members did here, or everywhere", rich_help_panel=ROUTING),
    ] = None
    late_joiner: Annotated[
        LateJoiner | None,
        Option(help="What counters start from when a shift begins late", rich_help_panel=ROUTING),
    ] = None
