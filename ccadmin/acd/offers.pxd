from . cimport entry, ranking, service, waiting
from .columns cimport Members
from .floor cimport Floor
from .lines cimport Lines

cdef void settle(Floor floor) except *
cdef void settle_one(Floor floor, long long agent) except *
cdef long long best_member(Floor floor, long long agent) noexcept
cdef void settle_stirred(Floor floor) except *
cdef void settle_all(Floor floor) except *
cdef void untouch(Floor floor) noexcept
cdef void touch_groups(Floor floor, long long agent) noexcept
cdef long long first_takeable(Floor floor) noexcept
