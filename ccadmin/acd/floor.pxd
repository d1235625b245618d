from .columns cimport Agents, Contacts, Groups, Members, Pools, Results, Schedule, Terms
from .diary cimport Diary
from .needs cimport Needs
from .places cimport Room
from .records cimport Candidates, Decisions, Log, Rings, Visits

cdef class Floor:
    cdef Contacts contacts
    cdef Results results
    cdef Agents agents
    cdef Members members
    cdef Terms terms
    cdef Pools pools
    cdef Groups groups
    cdef Schedule schedule
    cdef Diary agenda, silences
    cdef Room room
    cdef Needs needs
    cdef readonly Log log
    cdef readonly Visits visits
    cdef readonly Rings rings
    cdef readonly Decisions decisions
    cdef readonly Candidates candidates
    cdef long long[::1] roster, bucket, last_start, last_call_start, freed, touched
    cdef unsigned long long seed
    cdef readonly long long start, now, end
    cdef long long until, arrival, arrivals, next_contact, turn, turns, freed_count, touched_count, stirred
    cdef long long watched, watched_place, only
    cdef bint logging, pending, in_order, cross_channel
