from . cimport ranking
from .columns cimport Agents, Groups, Members
from .floor cimport Floor

cdef void count(Floor floor, long long strategy, long long member, long long amount) noexcept
cdef void turn_day(Floor floor, long long group) noexcept  # seldom
cdef void open_shift(Floor floor, long long agent) noexcept  # seldom
cdef void level_up(Floor floor, long long agent) noexcept  # seldom
cdef void survey(Floor floor, long long group) noexcept  # seldom
cdef long long baseline(Floor floor, long long member) noexcept  # seldom
cdef void add(Floor floor, long long member, long long amount) noexcept
cdef bint counts(Floor floor, long long group) noexcept
