from . cimport agenda, counters, entry, log, ranking, ringing, waiting, witness
from .columns cimport Agents, Groups, Members, Results
from .floor cimport Floor
from .lines cimport Lines
from .places cimport Room

cdef void offer_to_newcomer(Floor floor, long long contact, long long group, long long member) except *
cdef void offer(Floor floor, long long place, long long member) except *
cdef bint is_paperwork(Floor floor, long long contact) noexcept
cdef void take_at_once(Floor floor, long long contact, long long member) except *
cdef bint may_go_on(Floor floor, long long member) noexcept
cdef void answer(Floor floor, long long contact, long long member, long long ring) except *
cdef bint falls_silent(Floor floor, long long contact, long long member) except -1
cdef void end_talk(Floor floor, long long contact, long long member) except *
cdef void close_silent(Floor floor, long long contact, long long member) except *  # seldom
cdef void hang_up(Floor floor, long long contact, long long member) except *
cdef void end_wrap_up(Floor floor, long long contact, long long member) except *
cdef void end_group_wrap_up(Floor floor, long long contact, long long member) except *
cdef void note_end(Floor floor, long long kind, long long contact, long long member) except *
cdef void block(Floor floor, long long member, long long change) noexcept
cdef void release(Floor floor, long long agent) noexcept
cdef void free(Floor floor, long long agent) noexcept
cdef void stir(Floor floor, long long place) noexcept
cdef void touch(Floor floor, long long group) noexcept
cdef void reconsider(Floor floor, long long agent) noexcept  # seldom
