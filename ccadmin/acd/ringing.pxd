from . cimport agenda, log, needs, places, ranking, service, waiting
from .columns cimport Agents, Groups, Members
from .floor cimport Floor
from .places cimport Room

cdef void ring(Floor floor, long long place, long long member) except *
cdef void ring_all(Floor floor, long long place, long long pool) except *
cdef void ring_for(Floor floor, long long place, long long member) except *
cdef long long first_to_answer(Floor floor, long long member, long long wanted, long long place) noexcept
cdef bint answers_before(Floor floor, long long one, long long other) noexcept
cdef void answer(Floor floor, long long place) except *
cdef void ring_out(Floor floor, long long place) except *
cdef void miss(Floor floor, long long place, long long member) except *
cdef void withdraw(Floor floor, long long agent) except *  # seldom
cdef void cancel(Floor floor, long long place) except *  # seldom
cdef void go_on(Floor floor, long long place) except *
cdef void unchain(Floor floor, long long place, long long before, long long member) noexcept
cdef void stop(Floor floor, long long place, long long member, long long result) except *
cdef void start_break(Floor floor, long long agent, long long group, long long length) except *  # seldom
cdef void end_break(Floor floor, long long agent) except *  # seldom
