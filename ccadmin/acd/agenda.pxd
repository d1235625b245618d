from . cimport diary
from .diary cimport Diary

cdef void put(Diary agenda, long long time, long long kind, long long subject, long long member) except *
cdef long long take(Diary agenda) noexcept
