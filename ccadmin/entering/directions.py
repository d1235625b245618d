"""Where a contact goes that names no group (S3): rules first, then topics, then the default.

The right group is found without anybody sorting by hand: the first rule whose conditions all hold
wins; else the group whose topic the contact has; else the default, which is the rule without
conditions at the end of the list, or in a center without such a rule its default group.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ccadmin.engine import NO_ROUTE
from ccadmin.entering.conditions import TOPIC, compared
from ccadmin.vocabulary import Allocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.entering.conditions import Condition

CHANNEL: Final = "channel"
CALL: Final = "call"
"""What the channel of a contact is that names none."""


class By(StrEnum):
    """What decided where a contact goes."""

    RULE = "rule"
    TOPIC = "topic"
    DEFAULT = "default"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that all must hold, and the group that it leads to.

    `to` is an index into `Snapshot.groups`, or `GROUP_DELETED`.
    """

    conditions: tuple[Condition, ...]
    to: int

    def failing(self, known: Mapping[str, str | None]) -> Condition | None:
        """The first condition that does not hold for a contact, or None where the rule matches."""
        return next((c for c in self.conditions if not c.holds(known.get(c.attribute))), None)


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a contact goes and by what; `rule` is the index of the rule that matched."""

    by: By
    to: int
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class Directions:
    """What decides for the contacts of a center, or for those of the tenant that name none.

    Attributes:
        rules: in their order, the default left out.
        topics: topic as it is compared -> index of the group that is responsible.
        default: where all others go, `NO_ROUTE` when there is no default.
        allocation: how chats find who serves them.
        fallback: the allocation where a business server decides and does not.
    """

    rules: tuple[Rule, ...] = ()
    topics: Mapping[str, int] = field(default_factory=dict)
    default: int = NO_ROUTE
    allocation: Allocation = Allocation.AUTOMATIC
    fallback: Allocation = Allocation.AUTOMATIC

    @property
    def without_server(self) -> Allocation:
        """The allocation as long as no business server has decided."""
        return self.fallback if self.allocation is Allocation.BUSINESS_SERVER else self.allocation

    @property
    def reads(self) -> frozenset[str]:
        """The attributes that these directions look at."""
        asked = {c.attribute for rule in self.rules for c in rule.conditions}
        return frozenset(asked | {TOPIC} if self.topics else asked)

    def decide(self, known: Mapping[str, str | None]) -> Decision:
        """Where a contact with these attributes goes; attributes that it lacks are None or blank."""
        known = with_channel(known)
        for place, rule in enumerate(self.rules):
            if rule.failing(known) is None:
                return Decision(By.RULE, rule.to, place)
        responsible = self.topics.get(compared(TOPIC, known.get(TOPIC)) or "")
        if responsible is not None:
            return Decision(By.TOPIC, responsible)
        return Decision(By.NOTHING if self.default == NO_ROUTE else By.DEFAULT, self.default)


def with_channel(known: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """The attributes, with the channel that a contact has when it names none."""
    return {**known, CHANNEL: compared(CHANNEL, known.get(CHANNEL)) or CALL}
