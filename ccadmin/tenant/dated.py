"""What a dated exception is called, and what makes two of them the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.errors import RuleError
from ccadmin.tenant.names import clean_text

if TYPE_CHECKING:
    from ccadmin.calendars import Dated

LONGEST_TITLE: Final = 200
"""Characters of the name of an exception: holidays have long ones."""


def clean_title(text: str) -> str | None:
    """The name of an exception as it is stored; an empty one is none.

    Raises:
        RuleError: it is longer than 200 characters or holds a control character.
    """
    title = clean_text("the name of the exception", text)
    if title and (len(title) > LONGEST_TITLE or not title.isprintable()):
        raise RuleError(
            "exception-name",
            f"the name of an exception is one line of at most {LONGEST_TITLE} characters",
            hint="shorten it",
        )
    return title


def identity(dated: Dated, origin: str | None = None) -> tuple[object, ...]:
    """What makes two exceptions of an owner the same: people tell theirs apart by name."""
    return dated.dates, dated.kind, dated.name if origin is None else origin
