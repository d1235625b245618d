"""The ranges that whole numbers of a tenant keep, checked before the database would refuse them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_CENTERS: Final = 100
"""S2: an agent can be assigned to at most 100 contact centers."""
LONGEST: Final = 1_000_000_000
"""The most seconds that anything lasts: thirty years, which engines still count in 64 bits of ms."""


def check_ranges(
    kind: str, fields: Mapping[str, Any], ranges: Mapping[str, tuple[int, int]]
) -> None:
    """Refuse the first of the fields that is outside its range; None is in every range.

    Args:
        kind: the noun whose fields these are.
        fields: the values, by field.
        ranges: the least and the most of each field that has a range.

    Raises:
        RuleError: a value is out of its range.
    """
    for field, (least, most) in ranges.items():
        value = fields.get(field)
        if value is not None and not least <= value <= most:
            word = field.replace("_", "-")
            raise RuleError(
                f"{kind}-{word}",
                f'{word} "{value}" is out of range',
                hint=f"the {word} of a {kind} is {least} to {most}",
            )
