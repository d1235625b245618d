"""`ccadmin schema`: what a document may say, for editors and other programs."""

from __future__ import annotations

from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs


@word("schema", needs=Needs.NOTHING, examples=["ccadmin schema"])
def app(call: Call) -> None:
    """Print the JSON Schema of documents; an export tells editors to look for it beside itself."""
    import json

    from ccadmin.tenant.document.schema import schema

    call.console.text(json.dumps(schema(), ensure_ascii=False, indent=2))
