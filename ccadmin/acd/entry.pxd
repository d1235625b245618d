from . cimport log, ranking, ringing, service, waiting, witness
from .columns cimport Groups, Results
from .floor cimport Floor
from .places cimport Room

cdef long long MOST_HOPS

cdef void arrive(Floor floor, long long contact) except *
cdef void turn_away(Floor floor, long long contact, long long entry) except *  # seldom
cdef void enter(Floor floor, long long contact, long long group, bint own_offer) except *
cdef long long turned_away(Floor floor, long long contact, long long group, bint own_offer) except? -1
cdef bint is_nobody_staffed(Floor floor, long long group, long long kind) noexcept
cdef bint is_full(Floor floor, long long group) noexcept
cdef long long overflow(Floor floor, long long contact, long long group, long long trigger) except? -1
cdef void escalate(Floor floor, long long contact) except *
cdef void refuse_newcomers(Floor floor) except *
cdef void spill(Floor floor, long long place, long long trigger) except *
cdef void give_up(Floor floor, long long place) except *
cdef void end(Floor floor, long long contact, long long outcome, long long reason) except *
