"""What a document may say of other objects: their names, where contacts are led, whose hours hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin import arguments
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.document.content import Leads
from ccadmin.tenant.document.shapes import Shape
from ccadmin.tenant.names import clean_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.tenant.document.naming import Naming
    from ccadmin.tenant.document.shapes import Context, Plain


@dataclass(frozen=True)
class Reference(Shape):
    """Another object, by its name or `#id`; an agent also by the email address."""

    noun: str

    @property
    def expected(self) -> str:
        return f"the name of a {self.noun}".replace("a agent", "an agent")

    def settle(self, value: Any, naming: Naming) -> int:
        return naming.find(self.noun, value)

    def write(self, value: Any, naming: Naming) -> Plain:
        return naming.call(self.noun, value)


DELETED: Final = "deleted-group"
"""Before the name of a group that is no more: what led to it is not answered (S0)."""


@dataclass(frozen=True)
class Target(Shape):
    """Where a contact is led: an action, or `group:NAME`.

    `deleted-group:NAME` is what led to a group that is no more, where such a thing can be.
    """

    actions: Sequence[str]
    dangling: bool = False

    @property
    def expected(self) -> str:
        return f"group:NAME, {', '.join(self.actions[:-1])} or {self.actions[-1]}"

    def read(self, text: str, context: Context) -> Leads:
        del context
        word, colon, name = (part.strip() for part in text.partition(":"))
        word = word.casefold()
        if colon and name and word == "group":
            return Leads("group", None, name)
        if colon and name and word == DELETED and self.dangling:
            return Leads(DELETED, None, clean_name("group", name))
        if colon or word not in self.actions:
            raise RuleError(
                "target", f'"{text}" is not {self.expected}', hint=did_you_mean(word, self.actions)
            )
        return Leads(word)

    def settle(self, value: Any, naming: Naming) -> Leads | None:
        leads: Leads = value
        if leads.action == DELETED:
            return leads._replace(action="group")
        if leads.action == "group":
            return leads._replace(group=naming.find("group", leads.name or ""), name=None)
        return leads

    def write(self, value: Any, naming: Naming) -> Plain:
        if value.action != "group":
            return value.action
        if value.group is None:
            return f"{DELETED}:{value.name}"
        return f"group:{naming.call('group', value.group)}"

    def schema(self) -> dict[str, Any]:
        words = [*self.actions, "group:.+", *([f"{DELETED}:.+"] if self.dangling else [])]
        return {"type": "string", "pattern": f"^\\s*({'|'.join(words)})\\s*$"}


@dataclass(frozen=True)
class HoursOf(Shape):
    """Whose hours a flow keeps: `group:NAME` or `center:NAME`."""

    remembered = True

    def read(self, text: str, context: Context) -> tuple[str, str]:
        del context
        found = arguments.read_hours_of(text)
        return str(found.kind), found.name

    def settle(self, value: Any, naming: Naming) -> tuple[str, int]:
        noun, name = value
        return noun, naming.find(noun, name)

    def write(self, value: Any, naming: Naming) -> Plain:
        noun, number = value
        return f"{noun}:{naming.call(noun, number)}"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\s*(group|center)\s*:.+$"}
