"""Who in a group would take a call at an instant, as a table with the verdict above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.console import Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.call import Call

CANDIDATE_COLUMNS: Final = {
    "place": "place",
    "name": "agent",
    "tier": "tier",
    "idle_since": "idle since",
    "position": "position",
    "excluded": "why not",
}


def ask(call: Call, group: str, at: str, history: str | None) -> None:
    """Show who in the group would take a call then, who is next, and why not the others."""
    from ccadmin.tenant.finding import find_group
    from ccadmin.who_is_next import who_is_next

    with call.reading() as tenant:
        asked = find_group(tenant, group)
        answer = who_is_next(tenant, asked, at, history=history)
    title = f"{answer['group']} at {answer['at']}: {_verdict(answer)}"
    section = Section("candidates", title, answer["candidates"], CANDIDATE_COLUMNS, _candidate)
    call.console.report(answer, [section])
    for person in answer["away"]:
        since = f" since {person['since']}" if person["since"] else ""
        reason = f" ({person['reason']})" if person["reason"] else ""
        call.console.note(f'"{person["name"]}" has status {person["status"]}{since}{reason}')


def _candidate(row: Mapping[str, Any]) -> dict[str, Any]:
    """A candidate as people read it: the minute is enough, and the zone is in the title."""
    return {**row, "idle_since": row["idle_since"][:19].replace("T", " ")}


def _verdict(answer: Mapping[str, Any]) -> str:
    if answer["turned_away"]:
        return f"takes no call ({answer['turned_away']})"
    if answer["takes"] is None:
        return "nobody can take a call, it would wait"
    then = f", next {answer['next']}" if answer["next"] else ", and nobody is next"
    return f"{answer['takes']} takes a call{then}"
