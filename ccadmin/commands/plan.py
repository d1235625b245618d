"""`ccadmin plan`: what documents would change, to be read before it is done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Exit, Option

from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs


@word(
    "plan",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin plan -f centre.yaml",
        "ccadmin plan -f centre/ --prune --exit-code",
        "ccadmin plan -f centre/ -o markdown",
        "ccadmin plan -f centre.yaml --out change.plan",
    ],
)
def app(
    call: Call,
    *,
    files: Annotated[
        list[str],
        Option("-f", "--file", metavar="FILE", help="A document, a folder, or -; repeatable"),
    ],
    prune: Annotated[
        bool, Option("--prune", help="Delete what the lists of the documents do not hold")
    ] = False,
    init: Annotated[
        bool, Option("--init", help="Where there is no tenant, plan for a new one")
    ] = False,
    existing_customers: Annotated[
        bool,
        Option("--existing-customers", help="New agents had the discontinued license before"),
    ] = False,
    out: Annotated[
        Path | None, Option(metavar="PLAN", help="Save the plan there, for apply --plan")
    ] = None,
    exit_code: Annotated[
        bool, Option("--exit-code", help="End with status 8 when something would change")
    ] = False,
) -> None:
    """Say what applying documents would change, and change nothing.

    Somebody named by --as may plan what he or she may apply.
    """
    from ccadmin.documents.files import gather
    from ccadmin.errors import ExitStatus
    from ccadmin.tenant.plan import making, saved

    bundle = gather(files)
    terms = making.Terms(prune=prune, existing_customers=existing_customers)
    fresh = init and not call.location().path.exists()
    with call.beginning(keep=False) if fresh else call.reading() as tenant:
        made = making.make(tenant, bundle, terms)
        call.refuse_others_changes(tenant, made.plan.changes)
    call.console.plan(made.plan, value=lambda: saved.value(made))
    if out is not None and saved.save(out, made, bundle):
        call.console.note(f'wrote "{out}"')
    if exit_code and made.plan.planned:
        raise Exit(ExitStatus.PENDING)
