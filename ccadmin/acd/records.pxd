from . cimport columns

cdef class Log:
    cdef long long[::1] time, kind, contact, group, agent
    cdef long long size

cdef class Visits:
    cdef long long[::1] contact, group, joined, left, reason
    cdef long long size
