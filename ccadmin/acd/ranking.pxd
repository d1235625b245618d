from . cimport codes, draws
from .columns cimport Members
from .floor cimport Floor

cdef void make_ready(Floor floor, long long agent) noexcept
cdef void withdraw(Floor floor, long long agent) noexcept
cdef long long first_ready(Floor floor, long long group, long long tiers, long long contact) noexcept
cdef long long first_pool(Floor floor, long long group, long long tiers) noexcept
cdef void offered(Floor floor, long long member) noexcept
cdef void rank_again(Floor floor, long long group) noexcept
cdef long long strategy_key(Floor floor, long long member) noexcept
cdef long long turn_key(Floor floor, long long member) noexcept
cdef long long drawn(Floor floor, long long pool, long long contact) noexcept
cdef bint before(Members members, long long one, long long other) noexcept
cdef void sift_up(Floor floor, long long first, long long slot, long long member) noexcept
cdef void sift_down(Floor floor, long long first, long long size, long long slot, long long member) noexcept
