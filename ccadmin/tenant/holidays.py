"""Public holidays of a country as dated exceptions, for the years that somebody asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin.calendars import Dated, Dates
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.dated import LONGEST_TITLE
from ccadmin.tenant.exception_rows import put
from ccadmin.vocabulary import DatedKind

if TYPE_CHECKING:
    from ccadmin.changes import Change
    from ccadmin.store import Store
    from ccadmin.tenant.exception_rows import Stored
    from ccadmin.tenant.owners import Owner

_YEARS: Final = re.compile(r"(\d{4})(?:\s*-\s*(\d{4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Holidays:
    """The public holidays of some years.

    Attributes:
        origin: whose they are: `holidays:BG`, `holidays:AU-NSW`.
        first_year: the first year that was asked for.
        last_year: the last one.
        dated: a closed date each, in their order.
    """

    origin: str
    first_year: int
    last_year: int
    dated: tuple[Dated, ...]

    @property
    def summary(self) -> str:
        """What was found, in a line: `holidays of BG from 2026 to 2028: 54 dates`."""
        place = self.origin.partition(":")[2]
        return f"holidays of {place} from {self.first_year} to {self.last_year}: {len(self.dated)} dates"

    def holds(self, stored: Stored) -> bool:
        """Whether a row is of these holidays and years, so that these take its place."""
        year = int(stored.dated.dates.first[:4]) if not stored.dated.dates.yearly else 0
        return stored.origin == self.origin and self.first_year <= year <= self.last_year


def find(
    country: str, years: str, *, subdivision: str | None = None, language: str | None = None
) -> Holidays:
    """The public holidays of a country, with the days off in lieu of those on free days.

    Args:
        country: an ISO 3166 code, in any case.
        years: `2026` or `2026-2028`.
        subdivision: a state or province as the `holidays` library knows it.
        language: of the names; None is the country's own.

    Raises:
        RuleError: a word is not known, the years are not covered, or the library is missing.
    """
    library = _library()
    about = getattr(
        library, _known("country", country, list(library.list_supported_countries()), "such as BG")
    )
    code = about.country  # DEU is DE
    place = subdivision and _subdivision(about, code, subdivision)
    tongue = about.default_language
    if language is not None:
        known = about.supported_languages or ([tongue] if tongue else [])
        tongue = _known("language", language, known, f"in which {code} names its holidays")
    first, last = _read_years(years, code, about.start_year, about.end_year)
    # Without a language the library would take that of the machine it runs on.
    found = library.country_holidays(
        code, subdiv=place, years=range(first, last + 1), language=tongue
    )
    return Holidays(
        origin=f"holidays:{code}-{place}" if place else f"holidays:{code}",
        first_year=first,
        last_year=last,
        dated=tuple(
            Dated(DatedKind.HOLIDAY, Dates(day, day), name=name[:LONGEST_TITLE])
            for day, name in sorted((date.isoformat(), name) for date, name in found.items())
        ),
    )


def add(store: Store, owner: Owner, holidays: Holidays) -> list[Change]:
    """Give an owner these holidays, instead of those that it had of the same place and years."""
    return put(store, owner, holidays.dated, origin=holidays.origin, replacing=holidays.holds)


def _library() -> Any:
    try:
        import holidays
    except ModuleNotFoundError:
        raise RuleError(
            "missing-library",
            'public holidays need the library "holidays", which is not installed',
            hint="pip install 'ccadmin[calendar]'",
        ) from None
    return holidays


def _read_years(text: str, code: str, least: int, most: int) -> tuple[int, int]:
    match = _YEARS.fullmatch(text.strip())
    if match is None:
        raise RuleError("bad-years", f'"{text}" is not years', hint='write "2026" or "2026-2028"')
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise RuleError("bad-years", f'"{text}" ends before it begins', hint="earlier year first")
    if first < least or last > most:
        raise RuleError(
            "bad-years",
            f'the holidays of {code} are not known in all of "{text}"',
            hint=f"they are known from {least} to {most}",
        )
    return first, last


def _subdivision(about: Any, code: str, typed: str) -> str:
    aliases = {name.casefold(): short for name, short in about.subdivisions_aliases.items()}
    if (short := aliases.get(typed.strip().casefold())) is not None:
        return str(short)
    return _known("subdivision", typed, list(about.subdivisions), f"of {code}")


def _known(what: str, typed: str, known: list[str] | tuple[str, ...], where: str) -> str:
    """The word as the library spells it.

    Raises:
        RuleError: it is not among the known ones.
    """
    by_key = {word.casefold(): word for word in known}
    if (word := by_key.get(typed.strip().casefold())) is not None:
        return word
    near = did_you_mean(typed, known)
    few = f"there is {', '.join(known)}" if known else f"there is no {what} {where}"
    hint = near or ("use an ISO code such as BG, DE or US" if what == "country" else few)
    raise RuleError(f"unknown-{what}", f'"{typed}" is not a {what} {where}', hint=hint)
