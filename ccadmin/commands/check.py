"""`ccadmin check`: what stands out in a tenant, and the command line that would end it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Final

from typer import Exit, Option

from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.tenant.checks import Finding

WIDEST: Final = 100
"""Lines of prose that are longer read badly."""
COLUMNS: Final = ("severity", "code", "kind", "name", "finding", "fix")


@word(
    "check",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin check",
        "ccadmin check --severity error --exit-code",
        "ccadmin check --contacts calls.csv --code too-few-people",
    ],
)
def app(
    call: Call,
    *,
    severity: Annotated[
        Severity, Option(help="Leave out what is less severe (default: nothing)")
    ] = Severity.ADVICE,
    code: Annotated[
        list[str] | None, Option(metavar="CODE", help="Only this finding; may be repeated")
    ] = None,
    contacts: Annotated[
        str | None,
        Option(metavar="FILE", help="Contacts that the groups should have the people for"),
    ] = None,
    exit_code: Annotated[
        bool, Option("--exit-code", help="End with status 9 when an error is found")
    ] = False,
) -> None:
    """Say what stands out in the tenant, and the command line that would end it."""
    from ccadmin.console import Format
    from ccadmin.errors import ExitStatus
    from ccadmin.tenant import checks

    with call.reading() as tenant:
        found = checks.check(tenant, contacts=contacts, least=severity, codes=code or ())
    if found and call.console.chosen is Format.TABLE and call.options.fields is None:
        call.console.text(told(found))
    else:
        call.console.rows([finding.row() for finding in found], COLUMNS)
    counts = Counter(finding.severity for finding in found)
    call.console.note(", ".join(f"{s}: {counts[s]}" for s in Severity))
    if exit_code and counts[Severity.ERROR]:
        raise Exit(ExitStatus.FAILED)


def told(findings: Sequence[Finding]) -> str:
    """The findings as people read them: a table would break the lines that are to be pasted."""
    from shutil import get_terminal_size

    from ccadmin.console.cells import visible
    from ccadmin.console.wrapping import wrapped

    margin = "  "
    width = min(get_terminal_size().columns, WIDEST)
    return "\n\n".join(
        f"{each.severity}  {each.code}\n"
        + "\n".join(
            wrapped(
                f'{margin}{each.kind} "{visible(each.name)}": {visible(each.sentence)}',
                width,
                indent=margin,
            )
        )
        + f"\n{margin}{visible(each.fix)}"
        for each in findings
    )
