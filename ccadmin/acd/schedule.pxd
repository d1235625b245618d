from . cimport counters, entry, log, ringing, service, waiting
from .columns cimport Groups, Members, Schedule
from .floor cimport Floor

cdef void turn(Floor floor) except *  # seldom
cdef void do(Floor floor, long long kind, long long subject) except *  # seldom
cdef void start_shift(Floor floor, long long agent, bint opens) except *  # seldom
cdef void end_shift(Floor floor, long long agent) except *  # seldom
cdef void staff(Floor floor, long long agent, long long change) noexcept  # seldom
cdef void empty(Floor floor, long long group, bint chats) except *  # seldom
