"""Which column of a file is which: the names that the distributor knows, and those of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccadmin.contacts.faults import escaped, shown
from ccadmin.contacts.fields import CARRIED, FIELDS, KNOWN
from ccadmin.errors import RuleError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where the columns of a file go.

    Attributes:
        fields: name of a field -> name of its column in the file.
        carried: name under which a column is carried through -> name of the column in the file.
        unknown: the carried columns that mean nothing to ccadmin, in file order.
    """

    fields: dict[str, str]
    carried: dict[str, str]
    unknown: tuple[str, ...]


def map_columns(there: Sequence[str], chosen: Mapping[str, str], *, file: str) -> Mapped:
    """Give each column of a file its part; `chosen` names columns that are called otherwise.

    Raises:
        RuleError: a chosen name is no field, or not in the file; there are no times of arrival.
    """
    _require_known(chosen)
    _require_there(there, chosen, file)
    named: dict[str, str] = {name: name for name in KNOWN if name in there}
    named.update(chosen)
    if "arrived" not in named:
        near = next(_like_arrived(there), there[0])
        raise RuleError(
            "missing-column",
            f'"{escaped(file)}" has no column "arrived"; it has {_listed(there)}',
            hint=f'name the column of the arrival times, such as --column arrived="{shown(near)}"',
        )
    fields: dict[str, str] = {name: named[name] for name in FIELDS if name in named}
    carried: dict[str, str] = {name: named[name] for name in CARRIED if name in named}
    used = {*fields.values(), *carried.values()}
    unknown = tuple(each for each in there if each not in used)
    for each in unknown:
        carried[unused(each, carried)] = each
    return Mapped(fields, carried, unknown)


def unused(name: str, taken: Container[str]) -> str:
    """The name, behind as many `input_` as it takes to tell it from all that are taken."""
    while name in taken:
        name = f"input_{name}"
    return name


def _require_known(chosen: Mapping[str, str]) -> None:
    for name in chosen:
        if name not in KNOWN:
            raise RuleError(
                "unknown-field",
                f'contacts have no "{shown(name)}"',
                hint=did_you_mean(name, KNOWN) or f"a column can be {_listed(KNOWN)}",
            )


def _require_there(there: Sequence[str], chosen: Mapping[str, str], file: str) -> None:
    for name, column in chosen.items():
        if column not in there:
            near = did_you_mean(column, there)
            raise RuleError(
                "missing-column",
                f'"{escaped(file)}" has no column "{shown(column)}" to take "{name}" from',
                hint=shown(near) if near else f"it has {_listed(there)}",
            )


def _like_arrived(there: Sequence[str]) -> Iterator[str]:
    """The columns whose names sound like times of arrival, the likeliest first."""
    for sound in ("arriv", "time", "date", "start"):
        yield from (each for each in there if sound in each.casefold())


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{shown(each)}"' for each in names)
