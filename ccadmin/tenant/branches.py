"""The branches of a call flow: which key leads where, menu by menu, and what stands in for keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, select

from ccadmin.changes import Change
from ccadmin.entering.keys import AFTER_HOURS, DEEPEST, KEYS, OTHERWISE, in_order, read_keys
from ccadmin.entry_models import FlowBranch
from ccadmin.errors import ConflictError, RuleError
from ccadmin.models import Group
from ccadmin.tenant.finding import center_names, find_group
from ccadmin.tenant.names import clean_text
from ccadmin.tenant.words import DELETED
from ccadmin.vocabulary import FlowAction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.arguments import FlowTo
    from ccadmin.entry_models import Flow
    from ccadmin.store import Store

KEYLESS: Final = (OTHERWISE, AFTER_HOURS)


def set_option(
    store: Store, flow: Flow, keys: str, to: FlowTo, *, greeting: str | None = None
) -> list[Change]:
    """Let the last of these keys, in the menu that the others lead to, lead somewhere.

    Args:
        store: the tenant.
        flow: the flow.
        keys: from the first menu on, such as `21` for key 1 of the menu behind key 2.
        to: where it leads.
        greeting: what the menu says that it leads to; None leaves it as it was.

    Raises:
        RuleError: these are no keys, or a greeting is given to what is no menu.
        ConflictError: the keys lead to no menu, or one would be lost with its options.
        NotFoundError: there is no such group.
    """
    path = _path(keys)
    _require_menu(store, flow, path[:-1])
    if greeting is not None and to.action is not FlowAction.MENU:
        raise RuleError(
            "greeting-of-menu", "only a menu says something", hint="leave --greeting out"
        )
    inside = _below(store, flow, path)
    if inside and to.action is not FlowAction.MENU:
        raise ConflictError(
            "menu-has-options",
            f'menu {path} of flow "{flow.name}" has options: {", ".join(row.keys for row in inside)}',
            hint=f"delete it with them first: ccadmin flow option '#{flow.id}' '{path}' --remove",
        )
    before = _described(store, flow, path)
    row = lead(store, flow, path, to)
    if greeting is not None and row is not None:
        row.greeting = clean_text("greeting", greeting)
        store.session.flush()
    return [_change(store, flow, path, before)]


def remove_option(store: Store, flow: Flow, keys: str) -> list[Change]:
    """Take away where these keys lead, and with a menu all that is in it."""
    path = _path(keys)
    changes = []
    for row in (*_below(store, flow, path), store.session.get(FlowBranch, (flow.id, path))):
        if row is None:
            continue
        before = _described(store, flow, row.keys)
        store.session.delete(row)
        store.session.flush()
        changes.append(_change(store, flow, row.keys, before))
    return changes or [_change(store, flow, path, None)]


def lead(store: Store, flow: Flow, branch: str, to: FlowTo | None) -> FlowBranch | None:
    """Let a branch lead somewhere, or nowhere with None.

    Raises:
        RuleError: a branch without a key would lead to a menu.
        NotFoundError: there is no such group.
    """
    row = store.session.get(FlowBranch, (flow.id, branch))
    if to is None:
        if row is not None:
            store.session.delete(row)
            store.session.flush()
        return None
    if branch in KEYLESS and to.action is FlowAction.MENU:
        raise RuleError(
            "flow-target",
            f"{branch} cannot lead to a menu",
            hint="it leads to group:NAME, voicemail or hang-up",
        )
    group = find_group(store, to.group) if to.group is not None else None
    if row is None:
        row = FlowBranch(flow_id=flow.id or 0, keys=branch, action=to.action)
        store.session.add(row)
    if to.action is not FlowAction.MENU:
        row.greeting = None
    row.action, row.group_id = to.action, group.id if group else None
    row.group_name = group.name if group else None
    store.session.flush()
    return row


def branches_of(store: Store, flow: Flow) -> dict[str, FlowBranch]:
    """Every branch by its keys, as menus list them, those without keys last."""
    rows = store.session.exec(select(FlowBranch).where(FlowBranch.flow_id == flow.id)).all()
    by_keys = {row.keys: row for row in rows}
    paths = sorted((path for path in by_keys if path not in KEYLESS), key=in_order)
    return {path: by_keys[path] for path in (*paths, *KEYLESS) if path in by_keys}


def options(store: Store, flow: Flow) -> dict[str, str]:
    """Where each path of keys leads, as people read it."""
    rows = branches_of(store, flow)
    return {path: leads_to(store, row) for path, row in rows.items() if path not in KEYLESS}


def told(store: Store, flow: Flow, branch: str) -> str | None:
    """Where a branch leads, as people read it; None where there is none."""
    row = store.session.get(FlowBranch, (flow.id, branch))
    return leads_to(store, row) if row else None


def leads_to(store: Store, row: FlowBranch) -> str:
    """Where a branch leads, as it could be typed; a group that is no more is marked."""
    if row.action is not FlowAction.GROUP:
        return row.action.value
    group = store.session.get(Group, row.group_id) if row.group_id else None
    return f"group:{group.name}" if group else f"group:{row.group_name}{DELETED}"


def name_of(flow: Flow, branch: str) -> str:
    """What messages call a branch."""
    return f"{branch} of {flow.name}"


def _path(keys: str) -> str:
    path = read_keys(keys)
    if not path or len(path) > DEEPEST:
        raise RuleError(
            "keys",
            f'"{keys}" is no path of 1 to {DEEPEST} keys',
            hint=f"the keys are {KEYS}; 21 is key 1 in the menu behind key 2",
        )
    return path


def _require_menu(store: Store, flow: Flow, path: str) -> None:
    row = store.session.get(FlowBranch, (flow.id, path)) if path else None
    if path and (row is None or row.action is not FlowAction.MENU):
        raise ConflictError(
            "no-menu",
            f'{path} of flow "{flow.name}" leads to no menu',
            hint=f"make it one first: ccadmin flow option '#{flow.id}' '{path}' menu",
        )


def _below(store: Store, flow: Flow, path: str) -> Sequence[FlowBranch]:
    """What is in the menu behind a path, the innermost first."""
    rows = store.session.exec(
        select(FlowBranch).where(
            FlowBranch.flow_id == flow.id,
            col(FlowBranch.keys).startswith(path, autoescape=True),
            col(FlowBranch.keys) != path,
        )
    ).all()
    return sorted(rows, key=lambda row: (-len(row.keys), in_order(row.keys)))


def _described(store: Store, flow: Flow, path: str) -> dict[str, Any] | None:
    row = store.session.get(FlowBranch, (flow.id, path))
    return {"leads_to": leads_to(store, row), "greeting": row.greeting} if row else None


def _change(store: Store, flow: Flow, path: str, before: dict[str, Any] | None) -> Change:
    after = _described(store, flow, path)
    centers = center_names(store, flow.center_id)
    return store.record(
        Change("option", flow.id, name_of(flow, path), before, after, centers=centers)
    )
