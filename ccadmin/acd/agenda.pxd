from . cimport codes

cdef long long SUBJECT

cdef class Agenda:
    cdef long long[::1] time, what
    cdef long long first, size, hole

cdef void put(Agenda agenda, long long time, long long what) noexcept
cdef long long take(Agenda agenda) noexcept
cdef void close(Agenda agenda) noexcept
cdef long long sunk(Agenda agenda) noexcept
