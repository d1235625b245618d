"""`ccadmin help error-codes` lists every code that the source can raise, under its exit status."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccadmin import database, errors
from ccadmin.errors import CcadminError, StoreError
from ccadmin.help import topics

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE: Final = Path(errors.__file__).parent
KINDS: Final = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, CcadminError)
}


def test_every_code_of_the_source_is_listed_under_its_exit_status() -> None:
    assert sorted(raised() - listed()) == [], "give each a sentence in ccadmin/help/error-codes.txt"


def test_every_code_that_is_listed_is_raised_with_that_status() -> None:
    assert sorted(listed() - raised()) == []


def test_the_codes_of_a_status_stand_in_order_and_each_once() -> None:
    codes = [code.casefold() for _, found in sections() for code in found]

    assert len(set(codes)) > 150
    for _, found in sections():
        keys = [code.casefold() for code in found]
        assert keys == sorted(set(keys))


def test_codes_are_found_in_every_way_of_raising_them() -> None:
    source = (
        "raise RuleError('plain', 'm')\n"
        "raise errors.StoreError(code, 'm')\n"
        "raise NotFoundError(f'{kind}-not-found', 'm')\n"
        "raise ProblemsError(code='named', message='m')\n"
        "raise ValueError('none')\n"
    )

    assert set(codes_in(source)) == {
        ("RuleError", "plain"),
        ("NotFoundError", "*-not-found"),
        ("ProblemsError", "named"),
    }


def sections() -> list[tuple[int, list[str]]]:
    """The codes that the topic lists, by exit status."""
    _, *parts = topics.text("error-codes").split("\nExit status ")
    return [
        (int(part.split(",")[0]), re.findall(r"(?m)^  ([A-Za-z0-9-]+)(?:  |$)", part))
        for part in parts
    ]


def listed() -> set[tuple[int, str]]:
    """The codes that the topic lists; where the source has only a pattern, by that pattern."""
    patterns = {(status, code) for status, code in raised() if "*" in code}
    found: set[tuple[int, str]] = set()
    for status, codes in sections():
        for code in codes:
            fits = [p for s, p in patterns if s == status and _fits(code, p)]
            found.update((status, each) for each in fits or [code])
            if code == code.lower() and (status, code) in raised():
                found.add((status, code))
    return found


def _fits(code: str, pattern: str) -> bool:
    """Whether a listed code stands for a pattern: `KIND-not-found`, or one that it can turn into."""
    upper = re.sub(r"[A-Z]+", "*", code)
    if upper != code:
        return upper == pattern
    return pattern == "unknown-*" and code.startswith("unknown-")


@cache
def raised() -> frozenset[tuple[int, str]]:
    """The exit status and code of every error that the source raises."""
    found = {
        (int(KINDS[kind].exit_status), code)
        for path in SOURCE.rglob("*.py")
        for kind, code in codes_in(path.read_text(encoding="utf-8"))
    }
    found |= {(int(StoreError.exit_status), code) for code, _, _ in database._MEANINGS.values()}  # noqa: SLF001 - SQLite's complaints stand in a table
    return frozenset(found | {(1, errors.UnexpectedError.of(OSError()).code)})


def codes_in(source: str) -> Iterator[tuple[str, str]]:
    """The kind and the code of every error made in a module, with `*` for what is filled in."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        named = [word.value for word in node.keywords if word.arg == "code"]
        if name not in KINDS or not (code := [*node.args[:1], *named]):
            continue
        if isinstance(code[0], ast.Constant):
            yield name, str(code[0].value)
        elif isinstance(code[0], ast.JoinedStr):
            yield (
                name,
                "".join(
                    str(getattr(part, "value", "")) if isinstance(part, ast.Constant) else "*"
                    for part in code[0].values
                ),
            )
