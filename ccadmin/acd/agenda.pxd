from . cimport codes, columns

cdef class Agenda:
    cdef long long[::1] time, what, whom
    cdef long long first, size, hole

cdef void put(Agenda agenda, long long time, long long what, long long whom) except *
cdef long long take(Agenda agenda) except? -1
cdef void close(Agenda agenda) except *
cdef bint is_first(Agenda agenda, long long slot, long long what, long long whom) noexcept
cdef long long sunk(Agenda agenda) noexcept
cdef void enlarge(Agenda agenda) except *
