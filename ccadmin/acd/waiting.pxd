from . cimport forest, lines, needs, places, timers
from .columns cimport Agents, Groups, Members
from .floor cimport Floor
from .lines cimport Lines
from .places cimport Room

cdef long long take_place(Floor floor, long long contact, long long group) except? -1
cdef long long join(Floor floor, long long contact, long long group) except? -1
cdef void leave(Floor floor, long long place) noexcept
cdef void stand(Floor floor, long long place) except *
cdef void step_out(Floor floor, long long place) noexcept
cdef void move_up(Floor floor, long long place) except *
cdef void relax(Floor floor, long long place) except *
cdef void change_line(Floor floor, long long place) except *
cdef long long first_for(Floor floor, long long member) noexcept
cdef long long first_to_leave(Floor floor, long long group, bint chats) noexcept  # seldom
cdef bint ranks_before(Floor floor, long long one, long long other) noexcept
cdef bint is_barred(Floor floor, long long place, long long member) noexcept
cdef bint is_anyone_untried(Floor floor, long long place) noexcept  # seldom
cdef void set_timer(Floor floor, long long place) noexcept
cdef long long ringing_leads(Floor floor, long long place) noexcept
cdef void welcome(Floor floor, long long place) noexcept
cdef void stop_testing(Floor floor, long long place) noexcept
cdef long long next_newcomer(Floor floor) noexcept
cdef long long kind_of(Floor floor, long long contact) noexcept
cdef long long needs_of(Floor floor, long long contact) noexcept
