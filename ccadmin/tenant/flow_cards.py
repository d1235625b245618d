"""Call flows as people look at them: a list, a card with the whole tree, a caller's way through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin import calendars
from ccadmin.entering.keys import AFTER_HOURS, KEYS, OTHERWISE, ROOT, read_keys
from ccadmin.errors import RuleError
from ccadmin.models import Group
from ccadmin.tenant import flows
from ccadmin.tenant.branches import KEYLESS, branches_of, leads_to
from ccadmin.tenant.ways_in import call_flow, group_index, hours_in_force
from ccadmin.vocabulary import FlowAction, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.entry_models import Flow, FlowBranch
    from ccadmin.store import Store

DEAD_END: Final = "nowhere: a dead end"
DISABLED: Final = "the group is disabled and takes no new contact"
GONE: Final = "the group is deleted, so the caller is not answered"


def overview(store: Store) -> list[dict[str, Any]]:
    """Every flow with how many options and how many problems it has, by name."""
    return [
        flows.describe(store, flow)
        | {
            "options": len([keys for keys in branches_of(store, flow) if keys not in KEYLESS]),
            "problems": len(problems(store, flow)),
        }
        for flow in flows.all_flows(store)
    ]


def card(store: Store, flow: Flow) -> dict[str, Any]:
    """All there is to say of one flow, its menus nested."""
    rows = branches_of(store, flow)
    found = hours_in_force(store, flow)
    return flows.describe(store, flow) | {
        "otherwise": _target(store, rows, OTHERWISE),
        "after_hours": _target(store, rows, AFTER_HOURS),
        "hours_in_force": found.text,
        "always_open": found.week is None,
        "zone": found.zone,
        "menu": _menu(store, rows, ROOT),
        "problems": problems(store, flow),
    }


def problems(store: Store, flow: Flow) -> list[str]:
    """What keeps a flow from leading callers somewhere, one sentence each."""
    rows = branches_of(store, flow)
    found = [
        f"{keys} leads to {leads_to(store, row)}: callers are not answered"
        for keys, row in rows.items()
        if row.action is FlowAction.GROUP and row.group_id is None
    ]
    found += [
        f"menu {keys} has no keys"
        for keys, row in rows.items()
        if row.action is FlowAction.MENU and not _inside(rows, keys)
    ]
    if AFTER_HOURS in rows and hours_in_force(store, flow).week is None:
        found.append("after-hours is never taken: there are no hours")
    if AFTER_HOURS not in rows and flows.hours_of(store, flow):
        found.append("the hours do not matter: no after-hours")
    if OTHERWISE not in rows:
        found.append("without a key, or with wrong ones, a caller is not answered: no otherwise")
    return found


def followed(store: Store, flow: Flow, text: str, at: str) -> dict[str, Any]:
    """Where a caller gets to who presses these keys at that time, and why.

    Raises:
        RuleError: these are no keys, or that is no time.
    """
    keys = read_keys(text)
    if keys is None:
        raise RuleError("keys", f'"{text}" holds what is no key', hint=f"the keys are {KEYS}")
    zone = hours_in_force(store, flow).zone
    instant = calendars.parse_instant(at, zone)
    call = call_flow(store, flow, group_index(store))
    is_open = call.is_open(instant)
    walk = call.walk(keys, after_hours=not is_open)
    row = None if walk.branch is None else branches_of(store, flow)[walk.branch]
    return {
        "name": flow.name,
        "keys": keys,
        "at": calendars.format_instant(instant, zone),
        "hours": "open" if is_open else "closed",
        "leads_to": leads_to(store, row) if row else DEAD_END,
        "why": list(walk.steps),
        "then": _then(store, row),
    }


def _then(store: Store, row: FlowBranch | None) -> str | None:
    """What stands in the way behind the flow, None where nothing does."""
    if row is None or row.action is not FlowAction.GROUP:
        return None
    group = store.session.get(Group, row.group_id) if row.group_id else None
    if group is None:
        return GONE
    return DISABLED if group.status is Status.DISABLED else None


def _menu(store: Store, rows: Mapping[str, FlowBranch], path: str) -> list[dict[str, Any]]:
    return [{"key": keys[-1], **(_target(store, rows, keys) or {})} for keys in _inside(rows, path)]


def _target(store: Store, rows: Mapping[str, FlowBranch], keys: str) -> dict[str, Any] | None:
    row = rows.get(keys)
    if row is None:
        return None
    group = store.session.get(Group, row.group_id) if row.group_id else None
    return {
        "leads_to": row.action.value,
        "group": group.name if group else row.group_name,
        "deleted": row.action is FlowAction.GROUP and group is None,
        "greeting": row.greeting,
        "menu": _menu(store, rows, keys) if row.action is FlowAction.MENU else [],
    }


def _inside(rows: Mapping[str, FlowBranch], path: str) -> list[str]:
    """The keys of one menu, as menus list them; the words without keys are in none."""
    return [
        keys
        for keys in rows
        if keys not in KEYLESS and len(keys) == len(path) + 1 and keys.startswith(path)
    ]
