"""The one description of what a document may say: every field of every noun.

Reading, exporting, the JSON Schema and the tables of `docs/explanation/documents.md` follow it. The
name of a field is the option that sets it in the commands, without its dashes in front; the column is
its place in a record of `content.py`. `null` takes a field back to what a new object has.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ccadmin.chat_fields import CHAT_FIELDS
from ccadmin.tenant.document.chat_shapes import chat_shape
from ccadmin.tenant.document.content import trigger_field
from ccadmin.tenant.document.lists import References, Skills, Topics
from ccadmin.tenant.document.reference_shapes import HoursOf, Reference, Target
from ccadmin.tenant.document.shapes import (
    CounterWindow,
    Email,
    Extension,
    Instant,
    Level,
    Limit,
    Name,
    OnNoAnswer,
    Phone,
    Prose,
    Region,
    Shape,
    Switch,
    Week,
    Whole,
    Word,
    Zone,
)
from ccadmin.vocabulary import (
    AgentStatus,
    AtClosing,
    CenterRole,
    DatedKind,
    DeviceKind,
    GroupKind,
    LateJoiner,
    License,
    Order,
    Ring,
    Role,
    Scope,
    Status,
    Strategy,
    Trigger,
)

VERSION: Final = 1
"""The version of documents; additions keep it."""


@dataclass(frozen=True)
class Field:
    """One field of a noun.

    Attributes:
        name: its key in a document, and its column in a table.
        shape: what it may hold; None for lists of records and menus, which `nested` names.
        about: what it is for, in one line.
        default: what a new object has, and what `null` takes an object back to.
        column: its place in the record; the name with underscores unless it is said.
        required: whether `null` is refused.
        nested: of what its list or mapping is: a key of `NOUNS`, or `menu`.
    """

    name: str
    shape: Shape | None
    about: str
    default: Any = None
    column: str = ""
    required: bool = False
    nested: str = ""

    @cached_property
    def place(self) -> str:
        """Its place in the record."""
        return self.column or self.name.replace("-", "_")


SECONDS: Final = Whole()
OVERFLOW: Final = ("voicemail", "callback", "hang-up")
BRANCHES: Final = ("voicemail", "hang-up")

HOURS: Final = (
    Field("hours", Week(), "Weekly hours, as mon-fri 09:00-17:00; null: none of its own"),
    Field("hours-zone", Zone(), "Their time zone; null: that of the center, else of the tenant"),
    Field("exceptions", None, "Dates on which they differ", (), nested="exception"),
)

TENANT: Final = (
    Field("name", Name("tenant"), "What people call the tenant", required=True),
    Field("zone", Zone(), "Time zone, as Europe/Sofia", "UTC"),
    Field("region", Region(), "Region of phone numbers without a country code; ZZ: none", "ZZ"),
    Field("cross-channel", Switch(), "Whether people may chat beside a call", default=False),
)

CENTER: Final = (
    Field("name", Name("center"), "1 to 64 characters, unique", required=True),
    Field("description", Prose("description"), "What it is for"),
    Field("zone", Zone(), "Time zone of its hours"),
    Field("routing-type", Word(Strategy), "Strategy of its groups that name none"),
    Field("default-group", Reference("group"), "One of its groups", column="default_group_id"),
    Field("service-level", Level(), "Per cent within seconds, of its groups that name none"),
    *HOURS,
    Field("people", None, "Who is assigned to it", (), nested="person"),
    Field("chat-settings", None, "Where it differs from the tenant's", nested="chat"),
    Field("rules", None, "Its routing rules, the first that matches wins", (), nested="rule"),
)

PERSON: Final = (
    Field("agent", Reference("agent"), "Name, email address or #id", required=True),
    Field("role", Word(CenterRole), "What the agent is in the center", "agent"),
)

AGENT: Final = (
    Field("name", Name("agent"), "1 to 64 characters; others may share it", required=True),
    Field("email", Email(), "Unique; finds the agent as the name does"),
    Field("phone", Phone(), "Mobile; without + it is of the tenant's region"),
    Field("extension", Extension(), "2 to 8 digits, unique"),
    Field("ring", Word(Ring), "Where calls ring; null: at every number"),
    Field("role", Word(Role), "Others may report to a manager", "agent"),
    Field("license", Word(License), "All but voice cover centers", "contact-center"),
    Field("direct-number", Phone(), "Unique; lets the agent call out without a center"),
    Field("virtual", Switch(), "No person: needs no device and no number", default=False),
    Field("capacity", Whole(1, 100), "Chats at once; null: the center's limit"),
    Field("extension-delay", SECONDS, "Seconds until the extension is answered", 0),
    Field("mobile-delay", SECONDS, "Seconds until the mobile is answered", 0),
    Field("chat-delay", SECONDS, "Seconds until a chat is accepted", 0),
    Field("status", Word(AgentStatus), "Whether the agent takes contacts now", "available"),
    Field("status-reason", Prose("reason"), "Why"),
    Field("status-since", Instant(), "Since when; left out: since the change"),
    Field("skills", Skills(), "What the agent is able to do, 1 to 10", ()),
    Field("reports-to", References("agent"), "Managers", ()),
    *HOURS,
    Field("devices", None, "What calls ring on", (), nested="device"),
)

DEVICE: Final = (
    Field("name", Name("device"), "Unique for the agent; left out, it is the kind"),
    Field("kind", Word(DeviceKind), "What it is", required=True),
    Field("rings", Switch(), "Ring this device", default=True),
)

GROUP: Final = (
    Field("name", Name("group"), "1 to 64 characters, unique", required=True),
    Field("description", Prose("description"), "What it is for"),
    Field("kind", Word(GroupKind), "What it is formed by"),
    Field("strategy", Word(Strategy), "Who is offered a contact; null: as its center has it"),
    Field("status", Word(Status), "A disabled group takes no new contact", "enabled"),
    Field("center", Reference("center"), "The contact center it belongs to", column="center_id"),
    Field("topics", Topics(), "The kinds of problem it is responsible for", ()),
    Field("skills", Skills(), "What its work calls for, with the least level", ()),
    Field("escalates-to", Reference("group"), "The next group up", column="escalates_to_id"),
    Field("service-level", Level(), "Per cent within seconds; null: as its center has it"),
    Field("max-waiting", Limit(), "How many may wait, or unlimited"),
    Field("max-wait", Limit(), "How many seconds one may wait, or unlimited"),
    *(
        Field(
            f"on-{trigger}",
            Target(OVERFLOW),
            f"Where contacts overflow to when it is {trigger.replace('-', ' ')}",
            column=trigger_field(trigger),
        )
        for trigger in Trigger
    ),
    Field("wrap-up", SECONDS, "Seconds after each contact", 0),
    Field("wrap-up-scope", Word(Scope), "Whom it keeps from contacts", "agent"),
    Field("ring-time", Whole(1), "Seconds that an offer rings", 20),
    Field("on-no-answer", OnNoAnswer(), "What follows an offer that rang out", "next"),
    Field("break-length", Whole(1), "Seconds of the break that may follow", 300),
    Field("weight", Whole(-1000, 1000), "Of the group among others, higher first", 0),
    Field("order", Word(Order), "How priority and age combine", "strict"),
    Field("age-point", SECONDS, "Seconds of waiting that count as one priority", 60),
    Field("tier-wait", SECONDS, "Seconds until the next tier is asked", 0),
    Field("skill-relax", SECONDS, "Seconds until a level less will do; 0: never", 0),
    Field("window", CounterWindow(), "How far back counters reach", ("day", 1)),
    Field("scope", Word(Scope), "Whose work counts", "group"),
    Field("late-joiner", Word(LateJoiner), "What a late joiner's counter starts from", "zero"),
    Field("at-closing", Word(AtClosing), "What happens to those who wait at closing", "stay"),
    *HOURS,
    Field("members", None, "Its agents, in the order of their positions", (), nested="member"),
)

MEMBER: Final = (
    Field("agent", Reference("agent"), "Name, email address or #id", required=True),
    Field("weight", Whole(1, 100), "For the strategies that weigh", 1),
    Field("status", Word(Status), "A disabled member is offered nothing", "enabled"),
    Field("tier", Whole(1, 9), "Lower is asked first", 1),
    Field("position", Whole(1, 1_000_000), "Left out: one more than the member before"),
    Field("wrap-up", SECONDS, "Seconds; null: the group's"),
)

FLOW: Final = (
    Field("name", Name("flow"), "1 to 64 characters, unique", required=True),
    Field("number", Phone(), "The number that is dialled, unique"),
    Field("greeting", Prose("greeting"), "What is said before a key is pressed"),
    Field("repeats", Whole(0, 9), "How often a menu is said again", 2),
    Field("center", Reference("center"), "The contact center it belongs to", column="center_id"),
    Field("hours", HoursOf(), "Whose hours it keeps: group:NAME or center:NAME"),
    Field("menu", None, "Key: where it leads, or a menu of its own", nested="menu"),
    Field("otherwise", Target(BRANCHES, dangling=True), "Without a key, or with wrong ones"),
    Field("after-hours", Target(BRANCHES, dangling=True), "Outside the hours"),
)

MENU: Final = (
    Field("greeting", Prose("greeting"), "What the menu says"),
    Field("menu", None, "Key: where it leads, or a menu of its own", nested="menu"),
)

RULE: Final = (
    Field("if", None, "Conditions, as topic=billing; none: the default at the end", nested="if"),
    Field("to", Reference("group"), "The group"),
    Field("deleted", Name("group"), "Instead: the name of a group that is no more"),
)

EXCEPTION: Final = (
    Field("dates", Prose("dates"), "2026-12-24, 2026-12-24..2026-12-31, or yearly 12-24", required=True),
    Field("kind", Word(DatedKind), "What it does to these dates", required=True),
    Field("times", Prose("times"), "Ranges, as 10:00-14:00; left out: all day"),
    Field("since", Whole(1, 9999), "The year with which a yearly one begins"),
    Field("name", Prose("name"), "What people call it"),
    Field("origin", Prose("origin"), "Who wrote it, where no person did: holidays:BG"),
)  # fmt: skip

CHAT: Final = (
    *(Field(f.name.replace("_", "-"), chat_shape(f), f.help) for f in CHAT_FIELDS.values()),
    *HOURS,
)

NOUNS: Final[dict[str, tuple[Field, ...]]] = {
    "tenant": TENANT,
    "center": CENTER,
    "person": PERSON,
    "agent": AGENT,
    "device": DEVICE,
    "group": GROUP,
    "member": MEMBER,
    "flow": FLOW,
    "rule": RULE,
    "exception": EXCEPTION,
    "chat": CHAT,
}
"""Every kind of record with its fields, in the order in which an export writes them."""

SHORT: Final = {"person": "agent", "member": "agent", "device": "kind"}
"""The field that stands for a record written as one word."""

WITH_ID: Final = frozenset({"center", "agent", "group", "flow"})
"""What may be named by its id too, so that a document can give it another name."""

FIELDS: Final = {noun: {field.name: field for field in fields} for noun, fields in NOUNS.items()}
"""Every field by its name."""

BY_PLACE: Final = {noun: {field.place: field for field in fields} for noun, fields in NOUNS.items()}
"""Every field by its place in the record."""
