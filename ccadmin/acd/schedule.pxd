from . cimport counters, entry, log, ringing, service, waiting
from .columns cimport Groups, Members, Schedule
from .floor cimport Floor

cdef void turn(Floor floor) except *
cdef void do(Floor floor, long long kind, long long subject) except *
cdef void start_shift(Floor floor, long long agent, bint opens) except *
cdef void end_shift(Floor floor, long long agent) except *
cdef void staff(Floor floor, long long agent, long long change) noexcept
cdef void empty(Floor floor, long long group, bint chats) except *
