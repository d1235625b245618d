"""Who may do what (S1, S2): one table, asked by `access can` and kept by the guard behind `--as`.

Roles in a center give the rights of the field's platforms: an agent handles contacts, a supervisor
listens in and sees figures, an admin changes settings and people. A manager sees those who report
to him or her, directly or through others. Without `--as`, whoever can write the file owns it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, select

from ccadmin.errors import NotPermittedError, RuleError
from ccadmin.models import Agent, Center, CenterMember, Group, Member
from ccadmin.tenant.finding import find_agent, find_center, find_group
from ccadmin.tenant.license_kinds import COVERS_CENTERS
from ccadmin.tenant.reporting import reports_of, reports_through_others
from ccadmin.vocabulary import CenterRole, Permission

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from ccadmin.changes import Change
    from ccadmin.engine import Snapshot
    from ccadmin.report.summary import Summary
    from ccadmin.store import Store

LEAST_ROLE: Final = {
    Permission.HANDLE_CONTACTS: CenterRole.AGENT,
    Permission.LISTEN_IN: CenterRole.SUPERVISOR,
    Permission.BARGE_IN: CenterRole.SUPERVISOR,
    Permission.TAKE_OVER: CenterRole.SUPERVISOR,
    Permission.DASHBOARD: CenterRole.SUPERVISOR,
    Permission.SET_ALERTS: CenterRole.SUPERVISOR,
    Permission.EDIT_SETTINGS: CenterRole.ADMIN,
    Permission.ASSIGN_PEOPLE: CenterRole.ADMIN,
}
"""S2: the least role in a center that gives each right there; a higher role has it too."""

RANK: Final = {role: rank for rank, role in enumerate(CenterRole)}
"""Roles in rising order: whatever one may, those after it may too."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What somebody may change (S2): the centers that he or she administers, and what is in them.

    It is taken when the tenant is opened, so that nobody becomes an admin by the change itself.
    """

    who: str
    centers: frozenset[str]

    @classmethod
    def of(cls, store: Store, who: Agent) -> Guard:
        """The guard of what a person may change."""
        rows = select(Center.name).join(CenterMember, col(CenterMember.center_id) == col(Center.id))
        mine = rows.where(CenterMember.agent_id == who.id, CenterMember.role == CenterRole.ADMIN)
        return cls(who.name, frozenset(store.session.exec(mine)))

    def __call__(self, change: Change) -> None:
        """Let a change pass.

        Raises:
            NotPermittedError: it is about no center, or about one that is not administered.
        """
        strange = sorted(change.centers - self.centers)
        if change.centers and not strange:
            return
        place = f'admin of center "{strange[0]}"' if strange else "the owner of the tenant"
        raise NotPermittedError(
            "not-permitted",
            f'"{self.who}" may not change {change.kind} "{change.name}": that takes {place}',
            hint="ask an admin of the center; the owner of the file leaves --as out",
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether somebody may do something, and the reason as one clause."""

    allowed: bool
    why: str


def can(store: Store, who: Agent, permission: Permission, what: str | None) -> Answer:
    """Whether somebody has a permission about a center, a group or a person.

    Args:
        store: the tenant.
        who: the person who asks.
        permission: what is to be done.
        what: the name of the center, the group (`see-group`) or the person (`see-person`); for
            `call-out` a center, or None for calling from nowhere in particular.

    Raises:
        NotFoundError: `what` does not exist.
        RuleError: `what` is missing.
    """
    if permission is Permission.CALL_OUT:
        return _calling_out(store, who, find_center(store, what) if what else None)
    if what is None:
        noun = _NOUNS.get(permission, "center")
        raise RuleError(
            "access-what",
            f"{permission} is about a {noun}, and none is named",
            hint=f"ccadmin access can WHO {permission} {noun.upper()}",
        )
    if permission is Permission.SEE_PERSON:
        return seeing_person(store, who, find_agent(store, what))
    if permission is Permission.SEE_GROUP:
        return seeing_group(store, who, find_group(store, what))
    return in_center(store, who, permission, find_center(store, what))


def in_center(store: Store, who: Agent, permission: Permission, center: Center) -> Answer:
    """Whether somebody's role in a center gives a right there."""
    row = store.session.get(CenterMember, (center.id, who.id))
    if row is None:
        return Answer(allowed=False, why=f'not assigned to center "{center.name}"')
    least = LEAST_ROLE[permission]
    allowed = RANK[row.role] >= RANK[least]
    suffix = "" if allowed else f", and {permission} needs {least}"
    return Answer(allowed, f'{row.role} in center "{center.name}"{suffix}')


def seeing_person(store: Store, who: Agent, person: Agent) -> Answer:
    """Whether somebody may see a person's logs, activity and performance (S1, S2)."""
    if person.id == who.id:
        return Answer(allowed=True, why="one's own")
    if person.id in reports(store, who):
        return Answer(allowed=True, why=f'manager of "{person.name}"')
    for center, role in _overseen(store, who):
        if store.session.get(CenterMember, (center.id, person.id)) is not None:
            return Answer(allowed=True, why=f'{role} in center "{center.name}"')
    return Answer(
        allowed=False, why=f'neither manager of "{person.name}" nor supervisor of their center'
    )


def seeing_group(store: Store, who: Agent, group: Group) -> Answer:
    """Whether somebody may see the figures of a group (S2)."""
    for center, role in _overseen(store, who):
        if center.id == group.center_id:
            return Answer(allowed=True, why=f'{role} in center "{center.name}"')
    members = store.session.exec(select(Member.agent_id).where(Member.group_id == group.id)).all()
    if reports(store, who).intersection(members):
        return Answer(allowed=True, why=f'manager of a member of "{group.name}"')
    return Answer(
        allowed=False, why=f'neither supervisor of the center of "{group.name}" nor manager in it'
    )


def reports(store: Store, manager: Agent) -> frozenset[int | None]:
    """The ids of those who report to a manager, directly or through others."""
    people = (*reports_of(store, manager), *reports_through_others(store, manager))
    return frozenset(person.id for person in people)


def seen_by(store: Store, who: Agent, snapshot: Snapshot, summary: Summary) -> Summary:
    """The figures of a run without those of persons and groups that somebody may not see."""
    groups, people = seen_of(store, who, snapshot)
    return replace(
        summary,
        agents=tuple(a for a in summary.agents if a.agent in people),
        groups=tuple(g for g in summary.groups if g.group in groups),
    )


def seen_of(store: Store, who: Agent, snapshot: Snapshot) -> tuple[set[int], set[int]]:
    """The groups and the people of a snapshot whose figures somebody may see, by their indexes.

    Whoever a file names and the tenant does not know comes after those, and is not seen.
    """
    people = {a.id for a in _everybody(store) if seeing_person(store, who, a).allowed}
    groups = {g.id for g in _every_group(store) if seeing_group(store, who, g).allowed}
    return (
        {i for i, group in enumerate(snapshot.groups) if group.id in groups},
        {i for i, agent in enumerate(snapshot.agents) if agent.id in people},
    )


def refuse_person(store: Store, who: Agent, name: str) -> None:
    """Keep the figures of a person from somebody who may not see them.

    Raises:
        NotFoundError: there is nobody of that name.
        NotPermittedError: `who` is neither the person nor set over the person.
    """
    answer = seeing_person(store, who, find_agent(store, name))
    if not answer.allowed:
        raise _no_figures(who, name, answer)


def refuse_group(store: Store, who: Agent, name: str) -> None:
    """Keep the figures of a group from somebody who may not see them.

    Raises:
        NotFoundError: there is no group of that name.
        NotPermittedError: `who` is neither supervisor of its center nor manager in it.
    """
    answer = seeing_group(store, who, find_group(store, name))
    if not answer.allowed:
        raise _no_figures(who, name, answer)


def refuse_outcomes(store: Store, who: Agent) -> None:
    """Keep a file of outcomes, which says who took each call, from somebody who may not know.

    Raises:
        NotPermittedError: there is a person whose logs `who` may not see.
    """
    _refuse_any(
        store, who, _everybody(store), "leave --out away; the figures hold what may be seen"
    )


def refuse_explanation(store: Store, who: Agent, people: Container[int | None]) -> None:
    """Keep an explanation, which says what people were at, from somebody who may not know.

    Raises:
        NotPermittedError: it names a person, by id, whose logs `who` may not see.
    """
    named = [person for person in _everybody(store) if person.id in people]
    _refuse_any(store, who, named, "explain contacts of people whose logs you may see")


def _refuse_any(store: Store, who: Agent, people: Sequence[Agent], hint: str) -> None:
    for person in people:
        if not (answer := seeing_person(store, who, person)).allowed:
            raise NotPermittedError(
                "not-permitted",
                f'"{who.name}" may not see which calls "{person.name}" took: {answer.why}',
                hint=hint,
            )


def everything(store: Store, who: Agent) -> list[dict[str, Any]]:
    """Every right that somebody has, one row each, with its reason."""
    return [
        {"permission": permission.value, "what": what, "why": answer.why}
        for permission, what, answer in _asked(store, who)
        if answer.allowed
    ]


def _no_figures(who: Agent, name: str, answer: Answer) -> NotPermittedError:
    return NotPermittedError(
        "not-permitted",
        f'"{who.name}" may not see the figures of "{name}": {answer.why}',
        hint=f"ccadmin access list {quote(who.name)} says what may be seen",
    )


def _calling_out(store: Store, who: Agent, center: Center | None) -> Answer:
    """S2: without a direct number, somebody calls out from a contact center only."""
    if center is None:
        allowed = who.direct_number is not None
        return Answer(allowed, "has a direct number" if allowed else "has no direct number")
    if store.session.get(CenterMember, (center.id, who.id)) is None:
        return Answer(allowed=False, why=f'not assigned to center "{center.name}"')
    allowed = who.license in COVERS_CENTERS
    verb = "covers" if allowed else "does not cover"
    return Answer(allowed, f"license {who.license} {verb} contact centers")


def _overseen(store: Store, who: Agent) -> list[tuple[Center, CenterRole]]:
    rows = store.session.exec(
        select(Center, CenterMember.role)
        .join(CenterMember, col(CenterMember.center_id) == col(Center.id))
        .where(CenterMember.agent_id == who.id)
        .order_by(Center.name_key)
    ).all()
    roles = [(center, CenterRole(role)) for center, role in rows]
    return [(c, role) for c, role in roles if RANK[role] >= RANK[CenterRole.SUPERVISOR]]


def _asked(store: Store, who: Agent) -> Iterator[tuple[Permission, str | None, Answer]]:
    """Every permission about every center, group and person, with its answer."""
    centers = store.session.exec(select(Center).order_by(Center.name_key)).all()
    for permission in LEAST_ROLE:
        for center in centers:
            yield permission, center.name, in_center(store, who, permission, center)
    for person in _everybody(store):
        yield Permission.SEE_PERSON, person.name, seeing_person(store, who, person)
    for group in _every_group(store):
        yield Permission.SEE_GROUP, group.name, seeing_group(store, who, group)
    yield Permission.CALL_OUT, None, _calling_out(store, who, None)
    for center in centers:
        yield Permission.CALL_OUT, center.name, _calling_out(store, who, center)


def _everybody(store: Store) -> Sequence[Agent]:
    return store.session.exec(select(Agent).order_by(Agent.name_key)).all()


def _every_group(store: Store) -> Sequence[Group]:
    return store.session.exec(select(Group).order_by(Group.name_key)).all()


_NOUNS: Final = {Permission.SEE_PERSON: "person", Permission.SEE_GROUP: "group"}
