from . cimport columns
from .columns cimport Results
from .floor cimport Floor
from .places cimport Room
from .records cimport Log, Rings, Visits

cdef void note(Floor floor, long long kind, long long contact, long long group, long long agent) except *
cdef void note_detail(Floor floor, long long kind, long long contact, long long group, long long agent, long long detail) except *
cdef void write(Floor floor, long long kind, long long contact, long long group, long long agent, long long detail) except *  # seldom
cdef void note_visit(Floor floor, long long contact, long long reason) except *
cdef void note_ring(Floor floor, long long place, long long agent, long long result) except *
