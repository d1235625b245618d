from . cimport draws, needs, ready, waiting
from .columns cimport Agents, Groups, Members, Pools
from .floor cimport Floor
from .places cimport Room

cdef long long LOAD_BITS

cdef void make_ready(Floor floor, long long agent) noexcept
cdef bint is_ready(Floor floor, long long member) noexcept
cdef void enlist(Floor floor, long long member, long long key) noexcept
cdef void rank_higher(Floor floor, long long member) noexcept
cdef long long first_ready(Floor floor, long long pool) noexcept
cdef void sweep(Floor floor, long long pool) noexcept
cdef long long first_for_newcomer(Floor floor, long long contact, long long group) noexcept
cdef long long first_for_place(Floor floor, long long place) noexcept
cdef long long first_in(Floor floor, long long pool, long long contact, long long group, long long wanted, long long place) noexcept
cdef long long least_for(Floor floor, long long pool, long long contact, long long group, long long wanted, long long place) noexcept
cdef long long first_fit(Floor floor, long long pool, long long wanted, long long place) noexcept
cdef bint fits(Floor floor, long long member, long long wanted, long long place) noexcept
cdef bint is_idle_longer(Floor floor, long long one, long long other) noexcept
cdef unsigned long long lots_for(Floor floor, long long contact, long long place) noexcept
cdef void offered(Floor floor, long long member) noexcept
cdef void rank_again(Floor floor, long long group) noexcept  # seldom
cdef void rank_pool_again(Floor floor, long long pool) noexcept  # seldom
cdef long long strategy_key(Floor floor, long long member) noexcept
cdef long long varying_key(Floor floor, long long member) noexcept
cdef long long turn_key(Floor floor, long long member) noexcept
cdef long long load(Floor floor, long long member) noexcept
