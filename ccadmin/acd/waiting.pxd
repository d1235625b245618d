from . cimport codes, forest, places
from .floor cimport Floor
from .places cimport Room

cdef long long join(Floor floor, long long contact, long long group) except? -1
cdef void leave(Floor floor, long long place) noexcept
cdef void move_up(Floor floor, long long place) noexcept
cdef long long first_for(Floor floor, long long group, long long depth) noexcept
cdef bint ranks_before(Floor floor, long long one, long long other) noexcept
cdef void stand(Room room, long long place, long long line) noexcept
cdef void set_timer(Floor floor, long long place) noexcept
cdef void welcome(Floor floor, long long place) noexcept
cdef long long next_newcomer(Floor floor) noexcept
