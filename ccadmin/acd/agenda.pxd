from . cimport codes, columns

cdef class Agenda:  # a record a row
    cdef long long[::1] time, what
    cdef long long first, size, hole

cdef void put(Agenda agenda, long long time, long long kind, long long subject, long long member) except *
cdef long long entry(long long kind, long long subject, long long member) noexcept
cdef void put_back(Agenda agenda, long long time, long long what) except *
cdef long long take(Agenda agenda) except? -1
cdef long long first_what(Agenda agenda) noexcept
cdef void close(Agenda agenda) except *
cdef long long sunk(Agenda agenda) noexcept
cdef void enlarge(Agenda agenda) except *
