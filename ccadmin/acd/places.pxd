from . cimport columns, forest, timers
from .diary cimport Diary
from .forest cimport Forest
from .lines cimport Lines

cdef class Room:  # a record a row
    cdef Forest order
    cdef Diary timers
    cdef Lines lines
    cdef long long[::1] rung_at
    cdef int[::1] contact, group, line, link, tiers, needs, steps, offers, ringing, tried
    cdef int[::1] member_tried, next_tried  # apart
    cdef signed char[::1] newcomer, kind
    cdef long long taken, free, free_tried, first_newcomer, last_newcomer

cdef void enlarge(Room room) except *  # seldom
cdef void chain(Room room, long long first) noexcept  # seldom
cdef void chain_tried(Room room, long long first) noexcept  # seldom
cdef void try_once(Room room, long long place, long long member) except *  # seldom
cdef bint is_tried(Room room, long long place, long long member) noexcept
cdef void forget_tried(Room room, long long place) noexcept
