"""Polars columns as arrays of machine integers, which is what the compiled engine runs over.

`Series.to_list` makes a Python object of each number first, and `Series.to_numpy` needs NumPy. The
Arrow C stream interface, which Polars offers as a capsule, hands over the memory itself; its layout
is fixed by https://arrow.apache.org/docs/format/CDataInterface.html.
"""

from __future__ import annotations

import ctypes
import sys
from array import array
from collections.abc import Sequence
from typing import ClassVar, Final, overload

import polars as pl

WIDTHS: Final = {"b": pl.Int8, "i": pl.Int32, "q": pl.Int64}
"""The typecodes of arrays, and the columns that hold the same."""


class _ArrowArray(ctypes.Structure):
    _fields_: ClassVar = [
        ("length", ctypes.c_int64),
        ("null_count", ctypes.c_int64),
        ("offset", ctypes.c_int64),
        ("n_buffers", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("buffers", ctypes.POINTER(ctypes.c_void_p)),
        ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p),
        ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("private_data", ctypes.c_void_p),
    ]


class _ArrowArrayStream(ctypes.Structure):
    _fields_: ClassVar = [
        ("get_schema", ctypes.c_void_p),
        ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)),
        ("get_last_error", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    ]


def machine_integers(column: pl.Series, code: str = "q") -> array[int]:
    """The values of a column of whole numbers without nulls, as an array of that typecode."""
    ready = column.cast(WIDTHS[code])
    if ready.null_count():
        raise AssertionError("a column with nulls has no machine integers")
    integers = array(code)
    capsule = ready.__arrow_c_stream__()
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    address = pointer(capsule, b"arrow_array_stream")
    stream = _ArrowArrayStream.from_address(address)
    while True:
        chunk = _ArrowArray()
        if stream.get_next(address, ctypes.byref(chunk)) or not chunk.release:
            break
        width = integers.itemsize
        start = chunk.buffers[1] + chunk.offset * width if chunk.length else 0
        integers.frombytes(ctypes.string_at(start, chunk.length * width))
        chunk.release(ctypes.byref(chunk))
    return integers


def column_of(name: str, integers: Sequence[int]) -> pl.Series:
    """Whole numbers, in whatever sequence they come, as a column.

    Memory goes in as one binary value that is then read as so many numbers: five times faster
    than the constructor, which looks at them one by one.
    """
    view = memoryview(integers) if isinstance(integers, array | memoryview) else None
    if view is None or view.format not in WIDTHS or not len(view):
        return pl.Series(name, integers, dtype=pl.Int64)
    memory = pl.Series(name, [view.tobytes()])
    numbers = pl.Array(WIDTHS[view.format], len(view))
    read = memory.bin.reinterpret(dtype=numbers, endianness=sys.byteorder)
    return read.explode().cast(pl.Int64)


class Texts(Sequence[str]):
    """A text column as a sequence that makes its Python strings when somebody first asks for one.

    Only random draws need the ids of contacts; a run without any never pays for a million strings.
    """

    def __init__(self, column: pl.Series) -> None:
        self._column = column
        self._texts: list[str] | None = None

    def __len__(self) -> int:
        return len(self._column)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if self._texts is None:
            self._texts = self._column.to_list()
        return self._texts[index]
