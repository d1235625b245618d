from . cimport columns
from .floor cimport Floor
from .records cimport Log, Visits

cdef void note(Floor floor, long long kind, long long contact, long long group, long long agent) except *
cdef void note_visit(Floor floor, long long contact, long long group, long long reason) except *
