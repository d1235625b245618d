"""Which object a record of a document is about: one that the tenant has, or a new one.

An object is found by its id, else an agent by the email address, else by its name. What documents call
by an id may have another name from now on; a name then means whoever has it afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from ccadmin.tenant.names import key_of

if TYPE_CHECKING:
    from ccadmin.documents.nodes import Problems
    from ccadmin.tenant.document.content import Content
    from ccadmin.tenant.document.stated import Stated

TABLE_OF: Final = {"center": "center", "agent": "agent", "group": "team", "flow": "flow"}
"""The table that gives the ids of each noun."""

About = dict[int, list["Stated"]]
"""What is stated of each object, by its id."""


def identify(noun: str, stated: list[Stated], content: Content, problems: Problems) -> About:
    """What is stated of each object; new ones get the ids that the tenant gives next.

    Ids are given in the order in which objects first stand in the documents.
    """
    finder = _Finder(noun, content, problems)
    for each in stated:
        if each.id is not None:
            finder.by_id(each)
    if noun == "agent":
        for each in stated:
            if each.id is None and each.values.get("email") is not None:
                finder.by_email(each)
    for each in stated:
        if id(each) not in finder.tokens:
            finder.by_name(each)
    return finder.about(stated)


class _Finder:
    def __init__(self, noun: str, content: Content, problems: Problems) -> None:
        self.noun, self.content, self.problems = noun, content, problems
        self.objects = content.of(noun)
        self.tokens: dict[int, Any] = {}
        self._names: dict[str, set[Any]] = defaultdict(set)
        self._emails: dict[str, Any] = {}
        self._renamed: set[Any] = set()
        for number, record in self.objects.items():
            self._names[key_of(record["name"])].add(number)
            if record.get("email"):
                self._emails[key_of(record["email"])] = number

    def by_id(self, stated: Stated) -> None:
        """The object of that id; a new one gets it."""
        number = stated.id or 0
        self.tokens[id(stated)] = number
        before = self.objects.get(number)
        if before is None:
            if "name" not in stated.values:
                message = f"there is no {self.noun} #{number}"
                self.problems.add(stated.place, message, "give it a name to make it")
                return
            self._named(stated.values["name"], number)
        elif "name" in stated.values:
            self._rename(number, before["name"], stated.values["name"])
        if self.noun == "agent" and "email" in stated.values:
            if before is not None and before["email"]:
                self._emails.pop(key_of(before["email"]), None)
            if stated.values["email"]:
                self._emails[key_of(stated.values["email"])] = number

    def by_email(self, stated: Stated) -> None:
        """Whoever has that email address, or one of that name who has none yet, or a new agent."""
        email = key_of(stated.values["email"])
        token = self._emails.get(email)
        if token is None:
            token = self._without_email(stated) or ("email", email)
            self._emails[email] = token
        self.tokens[id(stated)] = token
        if "name" in stated.values:
            before = self.objects[token]["name"] if token in self.objects else None
            self._rename(token, before, stated.values["name"])

    def _without_email(self, stated: Stated) -> int | None:
        """The one agent of that name, when it has no email address and nobody else is meant."""
        found = self._names.get(key_of(stated.values.get("name") or ""), set())
        only = next(iter(found)) if len(found) == 1 else None
        free = isinstance(only, int) and only in self.objects and not self.objects[only]["email"]
        return only if free and only not in self._emails.values() else None

    def by_name(self, stated: Stated) -> None:
        """Whoever has that name, or a new object."""
        name = stated.values.get("name")
        if name is None:
            if not len(self.problems):
                self.problems.add(stated.place, f"the {self.noun} has no name")
            return
        found = self._names[key_of(name)]
        if len(found) > 1:
            known = [f"#{number}" for number in sorted(n for n in found if isinstance(n, int))]
            self.problems.add(
                stated.at("name"),
                f'agent name "{name}" fits {len(found)} agents: {", ".join(known) or "new ones"}',
                "say which by the email address or the id",
            )
            return
        token = next(iter(found), None) or ("name", key_of(name))
        self.tokens[id(stated)] = token
        self._named(name, token)

    def _rename(self, token: Any, before: str | None, name: str) -> None:
        """Let a name mean an object, and the name that the tenant has for it mean it no more."""
        if before == name and token not in self._renamed:
            return
        if before is not None:
            self._renamed.add(token)
            self._names[key_of(before)].discard(token)
        self._named(name, token)

    def _named(self, name: str, token: Any) -> None:
        self._names[key_of(name)].add(token)

    def about(self, stated: list[Stated]) -> About:
        """All that is stated, by id; what is stated twice in one list is a problem."""
        following = self.content.following
        table = TABLE_OF[self.noun]
        given = [n for n in self.tokens.values() if isinstance(n, int)]
        following[table] = (
            max(following[table], *(n + 1 for n in given)) if given else following[table]
        )
        numbers: dict[Any, int] = {}
        about: About = {}
        for each in stated:
            token = self.tokens.get(id(each))
            if token is None:
                continue
            if token not in numbers:
                numbers[token] = token if isinstance(token, int) else following[table]
                following[table] += not isinstance(token, int)
            number = numbers[token]
            if number not in about:
                about[number] = [each]
                continue
            said = about[number]
            other = next((other for other in said if other.part == each.part), None)
            if other is None:
                said.append(each)
            else:
                name = each.values.get("name", f"#{each.id}")
                message = f'{self.noun} "{name}" stands here twice'
                self.problems.add(each.place, message, f"first at {other.place}")
        return about
