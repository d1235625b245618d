"""The tables of how contacts enter (S0, S1, S3): call flows and routing rules.

They stand apart from `models.py` because few commands need them, and every table that is declared
takes its time at the start. A reference to a group is a nullable foreign key beside the name that
the group had: when the group is deleted, flows and rules dangle, and can still say where they led.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from ccadmin.models import IDS_ARE_NEVER_REUSED, within, words
from ccadmin.vocabulary import Comparison, FlowAction


class Flow(SQLModel, table=True):
    """A call flow: the number that is dialled, and what is said before a key is pressed.

    Its hours are those of the group or center that it names, else those of its own center.
    """

    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 64", name="name_length"),
        CheckConstraint("hours_group_id IS NULL OR hours_center_id IS NULL", name="one_schedule"),
        within("repeats", 0, 9),
        IDS_ARE_NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    number: str | None = Field(default=None, unique=True)
    greeting: str | None = None
    repeats: int = 2
    center_id: int | None = Field(
        default=None, foreign_key="center.id", ondelete="SET NULL", index=True
    )
    hours_group_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="SET NULL", index=True
    )
    hours_center_id: int | None = Field(
        default=None, foreign_key="center.id", ondelete="SET NULL", index=True
    )


class FlowBranch(SQLModel, table=True):
    """One way through a flow: `keys` is the path of keys that leads there, menu by menu.

    The path names the menus on the way by itself, so that no menu can lead back into another. Two
    words stand for ways without a key: `otherwise` and `after-hours`.
    """

    __tablename__: ClassVar[Any] = "flow_branch"
    __table_args__ = (
        CheckConstraint("(action = 'group') = (group_name IS NOT NULL)", name="name_of_group"),
        CheckConstraint("group_id IS NULL OR action = 'group'", name="group_of_action"),
        CheckConstraint("greeting IS NULL OR action = 'menu'", name="greeting_of_menu"),
    )

    flow_id: int = Field(foreign_key="flow.id", primary_key=True, ondelete="CASCADE")
    keys: str = Field(primary_key=True)
    action: FlowAction = Field(sa_type=words(FlowAction))
    group_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="SET NULL", index=True
    )
    group_name: str | None = None
    greeting: str | None = None


class Rule(SQLModel, table=True):
    """A routing rule (S3) in the list of a center, or of the tenant where `center_id` is NULL.

    One without conditions is the default at the end of its list.
    """

    __table_args__ = (
        Index("ix_rule_place", text("coalesce(center_id, 0)"), "place", unique=True),
        within("place", 1),
        IDS_ARE_NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    center_id: int | None = Field(default=None, foreign_key="center.id", ondelete="CASCADE")
    place: int
    group_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="SET NULL", index=True
    )
    group_name: str


class RuleCondition(SQLModel, table=True):
    """One condition of a rule; the words that it compares with are separated by line ends."""

    __tablename__: ClassVar[Any] = "rule_condition"
    __table_args__ = (
        CheckConstraint("(comparison = 'present') = (wanted = '')", name="wanted_of_comparison"),
    )

    rule_id: int = Field(foreign_key="rule.id", primary_key=True, ondelete="CASCADE")
    place: int = Field(primary_key=True)
    attribute: str
    comparison: Comparison = Field(sa_type=words(Comparison))
    wanted: str = ""
