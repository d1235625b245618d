cdef class Contacts:
    cdef const long long[::1] arrived, group, talk, patience, wrap_up, priority, order
    cdef const unsigned long long[::1] key

cdef class Results:
    cdef long long[::1] outcome, reason, first_group, last_group
    cdef long long[::1] joined, answered, ended, agent, wrap_up, hops

cdef class Agents:
    cdef long long[::1] id, first_member, on_shift, hand, contact, member, since, served, freed, shared

cdef class Members:
    cdef long long[::1] agent, group, pool, depth, standing, weight, wrap_up, enabled, blocked
    cdef long long[::1] key, since, slot, counter, bucket

cdef class Pools:
    cdef long long[::1] first, tier, ready, turn, lap

cdef class Groups:
    cdef long long[::1] strategy, disabled, weight, ageing, age_point, tier_wait, window, days, per_agent
    cdef long long[::1] late_joiner, max_waiting, max_wait, action, target, wrap_up_per_group, leave
    cdef long long[::1] first_pool, first_member, first_line, open_tiers
    cdef long long[::1] open, waiting, newcomers, staffed, day, today, touched
    cdef long long[::1] crowd_at, crowd, crowd_sum, least, second

cdef class Schedule:
    cdef long long[::1] time, kind, subject

cpdef object doubled(object column)
cpdef object kept(object column, Py_ssize_t size)
