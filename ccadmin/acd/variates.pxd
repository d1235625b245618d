from . cimport draws

cdef long long LONGEST, BITS, HALF, FRACTION, LN2, TABLE_BITS
cdef long long[::1] POWERS, COSINES

cpdef object uniform(unsigned long long low, unsigned long long high, const unsigned long long[::1] keys)
cpdef object erlang(long long mean, long long stages, const unsigned long long[::1] keys)
cpdef object lognormal(long long location, long long scale, const unsigned long long[::1] keys)
cdef unsigned long long again(unsigned long long key, unsigned long long number) noexcept
cdef long long minus_ln(unsigned long long drawn) noexcept
cdef long long normal(unsigned long long key) except? -1
cdef long long power_of_two(long long exponent) noexcept
