"""What of a change is worth telling: every field that differs, and of what is new what is not usual."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ccadmin.changes import Action
from ccadmin.tenant.document.content import Joined
from ccadmin.tenant.document.merging import blank
from ccadmin.tenant.plan.described import Describer, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.changes import Change
    from ccadmin.tenant.plan.differences import Planned

Told = dict[str, tuple[Any, Any]]
"""Field -> its value before and after."""


def fields_of(change: Change) -> Told:
    """The fields that a reviewer should see; of what is deleted none."""
    if change.action is Action.DELETED:
        return {}
    new = change.action is Action.CREATED
    usual = _usual(change.kind) if new else {}
    if change.kind == "device" and change.after and change.after["kind"] == change.after["device"]:
        usual = {**usual, "kind": change.after["kind"]}
    return {
        name: pair
        for name, pair in change.fields.items()
        if (name not in _NOT_TOLD or (name == "name" and not new))
        and not (name in usual and usual[name] == pair[1])
    }


def title_of(planned: Planned) -> str:
    """What a change of a part is called below the object that it is a part of."""
    change, owner = planned.change, planned.name
    name = change.name.removesuffix(f" in {owner}").removesuffix(f" of {owner}")
    match change.kind:
        case "hours" | "chat-settings" as kind:
            return kind
        case "exception":
            whose = "chat" if planned.noun == "chat-settings" else planned.noun
            name = name.removeprefix(f"{whose} {owner} ")
        case "reporting":
            name = name.removeprefix(f"{owner} to ")
        case "rule":
            name = name.removesuffix(f" of center {owner}")
        case _:
            pass
    return f"{_WORDS.get(change.kind, change.kind)} {name}"


@cache
def _usual(kind: str) -> Mapping[str, Any]:
    """What a new object of a kind has when nobody says anything."""
    nowhere: Any = None
    describe = Describer(nowhere)
    match kind:
        case "tenant":
            return {"cross_channel": False}
        case "member":
            return member(0, Joined())
        case "assignment":
            return {"role": "agent"}
        case "device":
            return {"rings": True}
        case "center" | "agent" | "group" | "flow":
            usual: Mapping[str, Any] = getattr(describe, kind)(blank(kind, 0))
            return usual
        case _:
            return dict.fromkeys(_MAY_BE_NOTHING)


_NOT_TOLD: Final = frozenset(
    {"id", "name", "agent_id", "manager_id", "device", "skill", "of", "if", "dates"}
)
"""Fields that the title says, or that only programs look at."""
_MAY_BE_NOTHING: Final = ("zone", "times", "name", "origin", "greeting")
_WORDS: Final = {"reporting": "reports to", "assignment": "assigned", "option": "key"}
"""What people call a part, where that is not its kind."""
