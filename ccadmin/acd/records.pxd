from . cimport columns

cdef class Log:
    cdef long long[::1] time, detail
    cdef int[::1] contact, group, agent
    cdef signed char[::1] kind
    cdef long long size

cdef class Visits:
    cdef long long[::1] joined, left, answered, wrap_up, ring
    cdef int[::1] contact, group, agent
    cdef signed char[::1] reason, device
    cdef long long size

cdef class Rings:
    cdef long long[::1] started, ended
    cdef int[::1] contact, group, agent
    cdef signed char[::1] result
    cdef long long size

cdef class Decisions:
    cdef long long[::1] time, waiting, first, event
    cdef int[::1] group, agent, rival, rival_group, tiers
    cdef signed char[::1] kind
    cdef long long size

cdef class Candidates:
    cdef long long[::1] key, since
    cdef int[::1] agent, standing
    cdef signed char[::1] excluded
    cdef long long size
