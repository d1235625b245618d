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
