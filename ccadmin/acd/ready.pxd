from . cimport codes

cdef class Ready:
    cdef long long[::1] major, minor
    cdef int[::1] member, slot, standing

cdef bint before(Ready ready, long long one, long long other) noexcept
cdef void take_first(Ready ready, long long first, long long size) noexcept
cdef void rise(Ready ready, long long first, long long hole, long long member) noexcept
cdef void sink(Ready ready, long long first, long long size, long long hole, long long member) noexcept
