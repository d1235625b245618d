from . cimport diary
from .diary cimport Diary

cdef class Agenda:
    cdef Diary diary
    cdef long long free

cdef void put(Agenda agenda, long long time, long long kind, long long subject, long long member) except *
cdef long long take(Agenda agenda) noexcept
cdef void enlarge(Agenda agenda) except *
cdef void chain(Agenda agenda, long long first) noexcept
