from . cimport columns
from .columns cimport Groups

cdef class Lines:  # a record a row
    cdef int[::1] root, group, tiers, needs, owner, following, previous
    cdef signed char[::1] kind
    cdef int[::1] shown  # apart
    cdef long long free, flags

cdef long long found(Lines lines, Groups groups, long long group, long long kind, long long tiers, long long needs, long long owner) except? -1
cdef void close(Lines lines, Groups groups, long long line) noexcept
cdef void show(Lines lines, long long group) noexcept
cdef void hide(Lines lines, long long group) noexcept
cdef void enlarge(Lines lines) except *  # seldom
cdef void chain(Lines lines, long long first) noexcept  # seldom
