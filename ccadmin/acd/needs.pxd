cdef class Needs:
    cdef long long[::1] first, relaxed, skill, level
    cdef signed char[::1] proficiency
    cdef long long skills

cdef bint are_met(Needs needs, long long wanted, long long agent) noexcept
cdef long long proficiency(Needs needs, long long wanted, long long agent) noexcept
