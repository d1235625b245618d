cdef unsigned long long MASK, GOLDEN, FIRST_FACTOR, SECOND_FACTOR, TEXT_START, TEXT_FACTOR, LOW_HALF
cdef unsigned long long WHOLE, STEPS
cdef long long FRACTION_BITS
cdef unsigned long long[::1] LOG2

cdef unsigned long long mix(unsigned long long value) noexcept
cdef unsigned long long key_of_row(unsigned long long row) noexcept
cpdef unsigned long long key_of_text(const unsigned char[:] text) noexcept
cdef unsigned long long lottery(unsigned long long seed, unsigned long long contact_key, unsigned long long attempt) noexcept
cdef long long lot(unsigned long long common, unsigned long long agent_id, unsigned long long weight) noexcept
cdef unsigned long long minus_log2(unsigned long long drawn) noexcept
cdef long long leading_zeros(unsigned long long value) noexcept
cpdef object keys_of_rows(long long count)
cpdef object keys_of_texts(object texts)
cpdef object keyed(unsigned long long seed, unsigned long long purpose, const unsigned long long[::1] contact_keys)
