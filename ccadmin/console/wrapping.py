"""Prose in lines that fit a terminal, on which a Chinese character takes two columns.

The standard library's `textwrap` counts characters, so that such lines run over.
"""

from __future__ import annotations

import re
from typing import Final

from ccadmin.console.cells import width_of

_PIECES: Final = re.compile(r"\s+|\S+")


def wrapped(text: str, width: int, *, indent: str = "", whole_words: bool = False) -> list[str]:
    """The lines of a text, broken between words.

    Args:
        text: what is to be said; blanks within a line stay as they are, if they leave room for it.
        width: columns of a line at most.
        indent: what stands before every line but the first.
        whole_words: leave a word that is too long for a line as it is, so that it can be copied.
    """
    lines, line = [], ""
    for piece in _PIECES.findall(text):
        if width_of(line) + width_of(piece) <= width:
            line += piece
            continue
        if line.strip() and line != indent:
            lines.append(line.rstrip())
            line = indent
        if piece.isspace():
            continue
        if width_of(line) + width_of(piece[0]) > width:
            line = ""  # blanks, or an indent, that leave no room for a single character
        rest = piece
        while not whole_words and (fitting := _fitting(rest, width - width_of(line))) < len(rest):
            lines.append(line + rest[:fitting])
            line, rest = indent, rest[fitting:]
        line += rest
    return [*lines, line.rstrip()] if line.strip() else lines


def _fitting(text: str, room: int) -> int:
    """How many characters fit into the room; one at least."""
    taken = 0
    for index, character in enumerate(text):
        taken += width_of(character)
        if taken > room:
            return max(index, 1)
    return len(text)
