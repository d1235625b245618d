from . cimport codes, forest
from .forest cimport Forest

cdef class Agenda:
    cdef Forest entries
    cdef int[::1] sheet
    cdef long long last, width, page, root, first, later, free

cdef void put(Agenda agenda, long long time, long long kind, long long subject, long long member) except *
cdef long long take(Agenda agenda) noexcept
cdef void turn(Agenda agenda) noexcept
cdef long long opened(Agenda agenda, long long page) noexcept
cdef long long first_page(Agenda agenda) noexcept
cdef void enlarge(Agenda agenda) except *
cdef void chain(Agenda agenda, long long first) noexcept
