"""What may stand at the cursor: names of the tenant's objects, told by what the help calls a value.

The word in the help decides: `AGENT` is completed with names of agents wherever it stands, `GROUP`
with those of groups. Where the help says no more than `NAME`, the option or the noun decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.tenant.known_names import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccadmin.location import Location

BY_VALUE: Final = {
    "AGENT": Kind.AGENT,
    "MANAGER": Kind.AGENT,
    "PERSON": Kind.AGENT,
    "WHO": Kind.AGENT,
    "CENTER": Kind.CENTER,
    "DEVICE": Kind.DEVICE,
    "FLOW": Kind.FLOW,
    "GROUP": Kind.GROUP,
    "SKILL": Kind.SKILL,
    "TOPIC": Kind.TOPIC,
}
"""What the help calls a value, without dots or levels, and whose names it takes."""

BY_OPTION: Final = {
    "--agent": Kind.AGENT,
    "--as": Kind.AGENT,
    "--center": Kind.CENTER,
    "--group": Kind.GROUP,
}
"""Options that take a `NAME`."""

BY_NOUN: Final = {"group": Kind.GROUP, "group members": Kind.GROUP}
"""Nouns whose verbs take a `NAME`; what `add` is given is new."""

BY_OWNER: Final = {"agent": Kind.AGENT, "group": Kind.GROUP, "center": Kind.CENTER}
"""What `hours` is told first decides on the name that follows."""

BY_PERMISSION: Final = {"see-person": Kind.AGENT, "see-group": Kind.GROUP}
"""So does what `access can` is asked about; all else is done in a center."""

TARGETS: Final = {
    "ACTION": ("voicemail", "callback", "hang-up"),
    "TARGET": ("voicemail", "hang-up"),
}
"""Where a contact goes that no group keeps, and where keys lead; groups come as `group:NAME`."""


def offered(context: Any, parameter: Any, typed: str) -> list[str]:
    """The values that a parameter may have, as far as the tenant knows them.

    Args:
        context: Typer's, with what was typed before the cursor.
        parameter: the one at the cursor.
        typed: the beginning of its value.
    """
    value = (parameter.metavar or "").strip("[]").split("...")[0].split(":")[0].split("[")[0]
    if value == "ZONE":
        return list(_zones())
    if parameter.name == "tenant":
        return _tenants()
    if context.command_path == "ccadmin help":
        return _help_words(context)
    if value in TARGETS or ":NAME" in (parameter.metavar or ""):
        return _targets(context, parameter.metavar, value)
    kind = _kind(context, parameter, value)
    if kind is None:
        return []
    before = typed[: typed.rfind(",") + 1] if kind in (Kind.SKILL, Kind.TOPIC) else ""
    return [before + name for name in _names(context, kind)]


def _kind(context: Any, parameter: Any, value: str) -> Kind | None:
    """Whose names a parameter takes, or None where they are not the tenant's."""
    path = context.command_path.removeprefix("ccadmin ")
    noun, _, verb = path.rpartition(" ")
    given = {name: str(value) for name, value in context.params.items() if value is not None}
    if parameter.param_type_name == "option":
        named = next((BY_OPTION[o] for o in parameter.opts if o in BY_OPTION), None)
        return named or {"--topics": Kind.TOPIC, "--skills": Kind.SKILL}.get(
            parameter.opts[0], BY_VALUE.get(value)
        )
    if noun == "hours" and value == "NAME":
        return BY_OWNER.get(given.get("kind", ""), Kind.CENTER)
    if path == "access can" and value == "WHAT":
        return BY_PERMISSION.get(given.get("permission", ""), Kind.CENTER)
    if value == "NAME" and (verb != "add" or noun == "group members"):
        return BY_NOUN.get(noun)
    return BY_VALUE.get(value)


def _targets(context: Any, metavar: str, value: str) -> list[str]:
    groups = [f"group:{name}" for name in _names(context, Kind.GROUP)]
    centers = _names(context, Kind.CENTER) if "center:NAME" in metavar else []
    return [*TARGETS.get(value, ()), *groups, *(f"center:{name}" for name in centers)]


def _names(context: Any, kind: Kind) -> list[str]:
    from ccadmin.tenant import known_names

    of = context.params.get("agent") if kind is Kind.DEVICE else None
    return known_names.read(_location(context).path, kind, of=of)


def _location(context: Any) -> Location:
    """The tenant that the line is about, by the last `--db` or `--tenant` before the cursor."""
    from ccadmin.location import locate

    return locate(_last(context, "db"), _last(context, "tenant"))


def _last(context: Any, name: str) -> str | None:
    while context is not None:
        if (value := context.params.get(name)) is not None:
            return str(value)
        context = context.parent
    return None


def _help_words(context: Any) -> list[str]:
    """What `ccadmin help` explains: topics, and commands."""
    from ccadmin.help.topics import TOPICS

    return [*TOPICS, *context.find_root().command.list_commands(context)]


def _tenants() -> list[str]:
    from ccadmin.location import SUFFIX, data_folder

    return sorted(path.stem for path in data_folder().glob(f"*{SUFFIX}"))


def _zones() -> Iterable[str]:
    """The names of time zones, as the package of zone data lists them."""
    from pathlib import Path

    import tzdata

    return (Path(tzdata.__file__).parent / "zones").read_text(encoding="utf-8").split()
