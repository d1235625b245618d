"""`ccadmin apply`: makes a tenant what documents say, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option

from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs

if TYPE_CHECKING:
    from ccadmin.tenant.plan.making import Plan


@word(
    "apply",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin apply -f centre.yaml",
        "ccadmin apply -f centre/ --prune --yes",
        "ccadmin --db test.db apply -f centre/ --init",
        "ccadmin apply --plan change.plan",
        "ccadmin --db test.db apply -f - --prune --dry-run",
    ],
)
def app(
    call: Call,
    *,
    files: Annotated[
        list[str] | None,
        Option("-f", "--file", metavar="FILE", help="A document, a folder, or -; repeatable"),
    ] = None,
    plan: Annotated[
        str | None, Option("--plan", metavar="PLAN", help="Do what a saved plan says, no more")
    ] = None,
    prune: Annotated[
        bool, Option("--prune", help="Delete what the lists of the documents do not hold")
    ] = False,
    init: Annotated[bool, Option("--init", help="Make the tenant where there is none")] = False,
    existing_customers: Annotated[
        bool,
        Option("--existing-customers", help="New agents had the discontinued license before"),
    ] = False,
) -> None:
    """Make the tenant what documents say; what they leave out stays as it is.

    A field that is null goes back to what a new object has. Everything is changed in one transaction,
    which one undo takes back; where nothing differs nothing is written.
    """
    from ccadmin.tenant.plan.work import Terms, work

    terms = Terms(prune=prune, existing_customers=existing_customers)
    todo = work(files or (), plan, terms)
    fresh = init and not call.location().path.exists()
    with call.beginning() if fresh else call.changing() as tenant:
        made = todo.make(tenant)
        _ask(call, made.plan)
        made.apply(tenant)
    call.show(*made.plan.done)
    call.console.note(made.plan.tally)


def _ask(call: Call, plan: Plan) -> None:
    """List what is deleted, with all that ends with it, and ask."""
    for gone in plan.deletions:
        call.console.note(f'{gone.kind} "{gone.name}" would be deleted')
        for sentence in gone.notes:
            call.console.note(f"  {sentence}")
    if not plan.deletions or call.options.dry_run:
        return
    count = len(plan.deletions)
    call.console.confirm(f"delete {count} object{'s' * (count != 1)}")
