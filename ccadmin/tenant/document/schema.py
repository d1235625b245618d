"""The JSON Schema of documents, made from the description of the fields, for editors and for checks."""

from __future__ import annotations

from typing import Any, Final

from ccadmin.documents.writing import UNSET
from ccadmin.entering.keys import KEYS
from ccadmin.tenant.document.fields import NOUNS, SHORT, VERSION, WITH_ID, Field
from ccadmin.tenant.document.reference_shapes import Target
from ccadmin.tenant.document.shapes import Limit
from ccadmin.tenant.license_kinds import DISCONTINUED
from ccadmin.vocabulary import License

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""What the editors of today read."""
SCHEMA_FILE: Final = "ccadmin.schema.json"
"""Where an export tells editors to look: beside the document."""
_NULL: Final = {"type": "null"}
_TEXT: Final = {"type": "string"}
_TABLE: Final = {"type": "string", "pattern": r"\.(csv|tsv|txt)$"}


def schema() -> dict[str, Any]:
    """The schema of one document."""
    kinds = [kind for kind in License if kind is not DISCONTINUED]
    seats = {"anyOf": [Limit().schema(), _NULL]}
    properties: dict[str, Any] = {
        "$schema": _TEXT,
        "version": {"const": VERSION},
        "tenant": _refer("tenant"),
        "licenses": _or_null(_mapping({str(kind): seats for kind in kinds})),
        "centers": _list_of("center"),
        "agents": {"anyOf": [_array({"anyOf": [_refer("agent"), _TABLE]}), _TABLE, _NULL]},
        "groups": _list_of("group"),
        "flows": _list_of("flow"),
        "rules": _list_of("rule"),
        "chat-settings": _or_null(_refer("chat")),
        "members": {**_TABLE, "description": "A table of the members of all groups"},
        "people": {**_TABLE, "description": "A table of who is assigned to which center"},
        UNSET: {"type": "array", "items": {"const": "chat-settings"}},
    }
    return {
        "$schema": DRAFT,
        "title": f"A contact centre, as ccadmin keeps it (version {VERSION})",
        "description": "What is left out is not managed; null takes a field back to its default.",
        **_mapping(properties),
        "definitions": {noun: _record(noun) for noun in NOUNS} | {"menu": _menu()},
    }


def _record(noun: str) -> dict[str, Any]:
    """A record of one noun."""
    fields = NOUNS[noun]
    properties = {field.name: _field(field) for field in fields}
    if noun in WITH_ID:
        properties = {"id": {"type": "integer", "minimum": 1}, **properties}
    names = [field.name for field in fields if not field.required]
    properties[UNSET] = {"type": "array", "items": {"enum": names}}
    whole = {**_mapping(properties)}
    needed = [field.name for field in fields if field.required]
    if noun not in WITH_ID and noun != "tenant" and needed:
        whole["required"] = needed
    if noun in SHORT:
        word = next(field for field in fields if field.name == SHORT[noun])
        return {"anyOf": [whole, word.shape.schema() if word.shape else _TEXT]}
    return whole


def _field(field: Field) -> dict[str, Any]:
    shape = _nested(field) if field.nested else field.shape and field.shape.schema()
    found = shape if field.required else _or_null(shape or {})
    return {**(found or {}), "description": field.about}


def _nested(field: Field) -> dict[str, Any]:
    match field.nested:
        case "chat" | "menu":
            return _refer(field.nested)
        case "if":
            return {"anyOf": [_array(_TEXT), _TEXT]}
        case "member" | "person":
            return {"anyOf": [_array(_refer(field.nested)), _TABLE]}
        case noun:
            return _array(_refer(noun))


def _menu() -> dict[str, Any]:
    target = Target(("voicemail", "hang-up"), dangling=True).schema()
    unset = _array({"const": "greeting"})
    inner = _mapping({"greeting": _or_null(_TEXT), "menu": _or_null(_refer("menu")), UNSET: unset})
    keys = "".join(f"\\{key}" if key in "*#" else key for key in KEYS)
    return {
        "type": "object",
        "patternProperties": {f"^[{keys}]$": {"anyOf": [target, inner]}},
        "additionalProperties": False,
    }


def _list_of(noun: str) -> dict[str, Any]:
    return _or_null(_array(_refer(noun)))


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _mapping(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _refer(noun: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{noun}"}


def _or_null(found: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [found, _NULL]}
