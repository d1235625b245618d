"""References between objects: the id that a document's name means, and the name that an id gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.names import id_in, key_of

if TYPE_CHECKING:
    from ccadmin.tenant.document.content import Content

NOUNS: Final = ("center", "agent", "group", "flow")
"""What has a name and an id."""


class Naming:
    """The names in one content, both ways; agents are also found by their email addresses."""

    def __init__(self, content: Content) -> None:
        self._objects = {noun: content.of(noun) for noun in NOUNS}
        self._ids: dict[str, dict[str, list[int]]] = {}
        self._found: dict[str, dict[str, int]] = {noun: {} for noun in NOUNS}

    def ids(self, noun: str) -> dict[str, list[int]]:
        """Whom each key means."""
        if noun not in self._ids:
            found: dict[str, list[int]] = {}
            named: dict[str, list[int]] = {}
            for number, record in self._objects[noun].items():
                name, email = record["name"], record.get("email")
                key, other = key_of(name), key_of(email) if email else None
                named[name] = fits = found.setdefault(key, [])
                fits.append(number)
                if other is not None and other != key:
                    found.setdefault(other, []).append(number)
            self._ids[noun] = found
            self._found[noun] = {name: fits[0] for name, fits in named.items() if len(fits) == 1}
        return self._ids[noun]

    def find(self, noun: str, name: str) -> int:
        """The id of the object of that name, email address or `#id`.

        Raises:
            RuleError: there is none, or several agents share the name.
        """
        found = self._found[noun]
        if (number := found.get(name)) is None:
            number = self._sought(noun, name)
            self._found[noun][name] = number
        return number

    def _sought(self, noun: str, name: str) -> int:
        objects = self._objects[noun]
        if number := id_in(name):
            if number in objects:
                return number
            raise RuleError(f"{noun}-not-found", f'there is no {noun} "{name.strip()}"')
        found = self.ids(noun).get(key_of(name), ())
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"#{number}" for number in found)
            raise RuleError(
                "ambiguous-name",
                f'{noun} name "{name}" fits {len(found)} {noun}s: {listed}',
                hint="name one by its email address or #id",
            )
        known = [str(record["name"]) for record in objects.values()]
        raise RuleError(
            f"{noun}-not-found",
            f'{noun} "{name}" not found',
            hint=did_you_mean(name, known) if len(known) < _MANY else None,
        )

    def call(self, noun: str, number: int) -> str:
        """How a document names an object: by its name, else email address, else `#id`."""
        record = self._objects[noun][number]
        for word in (record["name"], record.get("email")):
            if word and len(self.ids(noun)[key_of(word)]) == 1:
                return str(word)
        return f"#{number}"

    def name(self, noun: str, number: int) -> str:
        """The name itself, which others may share."""
        return str(self._objects[noun][number]["name"])


_MANY: Final = 20_000
"""So many names that looking for a near one takes longer than it helps."""
