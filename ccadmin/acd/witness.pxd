from . cimport columns, draws, needs, ranking, waiting
from .columns cimport Members
from .floor cimport Floor
from .places cimport Room
from .records cimport Candidates, Decisions

cdef void see_offer(Floor floor, long long place, long long member) except *  # seldom
cdef void note_choice(Floor floor, long long contact, long long group, long long place, long long chosen) except *  # seldom
cdef void note_other(Floor floor, long long place, long long member) except *  # seldom
cdef long long first_failing(Floor floor, long long member, long long place, long long wanted, long long tiers) noexcept  # seldom
cdef long long key(Floor floor, long long contact, long long member, long long place, long long wanted) noexcept  # seldom
cdef long long note(Floor floor, long long kind, long long group, long long agent, long long tiers) except -1  # seldom
cdef void note_candidate(Floor floor, long long member, long long failing, long long value) except *  # seldom
