"""Who in a group would take a call at an instant: the tenant as it is, asked without a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin import calendars, contacts, engine
from ccadmin.tenant import hours, snapshot, statuses

if TYPE_CHECKING:
    from ccadmin.models import Group
    from ccadmin.store import Store

_DAY: Final = 86_400_000


def who_is_next(store: Store, group: Group, at: str, *, history: str | None) -> dict[str, Any]:
    """Who in a group would take a call at an instant, who is next, and why not the others.

    The status of agents is the one that they have now, whatever the instant.

    Args:
        store: the tenant.
        group: the group that is asked about.
        at: a time as people type it, local to the group's zone.
        history: an outcomes file that says what was answered before; else counters are 0.

    Raises:
        CcadminError: the time or the file is refused.
    """
    zone = hours.weeks(store).zone_of_group[group.id or 0]
    instant = calendars.parse_instant(at, zone)
    seen = snapshot.take(store, instant - _DAY, instant + _DAY)
    past = None
    if history is not None:
        past = contacts.read_history(history, seen)
        seen = snapshot.take(store, min([instant, *past.answered]) - _DAY, instant + _DAY)
    index = [each.id for each in seen.groups].index(group.id or 0)
    away = {agent.id: statuses.card(agent) for agent in statuses.away(store)}
    unavailable = {i for i, agent in enumerate(seen.agents) if agent.id in away}
    ranking = engine.rank(seen, index, instant, history=past, unavailable=unavailable)
    candidates = [
        {
            "place": place,
            "name": seen.agents[one.member.agent].name,
            "tier": one.member.tier,
            "key": one.key,
            "idle_since": calendars.format_instant(one.since, zone),
            "position": one.member.position,
            "excluded": one.excluded,
        }
        for place, one in enumerate(ranking.candidates, start=1)
    ]
    able = [c["name"] for c in candidates if c["excluded"] is None and not ranking.turned_away]
    return {
        "group": group.name,
        "at": calendars.format_instant(instant, zone),
        "strategy": seen.groups[index].strategy.value,
        "turned_away": ranking.turned_away and ranking.turned_away.value,
        "takes": able[0] if able else None,
        "next": able[1] if len(able) > 1 else None,
        "candidates": candidates,
        "away": [
            away[seen.agents[one.member.agent].id]
            for one in ranking.candidates
            if one.member.agent in unavailable
        ],
    }
