"""Counters: what the strategies `call-count` and `call-duration` compare.

Nothing is counted as it happens: whoever asks goes through all that was ever done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.vocabulary import LateJoiner, Scope, Strategy, Window

if TYPE_CHECKING:
    from .state import Person, Seat
    from .world import Deed, World

ANSWER: Final = "answer"
TALK: Final = "talk"
RAISE: Final = "raise"
COUNTED: Final = {Strategy.CALL_COUNT: ANSWER, Strategy.CALL_DURATION: TALK}


def counter(world: World, seat: Seat) -> int:
    """Contacts answered or milliseconds talked by the member within the group's window."""
    kind = COUNTED.get(seat.team.rule.strategy)
    return sum(deed.amount for deed in world.deeds if counts(deed, kind, seat))


def counts(deed: Deed, kind: str | None, seat: Seat) -> bool:
    """Whether the deed counts for the member."""
    if deed.seat.person is not seat.person or not is_in_window(deed, seat):
        return False
    if deed.kind == RAISE:
        return deed.seat is seat
    is_in_scope = deed.seat is seat or seat.team.rule.scope is Scope.AGENT
    return deed.kind == kind and is_in_scope


def is_in_window(deed: Deed, seat: Seat) -> bool:
    """Whether the deed falls into the window that the member's group looks at now."""
    rule = seat.team.rule
    days_ago = seat.team.day - deed.days[seat.team.index]
    match rule.window:
        case Window.ALL:
            return True
        case Window.SHIFT:
            return deed.shift == seat.person.shift
        case Window.DAY:
            return days_ago == 0
        case Window.ROLLING:
            return days_ago < rule.window_days


def raise_late_joiners(world: World, opening: list[Person]) -> None:
    """Let those whose shift begins start from what the others have, where the group wants that.

    All are measured against what stood before: nobody's raise counts in the raise of another.
    """
    raises = []
    for seat in world.seats():
        if seat.person in opening and seat.enabled and may_take_anything(world, seat.person):
            missing = baseline(world, seat) - counter(world, seat)
            if missing > 0:
                raises.append((seat, missing))
    for seat, missing in raises:
        world.do(RAISE, missing, seat)


def baseline(world: World, seat: Seat) -> int:
    """What a late joiner starts from at least: the least or the floored mean of the others."""
    rule = seat.team.rule
    others = [
        counter(world, other)
        for other in seat.team.seats
        if other is not seat
        and other.enabled
        and other.person.on_shift
        and may_take_anything(world, other.person)
    ]
    if not others or rule.strategy not in COUNTED:
        return 0
    match rule.late_joiner:
        case LateJoiner.ZERO:
            return 0
        case LateJoiner.MIN:
            return min(others)
        case LateJoiner.MEAN:
            return sum(others) // len(others)


def may_take_anything(world: World, person: Person) -> bool:
    """Whether some contact of this run is of a channel that the person takes."""
    return person.rule.takes_calls or world.chats_or_mail
