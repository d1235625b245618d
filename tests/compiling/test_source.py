"""What Cython is given of a small module: structures of C, and functions that are given those."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from ccadmin.acd import loading
from compiling import joining, seldom, source, structures
from compiling.declarations import Declarations, read

SOURCE = Path(loading.__file__).parent
TYPES = """\
from . cimport columns

cdef class Shelf:  # a record a row
    cdef int[::1] first  # apart
    cdef long long[::1] weight
    cdef int[::1] size

cdef class Store:
    cdef Shelf shelf
    cdef long long[::1] box
    cdef readonly long long boxes

cdef long long MOST

cpdef void fill(Store store, long long amount) except *
cdef bint is_full(Store store, long long place) noexcept
cdef void clear(Shelf shelf, long long first) noexcept  # seldom
"""
MODULE = '''\
"""A store."""

from . import columns
from .codes import NONE

MOST: Final = 3


class Shelf:
    """Places."""

    def __init__(self, columns: Columns) -> None:
        self.first = columns["first"]
        self.weight = columns["weight"]
        self.size = columns["size"]
        clear(self, 0)


class Store:
    """Boxes."""

    def __init__(self, shelf: Shelf, columns: Columns) -> None:
        self.shelf = shelf
        self.box = columns["box"]
        self.boxes = 0


def fill(store: Store, amount: int) -> None:
    """Put boxes on the shelf."""
    if amount > MOST:
        return
    if store.boxes == len(store.box):
        store.box = columns.doubled(store.box)
    shelf = store.shelf
    store.box[store.boxes] = shelf.first[0]
    shelf.size[0] += is_full(store, 0) == NONE


def is_full(store: Store, place: int) -> bool:
    """Whether it is."""
    return store.shelf.size[place] > store.shelf.weight[place]


def clear(shelf: Shelf, first: int) -> None:
    """Empty the places from the first one on."""
    size = shelf.size
    ends = shelf.first
    for place in range(first, len(shelf.size)):
        size[place] = ends[0] | 1 << place
'''


@pytest.fixture
def declared(tmp_path: Path) -> Declarations:
    path = tmp_path / "store.pxd"
    path.write_text(TYPES, encoding="utf-8")
    return read(path)


def written(declared: Declarations, *, checked: bool = False) -> str:
    tree = joining.numbered(ast.parse(MODULE), "codes")
    lines = joining.functions("store", tree, declared, declared.structures, checked=checked)
    return "\n".join(lines)


def test_functions_are_given_structures_and_the_names_of_their_module(
    declared: Declarations,
) -> None:
    assert written(declared) == dedent(
        """\
        cdef long long store__MOST = 3
        cdef int store__fill__c(Store_s* store, long long amount) except -1:
            'Put boxes on the shelf.'
            if amount > store__MOST:
                return 0
            if store.boxes == store.box__rows:
                as_Store(store.held_by).double__box()
            shelf = &store.shelf
            store.box[store.boxes] = (<long long> shelf.first[0])
            shelf.records[0].size += counted(store__is_full(store, 0) == codes__NONE)

        def store__fill(Store store not None, long long amount):
            return store__fill__c(store.s, amount)

        cdef bint store__is_full(Store_s* store, long long place) noexcept:
            'Whether it is.'
            return (<long long> store.shelf.records[place].size) > store.shelf.records[place].weight

        cdef void store__clear(Shelf_s* shelf, long long first) noexcept:
            'Empty the places from the first one on.'
            pass
            ends = shelf.first
            for place in range(first, shelf.records__rows):
                shelf.records[place].size = (<long long> ends[0]) | (<long long> 1) << place
        """
    )


def test_a_checked_build_looks_at_the_bounds_of_every_column(declared: Declarations) -> None:
    lines = written(declared, checked=True).splitlines()

    size = "store.shelf.records[within(place, store.shelf.records__rows)]"
    assert f"    return (<long long> {size}.size) > {size}.weight" in lines
    emptied = "shelf.records[within(place, shelf.records__rows)].size"
    first = "(<long long> shelf.first[within(0, shelf.first__rows)])"
    assert lines[-1] == f"        {emptied} = {first} | (<long long> 1) << place"


def test_columns_become_pointers_and_those_of_the_same_rows_become_records(
    declared: Declarations,
) -> None:
    shelf, store = declared.structures.values()

    assert list(structures.layout(shelf)) == [
        "cdef struct Shelf_record:",
        "    long long weight",
        "    int size",
        "    char unused[4]",
        "cdef struct Shelf_s:",
        "    void* held_by",
        "    Shelf_record* records",
        "    long long records__rows",
        "    int* first",
        "    long long first__rows",
    ]
    assert list(structures.layout(store)) == [
        "cdef struct Store_s:",
        "    void* held_by",
        "    Shelf_s shelf",
        "    long long* box",
        "    long long boxes",
        "    long long box__rows",
    ]


def test_a_structure_is_laid_out_after_those_that_lie_within_it(declared: Declarations) -> None:
    shelf, store = declared.structures.values()

    ordered = structures.inner_first({"Store": store, "Shelf": shelf})

    assert [each.name for each in ordered] == ["Shelf", "Store"]


@pytest.mark.parametrize(
    ("size", "unused"), [(3, 5), (8, 0), (12, 4), (24, 8), (40, 24), (64, 0), (104, 24)]
)
def test_records_fill_lines_of_memory_alone_or_with_their_neighbours(
    size: int, unused: int
) -> None:
    assert structures.padding(size) == unused


def test_the_class_around_a_structure_keeps_its_columns_alive(declared: Declarations) -> None:
    tree = next(
        node
        for node in ast.parse(MODULE).body
        if isinstance(node, ast.ClassDef) and node.name == "Store"
    )

    lines = structures.owner(declared.structures["Store"], tree, "store", {("Store", "box")})

    assert "\n".join(lines) == dedent(
        """\
        cdef class Store:
            cdef Store_s* s
            cdef dict held

            def __init__(self, shelf, columns):
                cdef bytearray itself = bytearray(sizeof(Store_s))
                self.held = {"itself": itself}
                self.s = <Store_s*> <char*> itself
                self.s.held_by = <void*> self
                self.held["shelf"] = shelf
                (<Shelf?> shelf).move(&self.s.shelf, itself)
                self.held["box"] = columns['box']
                self.s.box = rows_of_long_long(self.held, "box", &self.s.box__rows)
                self.s.boxes = 0

            @property
            def boxes(self):
                return self.s.boxes

            cdef int move(self, Store_s* where, bytearray outer) except -1:
                where[0] = self.s[0]
                self.s = where
                self.held["itself"] = outer
                (<Shelf> self.held["shelf"]).move(&where.shelf, outer)
                return 0

            cdef int double__box(self) except -1:
                self.held["box"] = columns__doubled(self.held["box"])
                self.s.box = rows_of_long_long(self.held, "box", &self.s.box__rows)
                return 0

        cdef inline Store as_Store(void* owner):
            return <Store> owner"""
    )


def test_what_a_class_calls_as_it_is_made_finds_its_records_in_place(
    declared: Declarations,
) -> None:
    tree = ast.parse(MODULE).body[4]
    assert isinstance(tree, ast.ClassDef)

    lines = list(structures.owner(declared.structures["Shelf"], tree, "store", set()))

    made = lines.index("            records[row].size = size__column[row]")
    assert lines[made + 1] == "        store__clear(self.s, 0)"


def test_a_line_of_no_known_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.pxd"
    path.write_text("cdef enum Color\n", encoding="utf-8")

    with pytest.raises(ValueError, match="cdef enum Color"):
        read(path)


def test_the_source_of_the_distributor_says_from_what_it_was_made() -> None:
    text = source.text(SOURCE, checked=False)

    assert text.splitlines()[-1] == f'MADE_FROM = "{loading.fingerprint(SOURCE)}"'
    assert "columns__doubled(" in text
    assert " = columns.doubled(" not in text


def test_what_is_called_seldom_is_said_in_the_prototypes_of_c_once(declared: Declarations) -> None:
    names = {f"store__{each.name}" for each in declared.functions.values() if each.is_seldom}
    code = """\
static int __pyx_f_4made_store__is_full(struct Store_s *, PY_LONG_LONG); /*proto*/
static void __pyx_f_4made_store__clear(struct Shelf_s *, PY_LONG_LONG); /*proto*/
static void __pyx_f_4made_store__clear(struct Shelf_s *shelf, PY_LONG_LONG first) {
"""

    told = seldom.marked(code, names)

    full, clear, body = told.splitlines()
    assert (full, body) == (code.splitlines()[0], code.splitlines()[2])
    assert clear == (
        "static void __pyx_f_4made_store__clear(struct Shelf_s *, PY_LONG_LONG) SELDOM; /*proto*/"
    )
    assert seldom.marked(told, names) == told


def test_the_distributor_says_what_is_called_seldom() -> None:
    names = seldom.names(SOURCE)

    assert {"places__enlarge", "witness__note", "schedule__turn"} <= names
    assert not {"loop__run", "service__answer", "ranking__is_ready"} & names
    assert f"#define {seldom.WORD} " in source.text(SOURCE, checked=False)
