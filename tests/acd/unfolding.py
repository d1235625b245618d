"""What is going on at each moment of a run, followed from its event log and the centre's rules.

The log alone says who rings, talks and waits; hours, skills and limits are read from the centre. So
whatever is asserted of a moment is asserted of what the engine told, not of what it holds inside.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ccadmin.engine import CHANNELS, EVENT_KINDS, NO_NEEDS, NOBODY, UNSET, Outcomes
from ccadmin.vocabulary import Channel, Order, Outcome, Scope, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.engine import Group, Member

    from .centres import Centre

Event = tuple[int, str, int, int, int, int]
"""Time, kind, contact, group, agent, detail; what is absent is -1."""
ENDINGS: Final = {str(outcome) for outcome in Outcome} - {"answered", "waiting"}
"""The events by which a contact leaves; whoever was answered leaves by the end of a talk."""


def told(given: Outcomes) -> list[Event]:
    """The event log with the words of its kinds."""
    log = given.events
    assert log is not None
    kinds = (EVENT_KINDS[kind] for kind in log.kind)
    return list(zip(log.time, kinds, log.contact, log.group, log.agent, log.detail, strict=True))


@dataclass
class Moment:
    """What goes on, by the log so far.

    Attributes:
        joined: when each contact that waits entered the group that it is in.
        queued: the group of each contact that stands in a queue, with nothing ringing for it.
        tried: the agents who missed each contact since it joined.
        relaxed: by how much what each contact requires has been relaxed since it joined.
        rings: the agents for whom each contact rings.
        talks: the agent and the group of each contact that is talked to.
        wrap_ups: how often each agent wraps up after contacts of each group.
        on_break: the agents on a break.
    """

    centre: Centre
    now: int = 0
    joined: dict[int, int] = field(default_factory=dict)
    queued: dict[int, int] = field(default_factory=dict)
    tried: dict[int, set[int]] = field(default_factory=dict)
    relaxed: dict[int, int] = field(default_factory=dict)
    rings: dict[int, list[int]] = field(default_factory=dict)
    talks: dict[int, tuple[int, int]] = field(default_factory=dict)
    wrap_ups: Counter[tuple[int, int]] = field(default_factory=Counter)
    on_break: set[int] = field(default_factory=set)

    def tell(self, event: Event) -> None:
        """Let the event happen."""
        self.now, kind, contact, group, agent, detail = event
        if kind in ENDINGS and kind != "closed-by-timeout":
            self.leave(contact)
        elif kind in {"arrived", "overflowed", "escalated"}:
            self.join(contact)
        elif kind == "queued":
            self.queued[contact] = group
        elif kind == "skills-relaxed":
            self.relaxed[contact] = detail
        elif agent != NOBODY:
            self.tell_of_agent(kind, contact, group, agent)

    def tell_of_agent(self, kind: str, contact: int, group: int, agent: int) -> None:
        """Let something happen at an agent."""
        match kind:
            case "rang":
                self.queued.pop(contact, None)
                self.rings.setdefault(contact, []).append(agent)
            case "missed" | "cancelled" | "withdrawn":
                self.stop_ringing(kind, contact, group, agent)
            case "answered":
                self.leave(contact)
                self.stop_ringing(kind, contact, group, agent)
                self.talks[contact] = agent, group
            case "talk-ended" | "closed-by-timeout":
                del self.talks[contact]
                self.wrap_ups[agent, group] += self.wraps_up(contact, agent, group)
            case "wrap-up-ended":
                self.wrap_ups[agent, group] -= 1
            case "break-started":
                self.on_break.add(agent)
            case "break-ended":
                self.on_break.remove(agent)

    def join(self, contact: int) -> None:
        """The contact is about to enter a group."""
        self.queued.pop(contact, None)
        self.joined[contact], self.relaxed[contact] = self.now, 0
        self.tried[contact] = set()

    def leave(self, contact: int) -> None:
        """The contact waits no longer."""
        self.queued.pop(contact, None)
        self.joined.pop(contact, None)

    def stop_ringing(self, kind: str, contact: int, group: int, agent: int) -> None:
        """It rings there no longer, if it did; after the last miss the contact queues again."""
        ringing = self.rings.get(contact, [])
        if agent in ringing:
            ringing.remove(agent)
        if kind == "missed":
            self.tried[contact].add(agent)
        if kind in {"missed", "withdrawn"} and not ringing:
            self.queued[contact] = group

    def wraps_up(self, contact: int, agent: int, group: int) -> bool:
        """Whether after-contact work follows: the contact's own, else the member's, else the group's."""
        own = self.centre.contacts.wrap_up[contact]
        rule = self.centre.snapshot.groups[group]
        of_member = seat_of(rule, agent).wrap_up
        of_seat = rule.wrap_up if of_member is None else of_member
        return (of_seat if own == UNSET else own) > 0

    def in_hand(self, agent: int) -> list[Channel]:
        """The channels of what rings for the agent and of what the agent talks about."""
        ringing = [contact for contact, agents in self.rings.items() if agent in agents]
        talking = [contact for contact, (who, _) in self.talks.items() if who == agent]
        return [channel_of(self.centre, contact) for contact in ringing + talking]

    def obstacles(self, contact: int, group: int, agent: int) -> set[str]:
        """Why the agent may not be offered the contact in that group now; empty for whoever may."""
        rule, person = self.centre.snapshot.groups[group], self.centre.snapshot.agents[agent]
        channel, seat = channel_of(self.centre, contact), seat_of(rule, agent)
        tests = {
            "membership": seat.status is Status.ENABLED,
            "number": person.takes_calls or channel is not Channel.CALL,
            "shift": person.shifts is None
            or any(shift.start <= self.now < shift.end for shift in person.shifts),
            "break": agent not in self.on_break,
            "offer": not any(agent in agents for agents in self.rings.values()),
            "free": self.has_a_slot(channel, rule, agent),
            "wrap-up": not self.is_kept(group, agent),
            "tier": self.joined[contact] + (seat.tier - 1) * rule.tier_wait <= self.now,
            "skills": all(
                person.skills.get(skill, 0) >= level - self.relaxed[contact]
                for skill, level in requirement_of(self.centre, contact)
            ),
        }
        return {name for name, passes in tests.items() if not passes}

    def has_a_slot(self, channel: Channel, rule: Group, agent: int) -> bool:
        """Whether what the agent has in hand leaves room."""
        in_hand = Counter(self.in_hand(agent))
        chats = in_hand.pop(Channel.CHAT, 0)
        others = in_hand.total()
        if channel is Channel.CHAT:
            own = self.centre.snapshot.agents[agent].capacity
            room = chats < (rule.chat.capacity if own is None else own)
            return room and (self.centre.snapshot.cross_channel or not others)
        return not others and (self.centre.snapshot.cross_channel or not chats)

    def is_kept(self, group: int, agent: int) -> bool:
        """Whether after-contact work keeps the agent from that group."""
        groups = self.centre.snapshot.groups
        return any(
            who == agent and (of == group or groups[of].wrap_up_scope is Scope.AGENT)
            for (who, of), running in self.wrap_ups.items()
            if running
        )


def moments(centre: Centre, given: Outcomes) -> Iterator[tuple[Moment, Event]]:
    """Each event with what goes on just before it, at its time; the moment changes as it is followed."""
    moment = Moment(centre)
    for event in told(given):
        moment.now = event[0]
        yield moment, event
        moment.tell(event)


def offers(centre: Centre, given: Outcomes) -> Iterator[tuple[Moment, Event]]:
    """Each offer, by ringing or by an answer at once, with what goes on just before it."""
    for moment, event in moments(centre, given):
        _, kind, contact, _, agent, _ = event
        at_once = kind == "answered" and agent not in moment.rings.get(contact, ())
        if kind == "rang" or at_once:
            yield moment, event


def seat_of(rule: Group, agent: int) -> Member:
    """The agent's membership in the group."""
    (seat,) = (member for member in rule.members if member.agent == agent)
    return seat


def channel_of(centre: Centre, contact: int) -> Channel:
    """The contact's channel."""
    channels = centre.contacts.channel
    return Channel.CALL if channels is None else CHANNELS[channels[contact]]


def requirement_of(centre: Centre, contact: int) -> tuple[tuple[int, int], ...]:
    """What the contact requires when it joins a group."""
    needs = NO_NEEDS if centre.contacts.needs is None else centre.contacts.needs[contact]
    return () if needs == NO_NEEDS else centre.contacts.requirements[needs]


def rank(centre: Centre, contact: int, group: int) -> tuple[int, int, int, int]:
    """What orders contacts across all groups, smaller first."""
    rule = centre.snapshot.groups[group]
    priority, arrived = centre.contacts.priority[contact], centre.contacts.arrived[contact]
    if rule.order is Order.AGEING:
        return -rule.weight, 0, arrived - priority * rule.age_point, contact
    return -rule.weight, -priority, arrived, contact
