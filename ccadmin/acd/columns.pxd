cdef class Contacts:
    cdef const long long[::1] arrived, group, talk, patience, wrap_up, priority, silent_after, order
    cdef const signed char[::1] channel, level
    cdef const int[::1] needs
    cdef const unsigned long long[::1] key
    cdef bint are_mixed, need_skills, go_up, fall_silent

cdef class Results:
    cdef signed char[::1] outcome, reason, hops, device, talks
    cdef int[::1] first_group, last_group, agent, offers, misses
    cdef long long[::1] joined, answered, ended, wrap_up, ring

cdef class Agents:  # a record a row
    cdef int[::1] first_member  # apart
    cdef long long[::1] id  # apart
    cdef signed char[::1] on_shift, on_break, served  # apart
    cdef long long[::1] since
    cdef int[::1] calls, chats, ringing, hindrances, flags
    cdef signed char[::1] freed, shared, counts_calls, counts_talk

cdef class Members:  # a record a row
    cdef int[::1] agent, most_calls, most_chats, blocked, group, pool, standing, depth
    cdef signed char[::1] kind, falls, kinds, enlisted, varies
    cdef long long[::1] major, minor, key
    cdef int[::1] listed  # apart

cdef class Terms:  # a record a row
    cdef long long[::1] wrap_up, picks_up, rings_for
    cdef int[::1] bucket
    cdef signed char[::1] device
    cdef long long[::1] weight, capacity  # apart
    cdef int[::1] first_kind, ringing  # apart
    cdef signed char[::1] enabled, disabled, counted  # apart

cdef class Pools:  # a record a row
    cdef int[::1] front, listed, end, first, tier, tier_row
    cdef long long[::1] turn, lap

cdef class Groups:
    cdef long long[::1] strategy, disabled, weight, ageing, age_point, tier_wait, skill_relax
    cdef long long[::1] window, days, per_agent, late_joiner, max_waiting, max_wait, action, target
    cdef long long[::1] on_no_answer, break_length, short_break, silence, escalates_to
    cdef long long[::1] wrap_up_per_group, leave
    cdef long long[::1] kinds, kind_row, served_as, first_pool, first_member, open_tiers, first_line
    cdef long long[::1] open, chat_open, waiting, newcomers, staffed, staffed_calls, day, today, touched
    cdef long long[::1] crowd_at, crowd, crowd_sum, least, second

cdef class Schedule:
    cdef long long[::1] time, kind, subject

cpdef object doubled(object column)  # seldom
cpdef object kept(object column, Py_ssize_t size)  # seldom
