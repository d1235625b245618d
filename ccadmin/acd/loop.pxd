from . cimport agenda, diary, entry, log, offers, ringing, schedule, service, timers, waiting
from .diary cimport Diary
from .floor cimport Floor
from .places cimport Room

cpdef void begin(Floor floor) except *
cpdef bint run(Floor floor, long long arrivals) except -1
cdef bint are_offers_due(Floor floor) noexcept
cdef bint has_ended(Floor floor) noexcept  # seldom
cdef bint is_over(Floor floor) noexcept  # seldom
cdef void finish(Floor floor) except *
cdef void expire(Floor floor, long long place) except *
cdef void note_step(Floor floor, long long kind, long long place, long long step) except *
cdef void await_arrival(Floor floor) noexcept
