"""How the cards of groups, agents and centers are laid out: which fields stand together, and how told.

A fact is a pattern with the names of fields in braces; `{ring_time:s}` is told in seconds. Where it
names an `own` field, the card says whether the value is its own or comes from elsewhere.
`after`, `chats` and `levels` tell records: of a name and seconds, a number of chats, a proficiency;
`needs` tells skills that are written as `english:3,german:5` in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card.

    Attributes:
        label: what it is called.
        pattern: what it says; it is left out where its first field is empty.
        own: the field that is empty where the value is not the object's own.
        otherwise: where the value comes from then.
        off: a value of the first field with which there is nothing to say.
        bare: a value of the first field which is all that there is to say.
    """

    label: str
    pattern: str
    own: str | None = None
    otherwise: str = "inherited"
    off: str = ""
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole card.

    Attributes:
        subtitle: what stands beside the name.
        blocks: facts under their headings.
        tables: fields that hold records, each with its title and its columns.
    """

    subtitle: str
    blocks: Mapping[str, tuple[Fact, ...]]
    tables: Mapping[str, tuple[str, Mapping[str, str]]]


GROUP: Final = Layout(
    subtitle="group {id}, {status}",
    blocks={
        "What it is for": (
            Fact("about", "{description}"),
            Fact("kind", "{kind}"),
            Fact("topics", "{topics}"),
            Fact("skills", "{skills:needs}"),
            Fact("center", "{center}"),
            Fact("open", "{hours_in_force}, {hours_zone}", own="hours"),
            Fact("way up", "{escalation}"),
            Fact("service level", "{service_level_in_force}", own="service_level"),
        ),
        "Who takes a contact": (
            Fact("strategy", "{strategy_in_force}", own="strategy"),
            Fact("counters", "{window}, by {scope}, late joiners {late_joiner}"),
            Fact("next tier", "after {tier_wait:s}", off="0"),
            Fact("skills relax", "every {skill_relax:s}", off="0"),
            Fact("ringing", "{ring_time:s}, no answer: {on_no_answer}"),
            Fact("wrap-up", "{wrap_up:s}, by {wrap_up_scope}"),
        ),
        "Which contact is first": (
            Fact("weight", "{weight}"),
            Fact("order", "{order}"),
            Fact("priority", "one point is {age_point:s} of age where order is ageing"),
        ),
        "Where a contact goes that it does not keep": (
            Fact("waiting", "{max_waiting}, then {on_full}", bare="unlimited"),
            Fact("wait", "{max_wait:s}, then {on_timeout}", bare="unlimited"),
            Fact("closed", "{on_closed}, who waits: {at_closing}"),
            Fact("nobody there", "{on_nobody_staffed}"),
        ),
    },
    tables={
        "members": (
            "Members",
            {"name": "agent", "weight": "weight", "status": "status", "tier": "tier",
             "position": "position", "wrap_up": "wrap-up"},
        )
    },
)  # fmt: skip
AGENT: Final = Layout(
    subtitle="agent {id}, {role}, {status}",
    blocks={
        "Reached at": (
            Fact("email", "{email}"),
            Fact("extension", "{extension}"),
            Fact("phone", "{phone}"),
            Fact("direct number", "{direct_number}"),
        ),
        "Calls": (
            Fact("taken", "{takes_calls}"),
            Fact("ring", "{ring_in_force}", own="ring", otherwise="by the numbers there are"),
            Fact("ring on", "{rings_on}"),
            Fact("picked up", "extension {extension_delay:s}, mobile {mobile_delay:s}"),
            Fact("answers", "{answers_after:after}"),
            Fact("calls out from", "{calls_out_from}"),
        ),
        "Chats": (
            Fact("at once", "{chats_at_once:chats}"),
            Fact("own limit", "{capacity}"),
            Fact("accepted", "after {chat_delay:s}"),
        ),
        "Work": (
            Fact("license", "{license}"),
            Fact("billed number", "{additional_number}", off="no"),
            Fact("virtual", "{virtual}", off="no"),
            Fact("on shift", "{hours_in_force}, {hours_zone}", own="hours", otherwise="built-in"),
            Fact("skills", "{skills:levels}"),
            Fact("status since", "{status_since}"),
            Fact("reason", "{status_reason}"),
            Fact("reports to", "{reports_to}"),
            Fact("reports", "{reports}"),
            Fact("through others", "{reports_through_others}"),
        ),
    },
    tables={
        "groups": (
            "Groups",
            {"name": "group", "weight": "weight", "status": "status", "tier": "tier",
             "position": "position", "wrap_up": "wrap-up"},
        ),
        "centers": ("Centers", {"name": "center", "role": "role"}),
        "devices": ("Devices", {"name": "device", "kind": "kind", "rings": "rings"}),
    },
)  # fmt: skip
CENTER: Final = Layout(
    subtitle="center {id}",
    blocks={
        "What it is": (
            Fact("about", "{description}"),
            Fact("zone", "{zone_in_force}", own="zone"),
            Fact("open", "{hours_in_force}, {hours_zone}", own="hours", otherwise="built-in"),
        ),
        "What its groups inherit": (
            Fact("routing type", "{routing_type_in_force}", own="routing_type"),
            Fact("service level", "{service_level_in_force}", own="service_level"),
            Fact("default group", "{default_group}"),
            Fact("groups", "{groups}"),
        ),
    },
    tables={"members": ("People", {"name": "person", "role": "role", "id": "id"})},
)
