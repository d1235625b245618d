"""`ccadmin tenant`: the file that holds a centre."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from typer import Argument, Option

from ccadmin.call import Call, given
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Needs

app = Noun(
    "tenant",
    "The file that holds a centre: groups, agents, hours, centers and chat settings.",
    examples=[
        "ccadmin tenant init --db shop.db --zone Europe/Sofia --region BG",
        "ccadmin --db shop.db tenant show",
    ],
)

LIST_COLUMNS: Final = ("tenant", "zone", "groups", "agents", "centers", "path")


@dataclass(frozen=True, slots=True)
class TenantOptions:
    """What holds for the whole tenant."""

    name: Annotated[str | None, Option(metavar="TEXT", help="What people call it")] = None
    zone: Annotated[str | None, Option(metavar="ZONE", help="Time zone, as Europe/Sofia")] = None
    region: Annotated[
        str | None, Option(metavar="XX", help="Region of phone numbers without a country code")
    ] = None


@app.verb(
    "init",
    needs=Needs.OWNER,
    examples=[
        "ccadmin tenant init --db shop.db --zone Europe/Sofia --region BG",
        "ccadmin tenant init --tenant test --if-not-exists",
        "ccadmin tenant init --db load.db --sample 5000 --seed 7",
    ],
)
def init(
    call: Call,
    options: TenantOptions,
    *,
    if_not_exists: Annotated[bool, Option("--if-not-exists", help="Leave one that exists")] = False,
    sample: Annotated[
        str | None,
        Option(
            metavar="small|large|N", help="Fill it with a made-up centre of 12, 1000 or N people"
        ),
    ] = None,
    seed: Annotated[int | None, Option(metavar="N", help="Another sample of that size (1)")] = None,
) -> None:
    """Make a tenant's file, private to you, where --db or --tenant says.

    A sample has groups, people with hours, centers, call flows, rules and chat settings; the same
    size and seed give the same ones anywhere.
    """
    call.refuse_owners_work()
    call.leave_whole()
    from ccadmin import store
    from ccadmin.changes import Change
    from ccadmin.tenant import samples, tenants

    path = call.location().path
    wanted = samples.asked(sample, seed)
    if if_not_exists and path.exists():
        with store.reading(path) as tenant:
            state = tenants.describe(tenant)
        call.show(Change("tenant", 1, state["name"], state, state))
        return
    first = tenants.first_fields(options.name or path.stem, options.zone, options.region, wanted)
    with call.beginning(first) as tenant:
        made = tenants.init(tenant, wanted)
    call.show(made)


@app.verb("set", needs=Needs.OWNER, examples=["ccadmin tenant set --zone Europe/Sofia --region BG"])
def set_tenant(
    call: Call,
    options: TenantOptions,
    *,
    cross_channel: Annotated[
        bool | None,
        Option("--cross-channel/--no-cross-channel", help="Let people chat beside a call"),
    ] = None,
) -> None:
    """Change what holds for the whole tenant; what is left out stays as it is."""
    from ccadmin.tenant import tenants

    fields = given(options)
    if cross_channel is not None:
        fields["cross_channel"] = cross_channel
    with call.changing() as tenant:
        change = tenants.edit(tenant, fields)
    call.show(change)


@app.verb(
    "migrate",
    needs=Needs.OWNER,
    examples=["ccadmin tenant migrate --dry-run", "ccadmin --db shop.db tenant migrate"],
)
def migrate(call: Call) -> None:
    """Bring the file of an older ccadmin up to date; a copy of it as it was stays beside it."""
    call.refuse_owners_work()
    call.leave_whole()
    from ccadmin.tenant import tenants

    call.show(tenants.migrate(call.location().path, keep=not call.options.dry_run))


@app.verb(
    "backup",
    needs=Needs.OWNER,
    examples=[
        "ccadmin tenant backup shop-monday.db",
        "ccadmin --db shop.db tenant backup shop-latest.db --overwrite",
    ],
)
def backup(
    call: Call,
    file: Annotated[Path, Argument(metavar="FILE", help="Where the copy is to lie")],
    *,
    overwrite: Annotated[
        bool, Option("--overwrite", help="Replace an earlier backup of that name")
    ] = False,
) -> None:
    """Copy the tenant as it is now into a file, private to you, and read the copy through.

    Others may go on writing meanwhile. The copy is a tenant like any other: --db FILE looks into it.
    """
    call.refuse_owners_work()
    call.leave_whole()
    from ccadmin.tenant import backups

    keep = not call.options.dry_run
    call.show(backups.backup(call.location().path, file, overwrite=overwrite, keep=keep))


@app.verb(
    "restore",
    needs=Needs.OWNER,
    examples=[
        "ccadmin --db shop.db tenant restore shop-monday.db",
        "ccadmin --db shop.db tenant restore shop-monday.db --dry-run",
    ],
)
def restore(
    call: Call, file: Annotated[Path, Argument(metavar="FILE", help="A backup, left as it is")]
) -> None:
    """Let a backup take the tenant's place at once; what was there is kept beside it.

    First it is read through: every page, every reference, and whether this ccadmin knows its schema.
    An older one is brought up to date on the way.
    """
    call.refuse_owners_work()
    call.leave_whole()
    from ccadmin.tenant import backups

    path, keep = call.location().path, not call.options.dry_run
    with backups.restoring(file, path, keep=keep) as ready:
        if keep and ready.before is not None:
            call.console.confirm(f'replace the tenant at "{path}" by "{file}"')
        change = ready.done(keep=keep)
    call.show(change)


@app.verb(
    "list", needs=Needs.NOTHING, examples=["ccadmin tenant list", "ccadmin tenant list -o name"]
)
def list_tenants(call: Call) -> None:
    """List the tenants in your data folder, those that --tenant NAME finds."""
    from ccadmin.tenant import tenants

    call.console.rows(tenants.in_data_folder(), LIST_COLUMNS)


@app.verb(
    "show",
    needs=Needs.NOTHING,
    examples=["ccadmin tenant show", "ccadmin --db shop.db tenant show -o json"],
)
def show(call: Call) -> None:
    """Show the tenant that commands work on, and how it was found."""
    from ccadmin.tenant import tenants

    found_by = call.location().source
    with call.reading() as tenant:
        record = tenants.summary(tenant) | {"found_by": found_by}
    call.console.record(record)


@app.verb(
    "delete",
    needs=Needs.OWNER,
    examples=["ccadmin tenant delete --tenant test --yes", "ccadmin tenant delete --db old.db"],
)
def delete(
    call: Call,
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error when it is gone")] = False,
) -> None:
    """Delete a tenant's file and everything in it; there is no way back."""
    call.refuse_owners_work()
    call.leave_whole()
    from ccadmin.tenant import tenants

    location = call.location()
    if if_exists and not location.path.exists():
        call.console.note(f'there is no tenant at "{location.path}"')
        return
    doomed = tenants.doomed(location.path)
    if not call.options.dry_run:
        call.console.confirm(f'delete tenant "{doomed.name}" at "{location.path}" for good')
        tenants.delete(location.path)
    call.show(doomed)
