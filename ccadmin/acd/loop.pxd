from . cimport agenda, codes, entry, log, offers, places, schedule, service, waiting
from .floor cimport Floor

cpdef void begin(Floor floor) except *
cpdef bint run(Floor floor, long long arrivals) except -1
cdef bint is_over(Floor floor) noexcept
cdef void finish(Floor floor) except *
cdef void expire(Floor floor, long long place) except *
cdef void admit(Floor floor) except *
cdef void await_arrival(Floor floor) noexcept
