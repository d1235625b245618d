from . cimport diary
from .diary cimport Diary

cdef long long moment(long long time, long long kind) noexcept
cdef void start(Diary timers, long long place, long long due, long long contact) noexcept
cdef void stop(Diary timers, long long place) noexcept
cdef long long first_kind(Diary timers) noexcept
cdef void enlarge(Diary timers) except *  # seldom
