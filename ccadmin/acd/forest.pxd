from . cimport columns

cdef class Forest:  # a record a row
    cdef long long[::1] major, minor
    cdef int[::1] row, child, sibling, previous

cdef bint before(Forest forest, long long one, long long other) noexcept
cdef long long added(Forest forest, long long root, long long node) noexcept
cdef long long removed(Forest forest, long long root, long long node) noexcept
cdef long long melded(Forest forest, long long one, long long other) noexcept
cdef long long gathered(Forest forest, long long child) noexcept
cdef void enlarge(Forest forest) except *  # seldom
