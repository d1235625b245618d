"""One call of the program: its global options, its console, and the tenant it works on."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from ccadmin.console import Console, Format
from ccadmin.errors import NotPermittedError, UsageError
from ccadmin.help.page import GLOBAL_PANEL as PANEL
from ccadmin.vocabulary import Needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ccadmin.changes import Change
    from ccadmin.location import Location
    from ccadmin.models import Agent
    from ccadmin.store import Store
    from ccadmin.together import AsOne, InTurn


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """What every command takes, before the noun or after the verb; the later one wins."""

    db: Annotated[
        str | None,
        Option("--db", metavar="PATH", help="The tenant's file", rich_help_panel=PANEL),
    ] = None
    tenant: Annotated[
        str | None,
        Option("--tenant", metavar="NAME", help="The tenant's name", rich_help_panel=PANEL),
    ] = None
    output: Annotated[
        Format | None,
        Option("-o", "--output", help="How to print", rich_help_panel=PANEL),
    ] = None
    fields: Annotated[
        str | None,
        Option("--fields", metavar="A,B", help="Print these fields only", rich_help_panel=PANEL),
    ] = None
    as_person: Annotated[
        str | None,
        Option(
            "--as",
            metavar="PERSON",
            help="Act with this person's rights (or CCADMIN_AS)",
            rich_help_panel=PANEL,
        ),
    ] = None
    dry_run: Annotated[
        bool,
        Option("--dry-run", help="Say what would change, change nothing", rich_help_panel=PANEL),
    ] = False
    yes: Annotated[
        bool,
        Option("-y", "--yes", help="Answer every question with yes", rich_help_panel=PANEL),
    ] = False
    no_input: Annotated[
        bool,
        Option("--no-input", help="Never ask", rich_help_panel=PANEL),
    ] = False
    quiet: Annotated[
        bool,
        Option("-q", "--quiet", help="No notes", rich_help_panel=PANEL),
    ] = False
    debug: Annotated[
        bool,
        Option("--debug", help="Show a traceback when something fails", rich_help_panel=PANEL),
    ] = False

    def then(self, later: GlobalOptions) -> GlobalOptions:
        """These options, overridden by those that a later place in the line set."""
        given = {
            f.name: value for f in fields(later) if (value := getattr(later, f.name)) != f.default
        }
        return replace(self, **given)


@dataclass(slots=True)
class Call:
    """What a command is handed: read a tenant, change it, show the result.

    Attributes:
        options: the global options.
        argv: the words behind `ccadmin`.
        needs: what the command takes of somebody named by `--as`.
        console: where it prints.
        front: the front door, which runs a call and returns its status.
        whole: the transaction of a batch that the call is part of, None for one of its own.
        part: whether the call is a line of a batch.
        kept: whether a change of it is on the disk.
    """

    options: GlobalOptions = field(default_factory=GlobalOptions)
    argv: Sequence[str] = ()
    needs: Needs = Needs.NOTHING
    console: Console = field(default_factory=Console)
    front: Callable[[Call], int] | None = None
    whole: AsOne | InTurn | None = None
    part: bool = False
    kept: bool = False
    _location: Location | None = None

    def take(self, later: GlobalOptions) -> None:
        """Add the options of a later place in the line, and set the console up by them."""
        self.options = options = self.options.then(later)
        self.console.format = options.output or self.console.format
        self.console.fields = (
            None if options.fields is None else [f.strip() for f in options.fields.split(",")]
        )
        self.console.quiet = options.quiet
        self.console.ask = not options.no_input
        self.console.assume_yes = options.yes

    def location(self) -> Location:
        """Which tenant this call is about; asked for once, so that a warning comes once."""
        if self._location is None:
            from ccadmin.location import locate

            self._location = locate(self.options.db, self.options.tenant)
            if self._location.overrules:
                self.console.warn(self._location.overrules)
            if self.whole is not None and not _is_one_file(self._location.path, self.whole.path):
                self.leave_whole()
        return self._location

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The tenant, read-only."""
        from ccadmin import store

        location = self.location()
        self._first_use(location)
        opened = store.reading(location.path) if self.whole is None else self.whole.reading()
        with opened as tenant:
            self.person(tenant)
            yield tenant

    @contextmanager
    def changing(self, *, references: bool = True) -> Iterator[Store]:
        """The tenant in one transaction, kept when the block ends well and `--dry-run` is off.

        Without `references` the database follows none of them, as `store.changing` says.

        Raises:
            NotPermittedError: somebody named by `--as` may not do what the command does.
        """
        self.refuse_owners_work()
        if not references:
            self.leave_whole()
        with self._opened(references=references) as tenant:
            if (person := self.person(tenant)) is not None:
                from ccadmin.tenant.access import Guard

                tenant.who, tenant.guard = person.name, Guard.of(tenant, person)
            yield tenant

    @contextmanager
    def beginning(
        self, first: Mapping[str, str] | None = None, *, keep: bool = True
    ) -> Iterator[Store]:
        """A new tenant in one transaction; it begins with its file's name where `first` says none.

        A new file is kept together with what is done in it, or not at all; without `keep`, and under
        `--dry-run`, it is tried in a file for the time being.

        Raises:
            NotPermittedError: somebody is named by `--as`, and there is no tenant.
        """
        from ccadmin import store
        from ccadmin.location import data_folder, make_data_folder
        from ccadmin.tenant import tenants

        path = self.location().path
        keep = keep and not self.options.dry_run
        if self.acting is not None:
            self.needs = Needs.OWNER
            self.refuse_owners_work()
        self.leave_whole()
        if keep and path.parent == data_folder():
            make_data_folder()
        command, who = self._signed()
        with (
            store.making(path, **(first or tenants.first_fields(path.stem)), keep=keep) as draft,
            store.changing(draft, command=command, who=who, dry_run=not keep) as tenant,
        ):
            tenant.path, tenant.fresh = path, True
            yield tenant

    @contextmanager
    def as_one(self) -> Iterator[AsOne]:
        """The tenant in one transaction, in which the calls of a batch do their work."""
        from ccadmin.together import AsOne

        with self._opened(references=True) as tenant:
            if (person := self.person(tenant)) is not None:
                tenant.who = person.name
            yield AsOne(tenant, dry_run=self.options.dry_run)

    @contextmanager
    def in_turn(self, kept: Callable[[], None]) -> Iterator[InTurn]:
        """The tenant for calls of a batch that are changes of their own.

        `kept` is called whenever those so far are on the disk.
        """
        from ccadmin.together import InTurn

        turn = InTurn(self.location().path, kept)
        try:
            yield turn
        finally:
            turn.close()

    def answer(self) -> int:
        """Run this call, and return its exit status.

        Raises:
            CcadminError: whatever went wrong.
        """
        if self.front is None:
            raise AssertionError("no front door")
        return self.front(self)

    def leave_whole(self) -> None:
        """Have a transaction of one's own: what the batch did before is kept first.

        Raises:
            UsageError: the batch is one change, which nothing can leave.
            StoreError: what was done before cannot be written.
        """
        if self.whole is None:
            return
        from ccadmin.together import AsOne

        if isinstance(self.whole, AsOne):
            raise UsageError(
                "own-transaction",
                "this has a transaction of its own and cannot be part of a batch that is one",
                hint="run it alone, or leave --atomic and --dry-run out",
            )
        self.whole.settle()
        self.whole.close()
        self.whole = None

    @property
    def acting(self) -> str | None:
        """Whose rights this call has: `--as`, else `CCADMIN_AS`, else None for the owner's."""
        return self.options.as_person or os.environ.get("CCADMIN_AS") or None

    def person(self, tenant: Store) -> Agent | None:
        """The person whose rights this call has, or None for the owner.

        Raises:
            NotFoundError: there is nobody of that name.
        """
        if self.acting is None:
            return None
        from ccadmin.tenant.finding import find_agent

        return find_agent(tenant, self.acting)

    def refuse_owners_work(self) -> None:
        """Refuse what only the owner of the tenant may do to somebody named by `--as`.

        Raises:
            NotPermittedError: the command is the owner's, and somebody is named.
        """
        if self.acting is not None and self.needs is Needs.OWNER:
            raise NotPermittedError(
                "owner-only",
                f'"{self.acting}" may not do this: it takes the owner of the tenant',
                hint="whoever can write the file is its owner, and leaves --as out",
            )

    def refuse_others_changes(self, tenant: Store, changes: Iterable[Change]) -> None:
        """Refuse changes that are only planned as they would be refused when they are made.

        Raises:
            NotPermittedError: somebody named by `--as` may not make one of them.
        """
        if (person := self.person(tenant)) is not None:
            from ccadmin.tenant.access import Guard

            guard = Guard.of(tenant, person)
            for change in changes:
                guard(change)

    def show(self, *changes: Change) -> None:
        """Tell what was changed."""
        self.console.changes(changes, dry_run=self.options.dry_run)

    @contextmanager
    def _opened(self, *, references: bool) -> Iterator[Store]:
        """The tenant to be changed: in a transaction of its own, or in that of the batch."""
        from ccadmin import store

        location = self.location()
        self._first_use(location)
        command, who = self._signed()
        dry = self.options.dry_run
        if self.whole is not None:
            opened = self.whole.changing(command=command, who=who, dry_run=dry)
        else:
            opened = store.changing(
                location.path, command=command, who=who, dry_run=dry, references=references
            )
        tenant: Store | None = None
        try:
            with opened as tenant:
                yield tenant
        finally:
            self.kept = self.kept or (tenant is not None and tenant.kept)

    def _signed(self) -> tuple[str, str]:
        """What the log calls this command, and who runs it."""
        import shlex

        return _storable(shlex.join(["ccadmin", *self.argv])), system_user()

    def _first_use(self, location: Location) -> None:
        """The default tenant comes into being when it is first used, and that is said."""
        if location.named or location.path.exists():
            return
        from ccadmin import store
        from ccadmin.location import make_data_folder

        make_data_folder()
        store.create(location.path, name=location.path.stem, zone="UTC", region="GB")
        self.console.note(f'made the default tenant "{location.path}" (zone UTC, region GB)')


def _is_one_file(path: Path, other: Path) -> bool:
    """Whether two paths lead to the same place, where there may be a file or not."""
    return path == other or path.resolve() == other.resolve()


def _storable(text: str) -> str:
    """The text with bytes that are no UTF-8 written out: a path may hold them, a database not."""
    return text.encode("utf-8", "backslashreplace").decode()


def system_user() -> str:
    """Who runs the program, for the audit log."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"uid {os.getuid()}"


def given(options: Any) -> dict[str, Any]:
    """The options of a dataclass that were set, by name; what was left out stays as it is."""
    return {f.name: v for f in fields(options) if (v := getattr(options, f.name)) is not None}
