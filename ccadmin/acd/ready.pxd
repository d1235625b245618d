from . cimport codes

cdef class Ready:  # a record a row
    cdef int[::1] member  # apart
    cdef long long[::1] major, minor
    cdef int[::1] slot, standing, agent

cdef bint before(Ready ready, long long one, long long other) noexcept
cdef long long is_next_first(Ready ready, long long slot) noexcept
cdef void take_first(Ready ready, long long first, long long size) noexcept
cdef void rise(Ready ready, long long first, long long hole, long long member) noexcept
cdef void sink(Ready ready, long long first, long long size, long long hole, long long member) noexcept
