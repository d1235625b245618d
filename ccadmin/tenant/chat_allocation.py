"""The chats of a contacts file that business servers decide about, before a run begins (S4).

Each server is asked about each of its chats, once, if that is allowed. A group that it names is
where the chat enters. People that it names become a group of their own for the run: with the rules
of the group that the chat would have gone to, and these people as its members. Whatever else it
says, or does not say, the fallback holds; it is counted why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, select

from ccadmin import calendars, engine
from ccadmin.callbacks import Unusable, ask_all
from ccadmin.models import Center, Group
from ccadmin.tenant import chat_callback, chat_service, chat_settings, hours
from ccadmin.tenant.owners import chat_as_owner
from ccadmin.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from ccadmin.callbacks import Decision, Question
    from ccadmin.store import Store

NOT_ASKED: Final = "not-asked"
"""Why the fallback holds for chats whose server may not be asked."""
_NAMED: Final = 3
"""How many people the name of their group names."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A chat that a business server is to decide about.

    Attributes:
        row: its row among the contacts.
        center: whose server it is: 0 for the tenant's, else the place of the center by id.
        led: the index of the group that it would have gone to, negative for none.
        question: what the server is asked.
    """

    row: int
    center: int
    led: int
    question: Question


@dataclass(frozen=True, slots=True)
class Allocated:
    """What came of it.

    Attributes:
        chats: how many there were.
        groups: row of a chat -> id of the group that its server named.
        people: row of a chat -> ids of the people that its server named, in their order.
        fallbacks: why the fallback held -> for how many chats.
    """

    chats: int
    groups: Mapping[int, int]
    people: Mapping[int, tuple[int, ...]]
    fallbacks: Mapping[str, int]

    def record(self) -> dict[str, Any]:
        """What programs read about it."""
        return {
            "chats": self.chats,
            "decided": len(self.groups) + len(self.people),
            "fallbacks": dict(self.fallbacks),
        }


def decide(
    store: Store,
    chats: Sequence[Asked],
    *,
    allowed: bool,
    answered: Callable[[int], None] = lambda _: None,
) -> Allocated:
    """Ask each server about its chats; `answered` is told how many are through.

    Raises:
        RuleError: httpx, which asks, is not installed.
    """
    if not allowed:
        return Allocated(len(chats), {}, {}, {NOT_ASKED: len(chats)} if chats else {})
    found = cache(lambda decision: chat_callback.found(store, decision))
    groups, people, reasons = {}, {}, Counter[str]()
    for chat, answer in _answers(store, chats, answered):
        who = answer if isinstance(answer, Unusable) else found(answer)
        match who:
            case Group():
                groups[chat.row] = who.id or 0
            case Unusable():
                reasons[who.why.value] += 1
            case chat_callback.Refused():
                reasons[who.reason] += 1
            case _:
                people[chat.row] = tuple(person.id or 0 for person in who)
    return Allocated(len(chats), groups, people, dict(sorted(reasons.items())))


def applied(
    store: Store,
    snapshot: engine.Snapshot,
    chats: Sequence[Asked],
    decided: Allocated,
    *,
    horizon: tuple[int, int],
) -> tuple[engine.Snapshot, dict[int, int]]:
    """The snapshot with a group for each set of people, and the group of each chat decided about.

    Args:
        store: the tenant.
        snapshot: the tenant as the distributor sees it.
        chats: those that were asked about.
        decided: what came of it.
        horizon: the first and the last ms over which chat hours are known.
    """
    group_index = {group.id: index for index, group in enumerate(snapshot.groups)}
    agent_index = {agent.id: index for index, agent in enumerate(snapshot.agents)}
    entered = {row: group_index[group] for row, group in decided.groups.items()}
    groups = list(snapshot.groups)
    made: dict[tuple[int, int, tuple[int, ...]], int] = {}
    for chat in chats:
        if chat.row not in decided.people:
            continue
        people = decided.people[chat.row]
        key = (chat.led, chat.center if chat.led < 0 else 0, people)
        if key not in made:
            base = (
                snapshot.groups[chat.led] if chat.led >= 0 else _bare(store, chat.center, horizon)
            )
            names = {group.name for group in groups}
            made[key] = len(groups)
            groups.append(
                of_people(base, [agent_index[one] for one in people], snapshot.agents, names)
            )
        entered[chat.row] = made[key]
    return replace(snapshot, groups=tuple(groups)), entered


def of_people(
    base: engine.Group,
    people: Sequence[int],
    agents: Sequence[engine.Agent],
    taken: Container[str],
) -> engine.Group:
    """The rules of a group with other members, in that order; its own keep weight, tier and wrap-up."""
    seats = {member.agent: member for member in base.members}
    members = tuple(
        replace(seats.get(one, engine.Member(one)), position=position, status=Status.ENABLED)
        for position, one in enumerate(people, start=1)
    )
    named = ", ".join(agents[one].name for one in people[:_NAMED])
    more = f" and {len(people) - _NAMED} more" if len(people) > _NAMED else ""
    name = f"{base.name}: {named}{more}" if base.name else f"{named}{more}"
    names = chain([name], (f"{name} ({number})" for number in count(2)))
    name = next(each for each in names if each not in taken)
    return replace(base, name=name, members=members, status=Status.ENABLED)


def _answers(
    store: Store, chats: Sequence[Asked], answered: Callable[[int], None]
) -> Iterator[tuple[Asked, Decision | Unusable]]:
    """Every chat with what its server says, one server after the other."""
    centers = [None, *store.session.exec(select(Center).order_by(col(Center.id)))]
    own: dict[int, list[Asked]] = defaultdict(list)
    for chat in chats:
        own[chat.center].append(chat)
    through = 0
    for place, asked in own.items():
        settings = chat_settings.in_force(store, centers[place])
        answers = ask_all(
            str(settings["callback_url"].value),
            [chat.question for chat in asked],
            timeout=float(settings["callback_timeout"].value or 0),
            answered=partial(_further, answered, through),
        )
        through += len(asked)
        yield from zip(asked, answers, strict=True)


def _further(answered: Callable[[int], None], before: int, count: int) -> None:
    answered(before + count)


def _bare(store: Store, place: int, horizon: tuple[int, int]) -> engine.Group:
    """A group with the usual rules and the chat service of a center, for chats that none would take."""
    centers = {center.id: center for center in store.session.exec(select(Center))}
    center = centers[sorted(filter(None, centers))[place - 1]] if place else None
    service = chat_service.services(store, centers, *horizon)(center.id if center else None)
    zone = hours.in_force(store, chat_as_owner(center)).zone
    return engine.Group(
        id=0, name="", chat=service, days=tuple(calendars.local_days(zone, *horizon))
    )
