from . cimport agenda, codes, entry, log, offers, places, schedule, service, waiting
from .floor cimport Floor

cpdef void begin(Floor floor) except *
cpdef bint run(Floor floor, long long arrivals) except -1
cdef bint step(Floor floor) except -1
cdef bint is_pending(Floor floor) noexcept
cdef bint tier_opens(Floor floor, long long due) noexcept
cdef void settle(Floor floor) except *
cdef bint is_over(Floor floor) noexcept
cdef void finish(Floor floor) except *
cdef void expire(Floor floor, long long place) except *
cdef long long next_contact(Floor floor) noexcept
cdef void await_arrival(Floor floor) noexcept
