from . cimport codes
from .columns cimport Members

cdef bint before(Members members, long long one, long long other) noexcept
cdef long long is_next_first(Members members, long long slot) noexcept
cdef void take_first(Members members, long long first, long long size) noexcept
cdef void rise(Members members, long long first, long long hole, long long member) noexcept
cdef void sink(Members members, long long first, long long size, long long hole, long long member) noexcept
