"""The tenant as a whole: its name, time zone and phone region, and the files in the data folder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import SQLModel, func, select

from ccadmin import store
from ccadmin.changes import Change
from ccadmin.errors import CcadminError, RuleError, did_you_mean
from ccadmin.location import SUFFIX, data_folder
from ccadmin.models import Agent, Center, Group
from ccadmin.tenant.names import clean_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ccadmin.store import Store
    from ccadmin.tenant.samples import Sample

NO_REGION: Final = "ZZ"
"""The region of a tenant that names none: phone numbers then need their country code."""


def init(tenant: Store, sample: Sample | None) -> Change:
    """Fill a new tenant with a sample, if one is asked for, and say what was made."""
    row = tenant.tenant()
    fields = {"name": row.name, "zone": row.zone, "region": row.region}
    notes = []
    if sample is not None:
        from ccadmin.tenant import samples

        plan = samples.fill(tenant, sample)
        counts = Counter(change.kind for change in plan.changes)
        held = ", ".join(
            f"{counts[noun]} {noun}{'s' * (counts[noun] != 1)}"
            for noun in ("center", "group", "agent", "flow")
        )
        notes.append(f"a sample with {held}; --seed {sample.seed} makes the same again")
    return Change("tenant", 1, row.name, None, fields, notes)


def first_fields(
    name: str,
    zone: str | None = None,
    region: str | None = None,
    sample: Sample | None = None,
) -> dict[str, str]:
    """What a new tenant begins with; one with a sample is where the sample's people are.

    Raises:
        RuleError: the name, zone or region is refused.
    """
    from ccadmin.calendars import parse_zone

    if sample is not None:
        from ccadmin.tenant import samples

        zone, region = zone or samples.ZONE, region or samples.REGION
    return {
        "name": clean_name("tenant", name),
        "zone": parse_zone(zone or "UTC"),
        "region": checked_region(region) if region else NO_REGION,
    }


def doomed(path: Path) -> Change:
    """The deletion of a tenant's file, not done yet.

    Raises:
        StoreError: there is no tenant at that place; nothing else is ever deleted.
    """
    with store.reading(path) as tenant:
        return Change("tenant", 1, tenant.tenant().name, summary(tenant), None)


def delete(path: Path) -> None:
    """Delete a tenant's file, and the journal that a killed command may have left beside it."""
    path.unlink()
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def migrate(path: Path, *, keep: bool = True) -> Change:
    """Bring a tenant's file to the latest schema, or without `keep` only say what would be done.

    Raises:
        StoreError: there is no tenant at that place, or it cannot be changed.
    """
    done = store.migrate(path, keep=keep)
    before: dict[str, Any] = {"schema": done.before}
    after: dict[str, Any] = {"schema": done.after}
    if done.copy is not None:
        after["copy"] = str(done.copy)
    return Change("tenant", 1, path.stem, before, before if done.before == done.after else after)


def edit(tenant: Store, fields: Mapping[str, Any]) -> Change:
    """Change what holds for the whole tenant; what is left out stays.

    Raises:
        RuleError: a value is refused.
    """
    from ccadmin.calendars import parse_zone

    readers: dict[str, Callable[[Any], Any]] = {
        "name": lambda text: clean_name("tenant", text),
        "zone": parse_zone,
        "region": checked_region,
        "cross_channel": bool,
    }
    row, before = tenant.tenant(), describe(tenant)
    for field, value in fields.items():
        setattr(row, field, readers[field](value))
    tenant.session.flush()
    return tenant.record(Change("tenant", 1, row.name, before, describe(tenant)))


def describe(tenant: Store) -> dict[str, Any]:
    """What holds for the whole tenant."""
    row = tenant.tenant()
    return {
        "name": row.name,
        "zone": row.zone,
        "region": row.region,
        "cross_channel": row.cross_channel,
        "created_at": row.created_at,
    }


def summary(tenant: Store) -> dict[str, Any]:
    """The tenant with the size of what it holds and the place of its file."""
    counted: dict[str, type[SQLModel]] = {"groups": Group, "agents": Agent, "centers": Center}
    counts = {
        noun: tenant.session.exec(select(func.count()).select_from(table)).one()
        for noun, table in counted.items()
    }
    return {**describe(tenant), **counts, "path": str(tenant.path)}


def in_data_folder() -> list[dict[str, Any]]:
    """The tenants that `--tenant NAME` finds; a file that cannot be read says why."""
    return [_listed(path) for path in sorted(data_folder().glob(f"*{SUFFIX}"))]


def checked_region(text: str) -> str:
    """A region of the phone numbering plan, as its two capital letters.

    Raises:
        RuleError: there is no such region.
    """
    from phonenumbers import SUPPORTED_REGIONS

    region = text.strip().upper()
    if region not in SUPPORTED_REGIONS:
        raise RuleError(
            "unknown-region",
            f'"{text}" is no region of the phone numbering plan',
            hint=did_you_mean(region, sorted(SUPPORTED_REGIONS)) or "use two letters such as BG",
        )
    return region


def _listed(path: Path) -> dict[str, Any]:
    tenant = {"tenant": path.stem}
    try:
        with store.reading(path) as opened:
            return tenant | summary(opened)
    except CcadminError as problem:
        return tenant | {"name": None, "path": str(path), "problem": problem.message}
