from . cimport codes, columns

cdef class Delays:
    cdef long long[::1] time, what
    cdef int[::1] head, tail, following
    cdef long long first, soonest, free

cdef bint put(Delays delays, long long queue, long long time, long long what) except -1
cdef long long first_what(Delays delays) noexcept
cdef long long take(Delays delays) noexcept
cdef void find_soonest(Delays delays) noexcept
cdef void enlarge(Delays delays) except *
cdef void chain(Delays delays, long long first) noexcept
