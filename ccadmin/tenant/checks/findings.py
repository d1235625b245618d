"""A finding, and the list of all that there are: code, severity, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import join
from typing import TYPE_CHECKING, Any, Final

from ccadmin.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


CODES: Final[Mapping[str, Severity]] = {
    "escalation-circle": Severity.ERROR,
    "reporting-circle": Severity.ERROR,
    "dangling-flow": Severity.ERROR,
    "dangling-rule": Severity.ERROR,
    "disabled-target": Severity.ERROR,
    "chat-no-group": Severity.ERROR,
    "seats-exceeded": Severity.ERROR,
    "license-lacking": Severity.ERROR,
    "empty-menu": Severity.WARNING,
    "unreachable-group": Severity.WARNING,
    "overflow-loop": Severity.WARNING,
    "no-members": Severity.WARNING,
    "takes-no-calls": Severity.WARNING,
    "nobody-on-shift": Severity.WARNING,
    "nobody-skilled": Severity.WARNING,
    "center-no-admin": Severity.WARNING,
    "shadowed-rule": Severity.WARNING,
    "too-few-people": Severity.WARNING,
    "vague-name": Severity.ADVICE,
    "no-otherwise": Severity.ADVICE,
    "uneven-skills": Severity.ADVICE,
    "no-way-up": Severity.ADVICE,
    "no-responsibility": Severity.ADVICE,
    "no-service-level": Severity.ADVICE,
}
"""Every finding by its code; `docs/explanation/checks.md` says what each means."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands out.

    Attributes:
        code: one of `CODES`; scripts may rely on it.
        kind: the noun of the object, as in the command line.
        name: the object's name.
        sentence: what is the matter.
        fix: a command line that ends it; words in capitals stand for what only a person knows.
    """

    code: str
    kind: str
    name: str
    sentence: str
    fix: str

    @property
    def severity(self) -> Severity:
        """How bad it is: that of its code."""
        return CODES[self.code]

    def row(self) -> dict[str, Any]:
        """The finding as commands show it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "kind": self.kind,
            "name": self.name,
            "finding": self.sentence,
            "fix": self.fix,
        }


def line(*words: str) -> str:
    """A command line that can be pasted into a shell."""
    return join(["ccadmin", *words])
