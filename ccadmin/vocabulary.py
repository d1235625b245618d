"""The closed word lists of the field: one enum for each set of words that a tenant may hold.

They stand apart from `models.py` because the command line needs them for `--help` and for
completion, where loading the database layer would cost forty bare interpreter starts.
The words are those of the source documents S0 to S4; `docs/explanation/routing.md` says what
each one does.
"""

from __future__ import annotations

from enum import StrEnum


class Strategy(StrEnum):
    """Who in a group is offered the next contact (S0, S4)."""

    RANDOM = "random"
    CALL_DURATION = "call-duration"
    CALL_COUNT = "call-count"
    PRIORITY = "priority"
    LONGEST_IDLE = "longest-idle"
    ROUND_ROBIN = "round-robin"
    LINEAR = "linear"
    SKILLS = "skills"
    RING_ALL = "ring-all"
    LEAST_LOADED = "least-loaded"


class Status(StrEnum):
    """Whether a group takes new contacts, or a member is offered them (S0)."""

    ENABLED = "enabled"
    DISABLED = "disabled"


class Ring(StrEnum):
    """Incoming-call preference of an agent (S1)."""

    SIMULTANEOUS = "simultaneous"
    EXTENSION_FIRST = "extension-first"
    EXTENSION_ONLY = "extension-only"
    MOBILE_ONLY = "mobile-only"


class Role(StrEnum):
    """What a person is in the tenant (S1)."""

    AGENT = "agent"
    MANAGER = "manager"


class DeviceKind(StrEnum):
    """What an agent's calls can ring on (S2)."""

    DESKTOP = "desktop"
    LAPTOP = "laptop"
    MOBILE = "mobile"
    DESK_PHONE = "desk-phone"
    ROOM_PHONE = "room-phone"
    FORWARDING_NUMBER = "forwarding-number"


class AgentStatus(StrEnum):
    """Whether a person takes contacts at the moment (S4 sets a break by itself)."""

    AVAILABLE = "available"
    BREAK = "break"
    OFFLINE = "offline"


class License(StrEnum):
    """What a person is licensed for (S2); all but `voice` cover contact centers."""

    VOICE = "voice"
    CONTACT_CENTER = "contact-center"
    SALES = "sales"
    VOICE_CALL_CENTER_ADDON = "voice-call-center-addon"


class CenterRole(StrEnum):
    """What a person is in one contact center (S2)."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class GroupKind(StrEnum):
    """What a group is formed by (S3)."""

    DEPARTMENT = "department"
    SKILL_LEVEL = "skill-level"
    LOCATION = "location"
    CUSTOMER_TYPE = "customer-type"


class NoAnswer(StrEnum):
    """What follows when a member lets an offer ring out; `break` carries its length beside it."""

    NEXT = "next"
    RETRY = "retry"
    BREAK = "break"


class Permission(StrEnum):
    """What somebody may be allowed to do (S1, S2)."""

    HANDLE_CONTACTS = "handle-contacts"
    LISTEN_IN = "listen-in"
    BARGE_IN = "barge-in"
    TAKE_OVER = "take-over"
    DASHBOARD = "dashboard"
    SET_ALERTS = "set-alerts"
    EDIT_SETTINGS = "edit-settings"
    ASSIGN_PEOPLE = "assign-people"
    SEE_PERSON = "see-person"
    SEE_GROUP = "see-group"
    CALL_OUT = "call-out"


class Needs(StrEnum):
    """What a command needs of somebody named by `--as`; every command declares it."""

    NOTHING = "nothing"
    CENTER_ADMIN = "center-admin"
    OWNER = "owner"
    FIGURES = "figures"


class Trigger(StrEnum):
    """Why a contact overflows out of a group."""

    FULL = "full"
    TIMEOUT = "timeout"
    CLOSED = "closed"
    NOBODY_STAFFED = "nobody-staffed"


class OverflowAction(StrEnum):
    """Where an overflowing contact goes."""

    GROUP = "group"
    VOICEMAIL = "voicemail"
    CALLBACK = "callback"
    HANG_UP = "hang-up"


class Order(StrEnum):
    """How priority and age combine in a group's queue."""

    STRICT = "strict"
    AGEING = "ageing"


class Window(StrEnum):
    """How far back a group's counters reach; `rolling` carries a number of days beside it."""

    DAY = "day"
    SHIFT = "shift"
    ROLLING = "rolling"
    ALL = "all"


class Scope(StrEnum):
    """Whose work counts: what a member did in this group, or in every group."""

    GROUP = "group"
    AGENT = "agent"


class LateJoiner(StrEnum):
    """What a member's counter starts from when a shift begins while others have worked."""

    ZERO = "zero"
    MIN = "min"
    MEAN = "mean"


class AtClosing(StrEnum):
    """What happens to the contacts that still wait when a group closes."""

    STAY = "stay"
    LEAVE = "leave"


class Channel(StrEnum):
    """What a contact comes by (S2, S4). Chats share a person's attention, the others take it whole."""

    CALL = "call"
    CHAT = "chat"
    EMAIL = "email"
    TICKET = "ticket"


class Outcome(StrEnum):
    """How a contact ended."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    VOICEMAIL = "voicemail"
    CALLBACK = "callback"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    WAITING = "waiting"
    CLOSED_BY_TIMEOUT = "closed-by-timeout"


class Reason(StrEnum):
    """Why a contact that was not answered ended as it did."""

    NONE = ""
    PATIENCE = "patience"
    FULL = "full"
    TIMEOUT = "timeout"
    CLOSED = "closed"
    NOBODY_STAFFED = "nobody-staffed"
    GROUP_DELETED = "group-deleted"
    GROUP_DISABLED = "group-disabled"
    NO_ROUTE = "no-route"
    TOO_MANY_HOPS = "too-many-hops"
    HORIZON = "horizon"
    FLOW = "flow"
    FLOW_DEAD_END = "flow-dead-end"


class Allocation(StrEnum):
    """How a chat finds the group or person that serves it (S4)."""

    AUTOMATIC = "automatic"
    USER_SELECTS_GROUP = "user-selects-group"
    BUSINESS_SERVER = "business-server"


class ServiceMode(StrEnum):
    """Whether a chat starts by itself or when the agent connects (S4)."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"


class FlowAction(StrEnum):
    """What a branch of a call flow does with a caller (S0, S1)."""

    GROUP = "group"
    MENU = "menu"
    VOICEMAIL = "voicemail"
    HANG_UP = "hang-up"


class Comparison(StrEnum):
    """How a condition of a routing rule looks at a contact's attribute (S3)."""

    IS = "is"
    STARTS_WITH = "starts-with"
    PRESENT = "present"


class Severity(StrEnum):
    """How bad a finding of `ccadmin check` is, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class HoursOwner(StrEnum):
    """Who may have weekly hours (S1, S4)."""

    AGENT = "agent"
    GROUP = "group"
    CENTER = "center"
    CHAT = "chat"


class DatedKind(StrEnum):
    """What a dated exception does to its dates; whatever stands first here beats what follows."""

    CLOSED = "closed"
    HOLIDAY = "holiday"
    OPEN = "open"
    ALSO = "also"


class Show(StrEnum):
    """The tables of a report, and its pictures."""

    ALL = "all"
    TOTALS = "totals"
    ENDINGS = "endings"
    CHANNELS = "channels"
    CENTERS = "centers"
    GROUPS = "groups"
    AGENTS = "agents"
    SERVICE = "service"
    OFFERS = "offers"
    INTERVALS = "intervals"
    CHARTS = "charts"


class Interval(StrEnum):
    """The lengths of the rows by time of day, in minutes."""

    QUARTER = "15"
    HALF = "30"
    HOUR = "60"


class Theme(StrEnum):
    """The colours of the wallboard; `terminal` takes those that the terminal has."""

    DARK = "dark"
    LIGHT = "light"
    TERMINAL = "terminal"


class LevelVariant(StrEnum):
    """What a service level is a share of, and whether abandoned contacts count; figures.md tells."""

    ANSWERED = "answered"
    OF_OFFERED = "of-offered"
    WITH_ABANDONED = "with-abandoned"
    ABANDONED_INSIDE = "abandoned-inside"
    WITHOUT_SHORT_ABANDONS = "without-short-abandons"
