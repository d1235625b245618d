"""Pairing heaps that grow in one set of columns: many of them, of any size, without a bound.

A heap is the node at its root, or NONE. A node knows its first child, its next sibling, and the
previous one (its parent for a first child), so that any node can be taken out: somebody who waits
is answered or gives up wherever he stands. Joining is constant, leaving logarithmic on average
(Fredman, Sedgewick, Sleator and Tarjan 1986).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns
from .codes import NONE

if TYPE_CHECKING:
    from .columns import Columns


class Forest:
    """The nodes, ordered by `major`, then `minor`, then `row`, smaller first.

    A root has neither a `previous` nor a `sibling`: what these rows hold for it means nothing.
    """

    __slots__ = ("child", "major", "minor", "previous", "row", "sibling")

    def __init__(self, columns: Columns) -> None:
        self.major = columns["major"]
        self.minor = columns["minor"]
        self.row = columns["row"]
        self.child = columns["child"]
        self.sibling = columns["sibling"]
        self.previous = columns["previous"]


def before(forest: Forest, one: int, other: int) -> bool:
    """Whether one node comes before the other."""
    if forest.major[one] != forest.major[other]:
        return forest.major[one] < forest.major[other]
    if forest.minor[one] != forest.minor[other]:
        return forest.minor[one] < forest.minor[other]
    return forest.row[one] < forest.row[other]


def added(forest: Forest, root: int, node: int) -> int:
    """The root of the heap once the node, whose keys are set, is in it."""
    forest.child[node] = NONE
    if root == NONE:
        return node
    return melded(forest, root, node)


def removed(forest: Forest, root: int, node: int) -> int:
    """The root of the heap once the node is out of it."""
    below = forest.child[node]
    if below != NONE:
        below = gathered(forest, below)
    if node == root:
        return below
    previous = forest.previous[node]
    sibling = forest.sibling[node]
    if forest.child[previous] == node:
        forest.child[previous] = sibling
    else:
        forest.sibling[previous] = sibling
    if sibling != NONE:
        forest.previous[sibling] = previous
    if below == NONE:
        return root
    return melded(forest, root, below)


def melded(forest: Forest, one: int, other: int) -> int:
    """The root of two heaps made one: the later root becomes the first child of the earlier."""
    if before(forest, other, one):
        one, other = other, one
    eldest = forest.child[one]
    forest.sibling[other] = eldest
    if eldest != NONE:
        forest.previous[eldest] = other
    forest.child[one] = other
    forest.previous[other] = one
    return one


def gathered(forest: Forest, child: int) -> int:
    """The root of the heap that siblings make, melded in pairs and then from the last pair on."""
    pairs = NONE
    while child != NONE:
        second = forest.sibling[child]
        if second == NONE:
            forest.sibling[child] = pairs
            pairs = child
            break
        following = forest.sibling[second]
        pair = melded(forest, child, second)
        forest.sibling[pair] = pairs
        pairs = pair
        child = following
    root = pairs
    pairs = forest.sibling[root]
    while pairs != NONE:
        following = forest.sibling[pairs]
        root = melded(forest, root, pairs)
        pairs = following
    return root


def enlarge(forest: Forest) -> None:
    """Double the room."""
    forest.major = columns.doubled(forest.major)
    forest.minor = columns.doubled(forest.minor)
    forest.row = columns.doubled(forest.row)
    forest.child = columns.doubled(forest.child)
    forest.sibling = columns.doubled(forest.sibling)
    forest.previous = columns.doubled(forest.previous)
