"""The numbers that stand for words in the columns.

Words with a vocabulary of their own keep its order, so that the engine translates by index; a test
holds the two together.
"""

from __future__ import annotations

from typing import Final

NONE: Final = -1
"""No agent, no group, no place, not yet, unlimited: whatever the column holds, it is absent."""
FOREVER: Final = 1 << 62
"""Later than every time; the engine admits nothing that could reach it."""

# Strategies.
RANDOM: Final = 0
CALL_DURATION: Final = 1
CALL_COUNT: Final = 2
PRIORITY: Final = 3
LONGEST_IDLE: Final = 4
ROUND_ROBIN: Final = 5
LINEAR: Final = 6

# Counter windows; a day is a rolling window of one day.
SHIFT: Final = 1
ROLLING: Final = 2
ALL: Final = 3

# Late joiners.
ZERO: Final = 0
MIN: Final = 1
MEAN: Final = 2

# Triggers of overflow. The reason of an outcome is its trigger plus FIRST_TRIGGER_REASON.
FULL: Final = 0
TIMEOUT: Final = 1
CLOSED: Final = 2
NOBODY_STAFFED: Final = 3
TRIGGERS: Final = 4
FIRST_TRIGGER_REASON: Final = 2

# Actions of overflow. The outcome of one that ends the contact is the action plus one.
TO_GROUP: Final = 0

# Outcomes.
ANSWERED: Final = 0
ABANDONED: Final = 1
VOICEMAIL: Final = 2
CALLBACK: Final = 3
REFUSED: Final = 4
UNANSWERED: Final = 5
WAITING: Final = 6

# Reasons.
NO_REASON: Final = 0
PATIENCE_ENDED: Final = 1
GROUP_DELETED: Final = 6
GROUP_DISABLED: Final = 7
NO_ROUTE: Final = 8
TOO_MANY_HOPS: Final = 9
HORIZON: Final = 10
FLOW: Final = 11
FLOW_DEAD_END: Final = 12

# What stands in the group column of a contact that enters no group; NONE is one without a route.
DELETED: Final = -2
DEAD_END: Final = -3
TO_VOICEMAIL: Final = -4
TO_HANG_UP: Final = -5
CLOSED_TO_VOICEMAIL: Final = -6
CLOSED_TO_HANG_UP: Final = -7

# What the agenda holds, in the order of classes at one instant, above the bits of its subject.
TALK_END: Final = 1 << 32
WRAP_UP_END: Final = 2 << 32
GROUP_WRAP_UP_END: Final = 3 << 32

# What the schedule holds, in the order of happening at one instant.
DAY_TURNS: Final = 0
SHIFT_ENDS: Final = 1
SHIFT_OPENS: Final = 2
SHIFT_RESUMES: Final = 3
GROUP_CLOSES: Final = 4
GROUP_OPENS: Final = 5

# What a waiting contact's timer is set for, in the order of classes at one instant.
TIER_OPENS: Final = 0
MAX_WAIT: Final = 1
PATIENCE: Final = 2

# What an agent has in hand.
FREE: Final = 0
TALKING: Final = 1
WRAPPING_UP: Final = 2

# Kinds of events in the log, in the order of their names in the engine.
ARRIVED: Final = 0
QUEUED: Final = 1
TAKEN: Final = 2
TALK_ENDED: Final = 3
WRAP_UP_ENDED: Final = 4
OVERFLOWED: Final = 5
TIER_OPENED: Final = 6
ENDED: Final = 6
"""An outcome that is no answer is logged as this plus its index: abandoned, the first, is 7."""
SHIFT_STARTED: Final = 12
SHIFT_ENDED: Final = 13
GROUP_OPENED: Final = 14
GROUP_CLOSED: Final = 15
DAY_TURNED: Final = 16
