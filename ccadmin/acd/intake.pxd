from .columns cimport Contacts

cdef long long LONGEST, LATEST, HIGHEST, CHANNELS, MOST_LEVELS
cdef long long SOUND, ARRIVED, GROUP, TALK, PATIENCE, WRAP_UP, PRIORITY, CHANNEL, NEEDS, LEVEL, SILENT_AFTER

cdef class Intake:
    cdef readonly long long row, column, first, last, work, patience, priority, talks
    cdef readonly bint in_order

cpdef Intake look_through(Contacts contacts, long long groups, long long sets, long long[::1] entered)
cdef void look_further(Contacts contacts, long long sets, Intake intake) noexcept
cdef void mark_entered(Contacts contacts, long long[::1] entered) noexcept
cdef long long fault(Contacts contacts, long long row, long long groups) noexcept
