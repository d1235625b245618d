"""A plan as people read it: on a terminal, and in the comment of a pull request.

Each line begins with what happens: `-` is deleted, `+` is created, `~` is changed. The parts of an
object stand below it. In Markdown the lines are a block of the language `diff`, which colours them,
and in which nothing that a tenant holds is read as markup; `!` stands there for a change.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccadmin.changes import Action
from ccadmin.console.cells import cell, visible
from ccadmin.console.markdown import escaped
from ccadmin.console.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ccadmin.tenant.plan.differences import Planned
    from ccadmin.tenant.plan.making import Plan

COLUMNS: Final = ("action", "kind", "id", "name", "of", "fields")
WIDEST: Final = 100
"""Lines of prose that are longer read badly."""
MOST_MARKDOWN: Final = 60_000
"""Characters of a comment; the hosts of repositories take little more than 65,000."""
NONE: Final = "(none)"


class Line(NamedTuple):
    """One line: what happens, how far it is indented, and what it says."""

    sign: str
    depth: int
    text: str


def on_terminal(plan: Plan, *, width: int, colours: bool) -> str:
    """A plan for a terminal, no line wider than `width` where words allow it."""
    width = min(width, WIDEST)
    head = wrapped(_summary(plan), width)
    body = []
    for line in _lines(plan):
        if line.depth == 0:
            body.append("")
        body += [
            _painted(line.sign, f"{line.sign} {text}") if colours else f"{line.sign} {text}"
            for text in _folded(line, width - 2)
        ]
    foot = [line for said in _unlisted(plan) for line in ("", *wrapped(said, width))]
    return "\n".join([*head, *body, *foot])


def in_markdown(plan: Plan) -> str:
    """A plan for the comment of a pull request; one that is too long for it says so."""
    lines = [f"{_SIGNS.get(s, s)} {'    ' * depth}{text}" for s, depth, text in _lines(plan)]
    fence = "`" * max(3, 1 + max((_ticks(line) for line in lines), default=0))
    kept = lines[: _fitting(lines)]
    block = [f"{fence}diff", *kept, fence] if lines else []
    if len(kept) < len(lines):
        left = len(lines) - len(kept)
        block += ["", f"{left} more lines do not fit here; `ccadmin plan` tells them."]
    foot = [line for said in _unlisted(plan) for line in ("", said)]
    return "\n".join([f"**{escaped(_summary(plan))}**", "", *block, *foot]).rstrip()


def rows(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The changes of a plan, one a row, from its value."""
    return [
        {
            **{key: change[key] for key in ("action", "kind", "id", "name")},
            "of": f"{change['of']['kind']} {change['of']['name']}",
            "fields": {k: [v["before"], v["after"]] for k, v in change["fields"].items()},
        }
        for change in value["changes"]
    ]


def _summary(plan: Plan) -> str:
    from ccadmin.tenant.plan.making import counted

    said = counted(plan.counts, ("to delete", "to create", "to change"))
    return f'Plan for tenant "{visible(plan.tenant)}": {said}'


def _unlisted(plan: Plan) -> Iterator[str]:
    """What the documents leave out, and would be deleted if it was asked for."""
    if plan.unlisted:
        said = ", ".join(f"{n} {noun}{'s' * (n != 1)}" for noun, n in plan.unlisted.items())
        yield f"Left as they are, because no document lists them: {said}. --prune deletes them."


def _lines(plan: Plan) -> Iterator[Line]:
    objects = plan.objects
    sharing = Counter((noun, name) for noun, _, name in objects)
    for (noun, number, name), changes in objects.items():
        title = f'{noun} "{visible(name)}"' if noun != "rules" else f"{noun} {name}"
        if sharing[noun, name] > 1:
            title += f" (#{number})"
        yield from _object(noun, title, changes)


def _object(noun: str, title: str, changes: list[Planned]) -> Iterator[Line]:
    """An object and what changes of it, its own fields first."""
    from ccadmin.tenant.plan.making import action_of
    from ccadmin.tenant.plan.telling import fields_of, title_of

    yield Line(_SIGN[action_of(changes)], 0, title)
    for planned in sorted(changes, key=lambda planned: planned.change.kind != noun):
        change = planned.change
        sign, fields = _SIGN[change.action], fields_of(change)
        yield from (Line(sign, 1, visible(note)) for note in change.notes)
        if change.kind == noun:
            for field, (before, after) in fields.items():
                new = change.action is Action.CREATED
                told = _told(after) if new else _turned(before, after)
                yield Line(sign, 1, f"{_word(field)}: {told}")
        else:
            parts = [_part(field, pair, change.action) for field, pair in fields.items()]
            said = f": {', '.join(parts)}" if parts else ""
            yield Line(sign, 1, f"{visible(title_of(planned))}{said}")


def _part(field: str, pair: tuple[Any, Any], action: Action) -> str:
    """A field of a part, in the line of the part; the one that it is all about needs no name."""
    told = _told(pair[1]) if action is Action.CREATED else _turned(*pair)
    return told if field in _MAIN else f"{_word(field)} {told}"


def _turned(before: Any, after: Any) -> str:
    return f"{_told(before)} → {_told(after)}"


def _told(value: Any) -> str:
    return visible(cell(value)) or NONE


def _word(field: str) -> str:
    return field.replace("_", "-")


def _folded(line: Line, width: int) -> Iterable[str]:
    """The line, and what does not fit on it below, further in."""
    indent = "    " * line.depth
    return wrapped(f"{indent}{line.text}", width, indent=f"{indent}    ", whole_words=True) or [
        indent
    ]


def _fitting(lines: list[str]) -> int:
    """How many of the lines a comment takes."""
    size = 0
    for number, line in enumerate(lines):
        size += len(line) + 1
        if size > MOST_MARKDOWN:
            return number
    return len(lines)


def _ticks(text: str) -> int:
    """The longest run of backticks in a text: the fence around it has to be longer."""
    return max((len(list(run)) for tick, run in groupby(text) if tick == "`"), default=0)


def _painted(sign: str, text: str) -> str:
    return f"\x1b[{_COLOURS[sign]}m{text}\x1b[0m"


def colours_wanted(*, terminal: bool) -> bool:
    """Whether the environment and the stream want colours."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and (terminal or bool(os.environ.get("FORCE_COLOR")))


_SIGN: Final = {Action.DELETED: "-", Action.CREATED: "+", Action.UPDATED: "~"}
_SIGNS: Final = {"~": "!"}
_COLOURS: Final = {"-": "31", "+": "32", "~": "33"}
_MAIN: Final = frozenset({"hours", "leads_to", "proficiency", "role", "kind", "to"})
"""Fields that a part is all about."""
