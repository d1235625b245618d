"""The numbers that stand for words in the columns.

Words with a vocabulary of their own keep its order, so that the engine translates by index; a test
holds the two together. The build turns this module into constants of C: nothing else stands here.
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
SKILLS: Final = 7
RING_ALL: Final = 8
LEAST_LOADED: Final = 9

# Kinds of work: calls need a device, chats share attention, the rest (email, ticket) does neither.
CALL: Final = 0
CHAT: Final = 1
PAPERWORK: Final = 2
KINDS: Final = 3

FLAGS: Final = 31
"""So many groups have each a bit of a number to themselves; where there are more they share one."""

# What follows when an offer rings out.
NEXT: Final = 0
RETRY: Final = 1
BREAK: Final = 2

# Why an offer that rang was not answered; its event is RANG plus one plus this.
MISSED: Final = 0
CANCELLED: Final = 1
WITHDRAWN: Final = 2

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
CLOSED_BY_TIMEOUT: Final = 7

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

# Newcomers, who joined before the offers of an instant: whom the limit is yet to be tested for, and
# who has meanwhile been offered to somebody.
NEWCOMER: Final = 1
NEWCOMER_AT_HAND: Final = 2

# What stands in the group column of a contact that enters no group; NONE is one without a route.
DELETED: Final = -2
DEAD_END: Final = -3
TO_VOICEMAIL: Final = -4
TO_HANG_UP: Final = -5
CLOSED_TO_VOICEMAIL: Final = -6
CLOSED_TO_HANG_UP: Final = -7

# What the witness of a contact writes down: it is offered to somebody, nobody may take it, or somebody
# who might have taken it is offered another contact.
OFFERED: Final = 0
NOBODY_MAY: Final = 1
PASSED_OVER: Final = 2

# The tests that keep a member from a contact, in the order of being made.
ELIGIBLE: Final = 0
MEMBERSHIP_DISABLED: Final = 1
UNAVAILABLE: Final = 2
OFF_SHIFT: Final = 3
NO_DEVICE: Final = 4
OFFER_OUTSTANDING: Final = 5
BUSY: Final = 6
IN_WRAP_UP: Final = 7
LACKS_SKILLS: Final = 8
ALREADY_TRIED: Final = 9
TIER_CLOSED: Final = 10

# What the agenda holds, in the order of classes at one instant.
TALK_END: Final = 0
WRAP_UP_END: Final = 1
GROUP_WRAP_UP_END: Final = 2
BREAK_END: Final = 3

# What the schedule holds, in the order of happening at one instant.
DAY_TURNS: Final = 0
SHIFT_ENDS: Final = 1
SHIFT_OPENS: Final = 2
SHIFT_RESUMES: Final = 3
GROUP_CLOSES: Final = 4
GROUP_OPENS: Final = 5
CHAT_CLOSES: Final = 6
CHAT_OPENS: Final = 7

# What a waiting contact's timer is set for, in the order of classes at one instant. The offers of
# the instant come before MAX_WAIT.
ANSWER: Final = 0
RING_OUT: Final = 1
TIER_OPENS: Final = 2
SKILLS_RELAX: Final = 3
MAX_WAIT: Final = 4
PATIENCE: Final = 5
TIMER_BITS: Final = 3
TIMER: Final = 7
"""The lowest bits of a moment say what is due then."""

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
RANG: Final = 17
BREAK_STARTED: Final = 21
BREAK_ENDED: Final = 22
SKILLS_RELAXED: Final = 23
ESCALATED: Final = 24
TIMED_OUT: Final = 25
CHAT_OPENED: Final = 26
CHAT_CLOSED: Final = 27
