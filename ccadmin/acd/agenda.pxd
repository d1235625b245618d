from . cimport codes

cdef long long SUBJECT_BITS, SUBJECT

cdef class Agenda:
    cdef long long[::1] time, what
    cdef long long size

cdef void put(Agenda agenda, long long time, long long kind, long long subject) noexcept
cdef long long take(Agenda agenda) noexcept
