from . cimport codes, columns
from .forest cimport Forest

cdef class Room:
    cdef Forest order, timers
    cdef long long[::1] root, contact, group, line, newcomer, link
    cdef long long free, timer, first_newcomer, last_newcomer

cdef long long due_kind(Room room) noexcept
cdef void enlarge(Room room) except *
cdef void chain(Room room, long long first) noexcept
