"""Puts what a script found into a page of the documentation, between two markers."""

from __future__ import annotations

import re


def replace_block(page: str, marker: str, block: str) -> str:
    """The page with a new text between the begin and the end of a generated block.

    Raises:
        ValueError: the page has no such block.
    """
    return _between(f"<!-- {marker}: begin -->", f"<!-- {marker}: end -->", page, marker, block)


def write_block(page: str, name: str, block: str) -> str:
    """The page with the block that `make NAME` writes, as `make docs` has its own.

    Raises:
        ValueError: the page has no such block.
    """
    begin, end = f"<!-- {name}: written by `make {name}` -->", f"<!-- end of {name} -->"
    return _between(begin, end, page, name, block)


def _between(begin: str, end: str, page: str, name: str, block: str) -> str:
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(page):
        raise ValueError(f'the page has no block "{name}"')
    return pattern.sub(lambda _: f"{begin}\n{block}\n{end}", page)
