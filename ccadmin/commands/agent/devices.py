"""`ccadmin agent device`: what an agent's calls can ring on, and *ring this device* (S2)."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from ccadmin.arguments import IfExists
from ccadmin.call import Call
from ccadmin.commands.agent.noun import Name, app
from ccadmin.grammar import Noun
from ccadmin.vocabulary import DeviceKind, Needs

device = Noun(
    "device",
    "What an agent's calls can ring on; without any, a desk phone and a mobile are assumed.",
    examples=[
        "ccadmin agent device add Ana laptop",
        "ccadmin agent device edit Ana laptop --no-ring",
        "ccadmin agent show Ana --fields devices,rings_on",
    ],
)
app.add_typer(device)

Rings = Annotated[
    bool | None, Option("--ring/--no-ring", help="Ring this device, or not (new ones ring)")
]
DeviceName = Annotated[str, Argument(metavar="DEVICE", help="The device's name")]


@device.verb(
    "add",
    needs=Needs.OWNER,
    examples=[
        "ccadmin agent device add Ana desk-phone",
        "ccadmin agent device add Ana mobile --name 'second mobile' --no-ring",
    ],
)
def add(
    call: Call,
    agent: Name,
    kind: Annotated[
        DeviceKind,
        Argument(metavar="KIND", help="; ".join(DeviceKind)),
    ],
    *,
    name: Annotated[
        str | None, Option(metavar="NAME", help="1 to 64 characters (default: its kind)")
    ] = None,
    ring: Rings = None,
    if_not_exists: Annotated[
        bool, Option("--if-not-exists", help="Leave one of that name")
    ] = False,
    or_update: Annotated[bool, Option("--or-update", help="Change one of that name")] = False,
) -> None:
    """Register a device; desktop, laptop, desk and room phone carry the extension, others the phone."""
    from ccadmin.tenant import devices
    from ccadmin.tenant.finding import find_agent

    if_exists = IfExists.of(if_not_exists=if_not_exists, or_update=or_update)
    fields = {"kind": kind} | ({} if ring is None else {"rings": ring})
    with call.changing() as tenant:
        person = find_agent(tenant, agent)
        changes = devices.add(tenant, person, name or kind, fields, if_exists=if_exists)
    call.show(*changes)


@device.verb(
    "edit",
    needs=Needs.OWNER,
    examples=[
        "ccadmin agent device edit Ana laptop --no-ring",
        "ccadmin agent device edit Ana mobile --name 'old mobile' --kind forwarding-number",
    ],
)
def edit(
    call: Call,
    agent: Name,
    device_name: DeviceName,
    *,
    name: Annotated[str | None, Option(metavar="NAME", help="The new name")] = None,
    kind: Annotated[DeviceKind | None, Option(help="What it is")] = None,
    ring: Rings = None,
) -> None:
    """Change a device; what is left out stays as it is."""
    from ccadmin.tenant import devices
    from ccadmin.tenant.finding import find_agent

    given = {"name": name, "kind": kind, "rings": ring}
    fields = {field: value for field, value in given.items() if value is not None}
    with call.changing() as tenant:
        changes = devices.edit(tenant, find_agent(tenant, agent), device_name, fields)
    call.show(*changes)


@device.verb(
    "remove", needs=Needs.OWNER, examples=["ccadmin agent device remove Ana laptop 'second mobile'"]
)
def remove(
    call: Call,
    agent: Name,
    devices: Annotated[list[str], Argument(metavar="DEVICE...", help="Names of devices")],
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error where it is gone")] = False,
) -> None:
    """Take devices from an agent."""
    from ccadmin.tenant import devices as rules
    from ccadmin.tenant.finding import find_agent

    with call.changing() as tenant:
        person = find_agent(tenant, agent)
        changes = rules.remove(tenant, person, devices, if_exists=if_exists)
    call.show(*changes)
