from . cimport codes
from .columns cimport Contacts

cdef long long LONGEST, LATEST, HIGHEST
cdef long long SOUND, ARRIVED, GROUP, TALK, PATIENCE, WRAP_UP, PRIORITY

cdef class Intake:
    cdef readonly long long row, column, first, last, work, patience, priority
    cdef readonly bint in_order

cpdef Intake look_through(Contacts contacts, long long groups)
cdef long long fault(Contacts contacts, long long row, long long groups) noexcept
