from . cimport columns

cdef class Diary:  # a record a row
    cdef long long[::1] time
    cdef int[::1] following, subject, member
    cdef signed char[::1] kind
    cdef int[::1] sheet  # apart
    cdef long long last, width, page, size, first, free

cdef bint before(Diary diary, long long one, long long other) noexcept
cdef void write(Diary diary, long long row) noexcept
cdef long long first_entry(Diary diary) noexcept
cdef void strike(Diary diary, long long row) noexcept
cdef void turn(Diary diary) noexcept
cdef long long first_page(Diary diary) noexcept  # seldom
cdef void enlarge(Diary diary) except *  # seldom
cdef void chain(Diary diary, long long first) noexcept  # seldom
