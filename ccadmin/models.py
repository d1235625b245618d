"""The tables of a tenant: its vocabulary in rows, and the limits that the database itself keeps.

Every named object carries its name as typed and a casefolded `name_key` by which it is found, and
a stable integer id. Rules that one row can break are CHECK constraints here; rules that need to
look at other rows are in `tenant/`. Times are RFC 3339, UTC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy import Enum as Words
from sqlmodel import Field, SQLModel

from ccadmin.vocabulary import (
    AgentStatus,
    Allocation,
    AtClosing,
    CenterRole,
    DatedKind,
    DeviceKind,
    GroupKind,
    LateJoiner,
    License,
    NoAnswer,
    Order,
    OverflowAction,
    Ring,
    Role,
    Scope,
    ServiceMode,
    Status,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from enum import StrEnum


def words(vocabulary: type[StrEnum]) -> Any:
    """A text column that holds the words of one enum and nothing else."""
    return Words(
        vocabulary,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        name=vocabulary.__name__.lower(),
    )


def within(column: str, least: int, most: int | None = None) -> CheckConstraint:
    """A CHECK that keeps a number in its range; NULL always passes."""
    rule = f"{column} >= {least}" if most is None else f"{column} BETWEEN {least} AND {most}"
    return CheckConstraint(rule, name=f"{column}_range")


IDS_ARE_NEVER_REUSED: Final = {"sqlite_autoincrement": True}
"""Table option of whatever people name by `#id`, the audit log by `object_id`, and undo by both."""


class Tenant(SQLModel, table=True):
    """What holds for the whole file: exactly one row.

    With `cross_channel` people may have chats in hand beside a call.
    """

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True)
    name: str
    zone: str
    region: str
    cross_channel: bool = False
    created_at: str


class Center(SQLModel, table=True):
    """A contact center (S2)."""

    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 64", name="name_length"),
        within("service_percent", 1, 100),
        within("service_seconds", 0),
        IDS_ARE_NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    description: str | None = None
    zone: str | None = None
    routing_type: Strategy | None = Field(default=None, sa_type=words(Strategy))
    default_group_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="SET NULL", index=True
    )
    service_percent: int | None = None
    service_seconds: int | None = None


class Agent(SQLModel, table=True):
    """A person who takes contacts (S1, S2, S3); names need not be unique, emails are.

    A `capacity` of None is the chat limit of the center; delays are seconds until the agent picks
    up; a `status_since` of None means since the agent was added.
    """

    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 64", name="name_length"),
        within("capacity", 1, 100),
        within("extension_delay", 0),
        within("mobile_delay", 0),
        within("chat_delay", 0),
        IDS_ARE_NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    email: str | None = None
    email_key: str | None = Field(default=None, unique=True)
    phone: str | None = None
    extension: str | None = Field(default=None, unique=True)
    ring: Ring | None = Field(default=None, sa_type=words(Ring))
    role: Role = Field(default=Role.AGENT, sa_type=words(Role))
    license: License = Field(default=License.CONTACT_CENTER, sa_type=words(License))
    direct_number: str | None = Field(default=None, unique=True)
    virtual: bool = False
    capacity: int | None = None
    extension_delay: int = 0
    mobile_delay: int = 0
    chat_delay: int = 0
    status: AgentStatus = Field(default=AgentStatus.AVAILABLE, sa_type=words(AgentStatus))
    status_reason: str | None = None
    status_since: str | None = None


class Device(SQLModel, table=True):
    """Something that an agent's calls can ring on (S2), found by its name among the agent's own."""

    __table_args__ = (CheckConstraint("length(name) BETWEEN 1 AND 64", name="name_length"),)

    agent_id: int = Field(foreign_key="agent.id", primary_key=True, ondelete="CASCADE")
    name_key: str = Field(primary_key=True)
    name: str
    kind: DeviceKind = Field(sa_type=words(DeviceKind))
    rings: bool = True


class AgentSkill(SQLModel, table=True):
    """What an agent is able to do, and how well: 1 to 10."""

    __tablename__: ClassVar[Any] = "agent_skill"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 64", name="name_length"),
        within("proficiency", 1, 10),
    )

    agent_id: int = Field(foreign_key="agent.id", primary_key=True, ondelete="CASCADE")
    name_key: str = Field(primary_key=True)
    name: str
    proficiency: int


class LicenseSeats(SQLModel, table=True):
    """How many people a tenant may give a license to (S2); a kind without a row is unlimited."""

    __tablename__: ClassVar[Any] = "license_seats"
    __table_args__ = (within("seats", 0),)

    license: License = Field(primary_key=True, sa_type=words(License))
    seats: int


class Reporting(SQLModel, table=True):
    """One agent reports to one manager (S1); a manager with reports cannot be deleted."""

    __table_args__ = (CheckConstraint("agent_id <> manager_id", name="not_oneself"),)

    agent_id: int = Field(foreign_key="agent.id", primary_key=True, ondelete="CASCADE")
    manager_id: int = Field(
        foreign_key="agent.id", primary_key=True, ondelete="RESTRICT", index=True
    )


class CenterMember(SQLModel, table=True):
    """One agent assigned to one contact center, with a role there (S2)."""

    __tablename__: ClassVar[Any] = "center_member"

    center_id: int = Field(foreign_key="center.id", primary_key=True, ondelete="CASCADE")
    agent_id: int = Field(foreign_key="agent.id", primary_key=True, ondelete="CASCADE", index=True)
    role: CenterRole = Field(default=CenterRole.AGENT, sa_type=words(CenterRole))


class Group(SQLModel, table=True):
    """A group of agents (S0), also called department or queue (S3).

    `strategy` None means the routing type of its center, else longest-idle; a limit of None means
    unlimited; seconds are whole. The table is called `team` because GROUP is a word of SQL.
    """

    __tablename__: ClassVar[Any] = "team"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 64", name="name_length"),
        within("max_waiting", 0),
        within("max_wait", 0),
        within("service_percent", 1, 100),
        within("service_seconds", 0),
        within("wrap_up", 0),
        within("ring_time", 1),
        within("weight", -1000, 1000),
        within("age_point", 0),
        within("tier_wait", 0),
        within("window_days", 1, 366),
        within("break_length", 1),
        within("skill_relax", 0),
        CheckConstraint("id <> escalates_to_id", name="not_up_to_itself"),
        IDS_ARE_NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    description: str | None = None
    kind: GroupKind | None = Field(default=None, sa_type=words(GroupKind))
    strategy: Strategy | None = Field(default=None, sa_type=words(Strategy))
    status: Status = Field(default=Status.ENABLED, sa_type=words(Status))
    center_id: int | None = Field(
        default=None, foreign_key="center.id", ondelete="RESTRICT", index=True
    )
    escalates_to_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="SET NULL", index=True
    )
    max_waiting: int | None = None
    max_wait: int | None = None
    service_percent: int | None = None
    service_seconds: int | None = None
    wrap_up: int = 0
    wrap_up_scope: Scope = Field(default=Scope.AGENT, sa_type=words(Scope))
    ring_time: int = 20
    on_no_answer: NoAnswer = Field(default=NoAnswer.NEXT, sa_type=words(NoAnswer))
    break_length: int = 300
    weight: int = 0
    order: Order = Field(default=Order.STRICT, sa_type=words(Order))
    age_point: int = 60
    tier_wait: int = 0
    window: Window = Field(default=Window.DAY, sa_type=words(Window))
    window_days: int = 1
    scope: Scope = Field(default=Scope.GROUP, sa_type=words(Scope))
    late_joiner: LateJoiner = Field(default=LateJoiner.ZERO, sa_type=words(LateJoiner))
    at_closing: AtClosing = Field(default=AtClosing.STAY, sa_type=words(AtClosing))
    skill_relax: int = 0


class GroupSkill(SQLModel, table=True):
    """A skill that a group's work calls for (S3), and the least proficiency in it: 1 to 10."""

    __tablename__: ClassVar[Any] = "group_skill"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 64", name="name_length"),
        within("level", 1, 10),
    )

    group_id: int = Field(foreign_key="team.id", primary_key=True, ondelete="CASCADE")
    name_key: str = Field(primary_key=True)
    name: str
    level: int = 1


class Topic(SQLModel, table=True):
    """A kind of problem that a group is responsible for (S3); each is the business of one group."""

    __table_args__ = (CheckConstraint("length(name) BETWEEN 1 AND 64", name="name_length"),)

    name_key: str = Field(primary_key=True)
    name: str
    group_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)


class Overflow(SQLModel, table=True):
    """Where contacts go that a group does not keep; a trigger without a row hangs up."""

    __table_args__ = (
        CheckConstraint("(action = 'group') = (target_id IS NOT NULL)", name="target_of_group"),
        CheckConstraint("group_id <> target_id", name="not_itself"),
    )

    group_id: int = Field(foreign_key="team.id", primary_key=True, ondelete="CASCADE")
    trigger: Trigger = Field(primary_key=True, sa_type=words(Trigger))
    action: OverflowAction = Field(sa_type=words(OverflowAction))
    target_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="RESTRICT", index=True
    )


class Member(SQLModel, table=True):
    """One agent in one group (S0): weight and status, and our tier, position and wrap-up."""

    __table_args__ = (
        within("weight", 1, 100),
        within("tier", 1, 9),
        within("position", 1),
        within("wrap_up", 0),
    )

    group_id: int = Field(foreign_key="team.id", primary_key=True, ondelete="CASCADE")
    agent_id: int = Field(foreign_key="agent.id", primary_key=True, ondelete="CASCADE", index=True)
    weight: int = 1
    status: Status = Field(default=Status.ENABLED, sa_type=words(Status))
    tier: int = 1
    position: int
    wrap_up: int | None = None


class ChatSettings(SQLModel, table=True):
    """Chat settings (S4) of a center, or of the tenant where `center_id` is NULL.

    A NULL field inherits: a center's from the tenant's, the tenant's from the built-in default.
    """

    __tablename__: ClassVar[Any] = "chat_settings"
    __table_args__ = (
        Index("one_chat_settings_per_owner", text("coalesce(center_id, 0)"), unique=True),
        within("callback_timeout", 1, 60),
        within("accept_timeout", 1),
        within("break_length", 1),
        within("max_users", 1, 100),
        within("silence_timeout", 1),
        within("rating_validity", 1),
        IDS_ARE_NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    center_id: int | None = Field(default=None, foreign_key="center.id", ondelete="CASCADE")
    welcome: str | None = None
    manual_access_in_progress: str | None = None
    transfer_successful: str | None = None
    transfer_failed: str | None = None
    allocation: Allocation | None = Field(default=None, sa_type=words(Allocation))
    callback_url: str | None = None
    callback_timeout: int | None = None
    callback_fallback: Allocation | None = Field(default=None, sa_type=words(Allocation))
    service_mode: ServiceMode | None = Field(default=None, sa_type=words(ServiceMode))
    accept_timeout: int | None = None
    short_break: bool | None = None
    break_length: int | None = None
    max_users: int | None = None
    queue_message: str | None = None
    silence_timeout: int | None = None
    timeout_closure: bool | None = None
    timeout_message: str | None = None
    proactive_closure: bool | None = None
    proactive_message: str | None = None
    after_hours_reply: str | None = None
    rating_by_agent: bool | None = None
    rating_after_conversation: bool | None = None
    rating_invitation: str | None = None
    rating_submission: str | None = None
    rating_validity: int | None = None


class Hours(SQLModel, table=True):
    """The weekly hours of one owner: exactly one of the four ids is set.

    A `zone` of None is the owner's own: a group's center's, else the tenant's.
    """

    __table_args__ = (
        CheckConstraint(
            "(agent_id IS NOT NULL) + (group_id IS NOT NULL) + (center_id IS NOT NULL)"
            " + (chat_settings_id IS NOT NULL) = 1",
            name="one_owner",
        ),
        IDS_ARE_NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    agent_id: int | None = Field(
        default=None, foreign_key="agent.id", ondelete="CASCADE", unique=True
    )
    group_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="CASCADE", unique=True
    )
    center_id: int | None = Field(
        default=None, foreign_key="center.id", ondelete="CASCADE", unique=True
    )
    chat_settings_id: int | None = Field(
        default=None, foreign_key="chat_settings.id", ondelete="CASCADE", unique=True
    )
    zone: str | None = None


class HoursRange(SQLModel, table=True):
    """One weekly range: minutes from the local midnight of a weekday (Monday is 0), end excluded."""

    __tablename__: ClassVar[Any] = "hours_range"
    __table_args__ = (
        within("weekday", 0, 6),
        within("start_minute", 0, 1439),
        CheckConstraint("end_minute > start_minute AND end_minute <= 2880", name="end_after_start"),
    )

    hours_id: int = Field(foreign_key="hours.id", primary_key=True, ondelete="CASCADE")
    weekday: int = Field(primary_key=True)
    start_minute: int = Field(primary_key=True)
    end_minute: int


class HoursException(SQLModel, table=True):
    """Dates on which the hours of one owner differ: exactly one of the four ids is set.

    The dates are `2026-12-24`, or `12-24` for every year from `since` on. Without a range a closing
    is for all day. `origin` says who wrote it, None for a person: `holidays:BG`, `ical:UID`.
    """

    __tablename__: ClassVar[Any] = "hours_exception"
    __table_args__ = (
        CheckConstraint(
            "(agent_id IS NOT NULL) + (group_id IS NOT NULL) + (center_id IS NOT NULL)"
            " + (chat_settings_id IS NOT NULL) = 1",
            name="one_owner",
        ),
        CheckConstraint("length(first) IN (5, 10) AND length(last) = length(first)", name="dates"),
        CheckConstraint("length(first) = 5 OR first <= last", name="last_after_first"),
        CheckConstraint("since IS NULL OR length(first) = 5", name="since_of_yearly"),
        IDS_ARE_NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    agent_id: int | None = Field(
        default=None, foreign_key="agent.id", ondelete="CASCADE", index=True
    )
    group_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="CASCADE", index=True
    )
    center_id: int | None = Field(
        default=None, foreign_key="center.id", ondelete="CASCADE", index=True
    )
    chat_settings_id: int | None = Field(
        default=None, foreign_key="chat_settings.id", ondelete="CASCADE", index=True
    )
    kind: DatedKind = Field(sa_type=words(DatedKind))
    first: str
    last: str
    since: int | None = None
    name: str | None = None
    origin: str | None = None


class HoursExceptionRange(SQLModel, table=True):
    """Part of a dated exception: minutes from the local midnight of its date, end excluded."""

    __tablename__: ClassVar[Any] = "hours_exception_range"
    __table_args__ = (
        within("start_minute", 0, 1439),
        CheckConstraint("end_minute > start_minute AND end_minute <= 2880", name="end_after_start"),
    )

    exception_id: int = Field(
        foreign_key="hours_exception.id", primary_key=True, ondelete="CASCADE"
    )
    start_minute: int = Field(primary_key=True)
    end_minute: int


class Migration(SQLModel, table=True):
    """A schema step that this file has taken."""

    version: int = Field(primary_key=True)
    name: str
    applied_at: str
