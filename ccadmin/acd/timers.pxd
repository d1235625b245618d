from . cimport codes, columns

cdef class Timers:  # a record a row
    cdef long long[::1] due
    cdef int[::1] contact, slot
    cdef int[::1] heap  # apart
    cdef signed char[::1] kind
    cdef long long size, first

cdef bint before(Timers timers, long long one, long long other) noexcept
cdef void start(Timers timers, long long place) noexcept
cdef void stop(Timers timers, long long place) noexcept
cdef long long rise(Timers timers, long long slot, long long place) noexcept
cdef void sink(Timers timers, long long slot, long long place) noexcept
cdef void enlarge(Timers timers) except *
cdef void clear(Timers timers, long long first) noexcept
