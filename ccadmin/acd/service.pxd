from . cimport agenda, codes, counters, log, ranking, waiting
from .floor cimport Floor

cdef void offer(Floor floor, long long contact, long long member) except *
cdef void answer(Floor floor, long long contact, long long member) except *
cdef void end_talk(Floor floor, long long agent) except *
cdef void end_wrap_up(Floor floor, long long agent) except *
cdef void end_group_wrap_up(Floor floor, long long member) except *
cdef void release(Floor floor, long long agent) noexcept
cdef void free(Floor floor, long long agent) noexcept
cdef void touch(Floor floor, long long group) noexcept
cdef void serve(Floor floor, long long place, long long member) except *
