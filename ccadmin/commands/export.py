"""`ccadmin export`: the whole tenant as a document that can be kept in git."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from ccadmin.call import Call
from ccadmin.console import Format
from ccadmin.errors import RuleError
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs


@word(
    "export",
    needs=Needs.OWNER,
    examples=[
        "ccadmin export --out centre.yaml",
        "ccadmin export --brief -o json",
        "ccadmin export --out centre/centre.yaml --tables",
    ],
)
def app(
    call: Call,
    *,
    out: Annotated[
        Path | None,
        Option(metavar="FILE", help="Write it there: .yaml, .json or .toml"),
    ] = None,
    brief: Annotated[
        bool, Option("--brief", help="Leave out what a new object has anyway")
    ] = False,
    ids: Annotated[
        bool, Option("--ids", help="State the id of everything that has a name")
    ] = False,
    tables: Annotated[
        bool,
        Option("--tables", help="Put agents, members and people into CSV files beside FILE"),
    ] = False,
) -> None:
    """Print the whole tenant as a document; applied to any tenant it makes it the same."""
    from ccadmin.tenant.document import files_written
    from ccadmin.tenant.document.exporting import Style

    call.refuse_owners_work()
    written = Format.JSON if call.console.format is Format.JSON else Format.YAML
    if call.console.format not in {None, Format.JSON, Format.YAML}:
        raise RuleError(
            "export-format",
            f"a document is no {call.console.format}",
            hint="-o yaml or -o json, or --out FILE.toml",
        )
    style = Style(brief=brief, ids=ids)
    with call.reading() as tenant:
        files = files_written.files(tenant, style, out or Path(f"-.{written}"), tables=tables)
    if out is None:
        call.console.text(files.pop(f"-.{written}").rstrip("\n"))
        return
    for name in files_written.save(files):
        call.console.note(f'wrote "{name}"')
