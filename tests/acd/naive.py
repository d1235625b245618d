"""A second engine, as plain as can be, written from the rules of routing and nothing else.

It keeps no heap, no line and no counter: at every instant it looks at everything there is, and
counts by going through all that has happened. It is far too slow to use, and so short that the
rules can be read in it. The distributor must agree with it, event by event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.acd import draws
from ccadmin.vocabulary import (
    AtClosing,
    LateJoiner,
    Order,
    Outcome,
    OverflowAction,
    Reason,
    Scope,
    Status,
    Strategy,
    Trigger,
    Window,
)

from .naive_state import (
    AT_THE_DOOR,
    ENDS,
    MOST_HOPS,
    NEVER,
    Contact,
    Deed,
    Event,
    Person,
    Seat,
    Team,
    read_contact,
)

if TYPE_CHECKING:
    from ccadmin.engine import Contacts, Options, Snapshot


class Naive:
    """One simulation; read `run` first."""

    def __init__(self, snapshot: Snapshot, contacts: Contacts, options: Options) -> None:
        self.start = min(contacts.arrived, default=0)
        self.now = self.start
        self.until = NEVER if options.until is None else options.until
        self.seed = options.seed
        self.snapshot = snapshot
        self.contacts = [read_contact(contacts, row) for row in range(len(contacts.arrived))]
        self.groups_named = contacts.group
        self.people = [
            Person(index, agent.id, self.start, on_shift=agent.shifts is None)
            for index, agent in enumerate(snapshot.agents)
        ]
        self.teams = [self.team(index) for index in range(len(snapshot.groups))]
        self.events: list[Event] = []
        self.visits: list[tuple[int, int, int, int, str]] = []
        self.deeds: list[Deed] = []
        self.to_come = sorted(self.contacts, key=lambda c: (c.arrived, c.row))
        self.end = self.start

    def team(self, index: int) -> Team:
        rule = self.snapshot.groups[index]
        team = Team(index, rule, [], open=rule.open is None)
        by_position = sorted(
            rule.members, key=lambda m: (m.position, self.snapshot.agents[m.agent].id)
        )
        for standing, member in enumerate(by_position):
            able = self.snapshot.agents[member.agent].takes_calls
            enabled = able and member.status is Status.ENABLED
            team.seats.append(Seat(self.people[member.agent], team, member, enabled, standing))
        return team

    def run(self) -> None:
        for instant in self.instants_before_start():
            self.now = instant
            self.schedule()
        while True:
            instant = self.next_instant()
            if instant == NEVER:
                return
            if instant >= self.until:
                self.end = max(self.until, self.start)
                return
            self.now = self.end = instant
            self.schedule_done = False
            while self.something_happens():
                pass

    def something_happens(self) -> bool:
        """One thing of this instant, in the order of classes; False when all has happened."""
        if self.end_talks() or self.end_wrap_ups():
            return True
        if not self.schedule_done:
            self.schedule_done = True
            self.schedule()
            return True
        if self.offers() or self.test_newcomers():
            return True
        return self.wait_ends() or self.arrival()

    # Which instants there are.

    def schedule_instants(self) -> set[int]:
        instants = set()
        for agent in self.snapshot.agents:
            for shift in agent.shifts or ():
                instants |= {shift.start, shift.end}
        for group in self.snapshot.groups:
            instants |= set(group.days)
            for start, end in group.open or ():
                instants |= {start, end}
        return instants

    def instants_before_start(self) -> list[int]:
        return sorted(time for time in self.schedule_instants() if time < self.start)

    def next_instant(self) -> int:
        later = NEVER
        for person in self.people:
            later = min(later, person.talks_until, person.wraps_until)
        for seat in self.all_seats():
            later = min(later, seat.blocked_until)
        if self.to_come:
            later = min(later, self.to_come[0].arrived)
        waiting = self.waiting()
        if later == NEVER and not waiting:
            return NEVER
        for contact in waiting:
            later = min(later, self.patience_ends(contact), self.wait_is_over(contact))
            for seat in self.teams[contact.last_group].seats:
                opens = self.opens(contact, seat)
                if opens > self.now:
                    later = min(later, opens)
        ahead = [time for time in self.schedule_instants() if time > self.now]
        return min([later, *ahead])

    # 1 and 2: ends of talk and wrap-up.

    def end_talks(self) -> bool:
        for person in self.people:
            if person.talks_until == self.now:
                self.end_talk(person)
                return True
        return False

    def end_talk(self, person: Person) -> None:
        contact, seat = person.contact, person.member
        assert contact is not None
        assert seat is not None
        person.talks_until = NEVER
        self.note("talk-ended", contact.row, seat.group.index, person.index)
        self.record(seat, Strategy.CALL_DURATION, contact.talk)
        if contact.wrap_up and seat.group.rule.wrap_up_scope is Scope.AGENT:
            person.wraps_until = self.now + contact.wrap_up
            return
        if contact.wrap_up:
            seat.blocked_until = self.now + contact.wrap_up
        self.release(person)

    def end_wrap_ups(self) -> bool:
        for person in self.people:
            if person.wraps_until == self.now:
                person.wraps_until = NEVER
                assert person.contact is not None
                assert person.member is not None
                group = person.member.group.index
                self.note("wrap-up-ended", person.contact.row, group, person.index)
                self.release(person)
                return True
        for seat in sorted(self.all_seats(), key=lambda s: (s.person.index, s.group.index)):
            if seat.blocked_until == self.now:
                seat.blocked_until = NEVER
                self.note("wrap-up-ended", -1, seat.group.index, seat.person.index)
                if seat.person.contact is None:
                    seat.person.since = self.now
                return True
        return False

    def release(self, person: Person) -> None:
        person.contact = person.member = None
        person.since = self.now
        person.served = True

    # 3: the schedule.

    def schedule(self) -> None:
        opening: list[Person] = []
        for team in self.teams:
            if self.now in team.rule.days:
                team.day += 1
        for person in self.people:
            shifts = self.snapshot.agents[person.index].shifts
            for shift in shifts or ():
                if shift.start == self.now and shift.opens:
                    opening.append(person)
                    person.shift += 1
                    if not person.served:
                        person.since = max(self.start, self.now)
            if shifts is not None:
                person.on_shift = any(s.start <= self.now < s.end for s in shifts)
        self.raise_late_joiners(opening)
        self.open_and_close()

    def open_and_close(self) -> None:
        closing = []
        for team in self.teams:
            if team.rule.open is not None:
                was_open = team.open
                team.open = any(start <= self.now < end for start, end in team.rule.open)
                if was_open and not team.open and team.rule.at_closing is AtClosing.LEAVE:
                    closing.append(team)
        for team in closing:
            leaving = [c for c in self.waiting() if c.last_group == team.index]
            for contact in sorted(leaving, key=self.rank):
                contact.queued = False
                self.overflow(contact, Trigger.CLOSED, own_offer=False)

    def raise_late_joiners(self, opening: list[Person]) -> None:
        raises = []
        for seat in self.all_seats():
            rule = seat.group.rule
            if seat.person not in opening or not seat.enabled:
                continue
            others = [
                self.counter(other)
                for other in seat.group.seats
                if other is not seat and other.enabled and other.person.on_shift
            ]
            if not others or rule.late_joiner is LateJoiner.ZERO:
                continue
            mean = sum(others) // len(others)
            goal = min(others) if rule.late_joiner is LateJoiner.MIN else mean
            if goal > self.counter(seat):
                raises.append((seat, goal - self.counter(seat)))
        for seat, amount in raises:
            self.record(seat, seat.group.rule.strategy, amount, only=seat)

    # 5: offers, and those who joined before them.

    def offers(self) -> bool:
        changed = False
        while True:
            pairs = [c for c in self.waiting() if self.eligible(c)]
            if not pairs:
                return changed
            contact = min(pairs, key=self.rank)
            contact.queued = False
            self.answer(contact, self.best(contact))
            changed = True

    def test_newcomers(self) -> bool:
        for contact in self.newcomers():
            contact.untested = False
            if self.is_full(contact):
                contact.queued = False
                self.overflow(contact, Trigger.FULL, own_offer=True)
        return False

    # 6: maximum wait and patience.

    def wait_ends(self) -> bool:
        for contact in sorted(self.waiting(), key=lambda c: c.row):
            if self.wait_is_over(contact) == self.now:
                contact.queued = False
                self.overflow(contact, Trigger.TIMEOUT, own_offer=True)
                return True
        for contact in sorted(self.waiting(), key=lambda c: c.row):
            if self.patience_ends(contact) == self.now:
                contact.queued = False
                self.end_contact(contact, Outcome.ABANDONED, Reason.PATIENCE)
                return True
        return False

    # 7: arrivals, and entering a group.

    def arrival(self) -> bool:
        if not self.to_come or self.to_come[0].arrived != self.now:
            return False
        contact = self.to_come.pop(0)
        group = self.groups_named[contact.row]
        self.note("arrived", contact.row, max(group, -1), -1)
        if group in AT_THE_DOOR:
            self.end_contact(contact, *AT_THE_DOOR[group])
        else:
            contact.first_group = group
            self.enter(contact, group, own_offer=True)
        return True

    def enter(self, contact: Contact, group: int, *, own_offer: bool) -> None:
        team = self.teams[group]
        contact.last_group = group
        contact.joined = self.now
        if team.rule.status is Status.DISABLED:
            self.end_contact(contact, Outcome.UNANSWERED, Reason.GROUP_DISABLED)
        elif not team.open:
            self.overflow(contact, Trigger.CLOSED, own_offer=own_offer)
        elif not self.is_staffed(team):
            self.overflow(contact, Trigger.NOBODY_STAFFED, own_offer=own_offer)
        elif own_offer and self.eligible(contact):
            self.answer(contact, self.best(contact))
        elif own_offer and self.is_full(contact):
            self.overflow(contact, Trigger.FULL, own_offer=True)
        else:
            contact.queued = True
            contact.untested = not own_offer
            if contact.untested:
                self.newcomers_in_order.append(contact)
            self.note("queued", contact.row, group, -1)

    def overflow(self, contact: Contact, trigger: Trigger, *, own_offer: bool) -> None:
        group = contact.last_group
        rule = self.teams[group].rule.overflow.get(trigger)
        action = OverflowAction.HANG_UP if rule is None else rule.action
        if action is not OverflowAction.GROUP:
            self.end_contact(contact, ENDS[action], Reason(trigger))
        elif contact.hops == MOST_HOPS:
            self.end_contact(contact, Outcome.REFUSED, Reason.TOO_MANY_HOPS)
        else:
            assert rule is not None
            assert rule.group is not None
            contact.hops += 1
            self.visits.append((contact.row, group, contact.joined, self.now, str(trigger)))
            self.note("overflowed", contact.row, group, -1)
            self.enter(contact, rule.group, own_offer=own_offer)

    # Questions.

    newcomers_in_order: list[Contact]

    def newcomers(self) -> list[Contact]:
        found = [c for c in self.newcomers_in_order if c.queued and c.untested]
        self.newcomers_in_order.clear()
        return found

    def waiting(self) -> list[Contact]:
        return [contact for contact in self.contacts if contact.queued]

    def all_seats(self) -> list[Seat]:
        return [seat for team in self.teams for seat in team.seats]

    def rank(self, contact: Contact) -> tuple[int, int, int, int]:
        rule = self.teams[contact.last_group].rule
        if rule.order is Order.AGEING:
            aged = contact.arrived - contact.priority * rule.age_point
            return -rule.weight, 0, aged, contact.row
        return -rule.weight, -contact.priority, contact.arrived, contact.row

    def eligible(self, contact: Contact) -> list[Seat]:
        return [
            seat
            for seat in self.teams[contact.last_group].seats
            if seat.enabled
            and seat.person.on_shift
            and seat.person.contact is None
            and seat.blocked_until == NEVER
            and self.opens(contact, seat) <= self.now
        ]

    def opens(self, contact: Contact, seat: Seat) -> int:
        return contact.joined + (seat.rule.tier - 1) * seat.group.rule.tier_wait

    def best(self, contact: Contact) -> Seat:
        return min(
            self.eligible(contact),
            key=lambda seat: (
                seat.rule.tier,
                self.strategy_key(contact, seat),
                seat.person.since,
                seat.rule.position,
                seat.person.id,
            ),
        )

    def strategy_key(self, contact: Contact, seat: Seat) -> int | tuple[bool, int]:
        match seat.group.rule.strategy:
            case Strategy.LONGEST_IDLE:
                return seat.person.since
            case Strategy.CALL_COUNT | Strategy.CALL_DURATION:
                return self.counter(seat)
            case Strategy.PRIORITY:
                return -seat.rule.weight
            case Strategy.LINEAR:
                return seat.standing
            case Strategy.ROUND_ROBIN:
                last = seat.group.turns.get(seat.rule.tier, -1)
                return seat.standing <= last, seat.standing
            case Strategy.RANDOM:
                common = draws.lottery(self.seed, contact.key, 0)
                return draws.lot(common, seat.person.id, seat.rule.weight)

    def counter(self, seat: Seat) -> int:
        return sum(deed.amount for deed in self.deeds if self.counts(deed, seat))

    def counts(self, deed: Deed, seat: Seat) -> bool:
        rule = seat.group.rule
        if deed.strategy is not rule.strategy:
            return False
        if deed.only is not None:
            is_own = deed.only is seat
        else:
            is_own = deed.seat is seat or (
                rule.scope is Scope.AGENT and deed.seat.person is seat.person
            )
        days = rule.window_days if rule.window is Window.ROLLING else 1
        match rule.window:
            case Window.ALL:
                return is_own
            case Window.SHIFT:
                return is_own and deed.shift == seat.person.shift
            case Window.DAY | Window.ROLLING:
                return is_own and deed.days[seat.group.index] > seat.group.day - days

    def is_full(self, contact: Contact) -> bool:
        team = self.teams[contact.last_group]
        others = [
            other
            for other in self.waiting()
            if other.last_group == team.index and other is not contact and not other.untested
        ]
        return team.rule.max_waiting is not None and len(others) >= team.rule.max_waiting

    def is_staffed(self, team: Team) -> bool:
        day_ends = min((day for day in team.rule.days if day > self.now), default=NEVER)
        for seat in team.seats:
            if seat.enabled:
                shifts = self.snapshot.agents[seat.person.index].shifts
                if shifts is None or any(
                    shift.start < day_ends and shift.end > self.now for shift in shifts
                ):
                    return True
        return False

    def patience_ends(self, contact: Contact) -> int:
        return NEVER if contact.patience < 0 else contact.joined + contact.patience

    def wait_is_over(self, contact: Contact) -> int:
        longest = self.teams[contact.last_group].rule.max_wait
        return NEVER if longest is None else contact.joined + longest

    # What is written down.

    def answer(self, contact: Contact, seat: Seat) -> None:
        person, group = seat.person, seat.group
        contact.outcome, contact.reason = Outcome.ANSWERED, Reason.NONE
        contact.answered = self.now
        contact.ended = self.now + contact.talk
        contact.agent = person.index
        own = seat.rule.wrap_up if contact.own_wrap_up < 0 else contact.own_wrap_up
        contact.wrap_up = group.rule.wrap_up if own is None else own
        person.contact, person.member = contact, seat
        person.talks_until = contact.ended
        group.turns[seat.rule.tier] = seat.standing
        self.record(seat, Strategy.CALL_COUNT, 1)
        self.note("answered", contact.row, group.index, person.index)

    def end_contact(self, contact: Contact, outcome: Outcome, reason: Reason) -> None:
        contact.outcome, contact.reason, contact.ended = outcome, reason, self.now
        self.note(str(outcome), contact.row, contact.last_group, -1)

    def record(self, seat: Seat, strategy: Strategy, amount: int, only: Seat | None = None) -> None:
        days = {team.index: team.day for team in self.teams}
        self.deeds.append(Deed(seat, strategy, amount, days, seat.person.shift, only))

    def note(self, kind: str, contact: int, group: int, agent: int) -> None:
        self.events.append((self.now, kind, contact, group, agent))


def simulated(snapshot: Snapshot, contacts: Contacts, options: Options) -> Naive:
    """The simulation, run to its end."""
    naive = Naive(snapshot, contacts, options)
    naive.newcomers_in_order = []
    naive.run()
    return naive
