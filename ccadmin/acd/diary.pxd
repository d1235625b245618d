from . cimport codes, forest
from .forest cimport Forest

cdef class Diary:
    cdef Forest entries
    cdef int[::1] sheet
    cdef long long last, width, page, root, first, later

cdef void write(Diary diary, long long row) noexcept
cdef void strike(Diary diary, long long row) noexcept
cdef void strike_first(Diary diary) noexcept
cdef void turn(Diary diary) noexcept
cdef long long opened(Diary diary, long long page) noexcept
cdef long long first_page(Diary diary) noexcept
