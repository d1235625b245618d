from .columns cimport Members, Pools

cdef bint before(Members members, long long one, long long other) noexcept
cdef void insert(Members members, Pools pools, long long pool, long long member) noexcept
cdef long long slot_of(Members members, long long front, long long back, long long member) noexcept
cdef void gather(Members members, Pools pools, long long pool) noexcept  # seldom
cdef void take_first(Members members, Pools pools, long long pool) noexcept
cdef void take(Members members, Pools pools, long long pool, long long member) noexcept
