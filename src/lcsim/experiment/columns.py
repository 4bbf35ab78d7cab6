"""Columns of tables from plain lists and arrays.

``pyarrow.array`` imports pandas to see whether it was given something of pandas, which takes longer than all
of our writing; columns made from their bytes do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import pyarrow as pa


def numbers(values: ArrayLike, kind: type[np.generic], missing: NDArray[np.bool_] | None = None) -> pa.Array:
    """A column of numbers of type `kind`; null where `missing`."""
    import pyarrow as pa

    data = np.ascontiguousarray(values, kind)
    return pa.Array.from_buffers(getattr(pa, data.dtype.name)(), data.size, [_validity(missing), pa.py_buffer(data)])


def shares(values: ArrayLike) -> pa.Array:
    """A column of float64; NaN is null."""
    data = np.asarray(values, np.float64)
    missing = np.isnan(data)
    return numbers(np.where(missing, 0.0, data), np.float64, missing)


def texts(values: Sequence[str | None]) -> pa.Array:
    """A column of text; ``None`` is null."""
    import pyarrow as pa

    pieces = [(value or "").encode() for value in values]
    ends = np.zeros(len(pieces) + 1, np.int32)
    np.cumsum([len(piece) for piece in pieces], out=ends[1:], dtype=np.int32)
    missing = np.array([value is None for value in values], np.bool_)
    buffers = [_validity(missing), pa.py_buffer(ends), pa.py_buffer(b"".join(pieces))]
    return pa.Array.from_buffers(pa.string(), len(pieces), buffers)


def words(codes: NDArray[Any], dictionary: Sequence[str]) -> pa.Array:
    """A column of text by codes into a dictionary; null where the code is negative."""
    import pyarrow as pa

    missing = codes < 0
    indices = numbers(np.where(missing, 0, codes), np.int32, missing)
    return pa.DictionaryArray.from_arrays(indices, texts(list(dictionary) or [""])).dictionary_decode()


def _validity(missing: NDArray[np.bool_] | None) -> pa.Buffer | None:
    import pyarrow as pa

    if missing is None or not missing.any():
        return None
    return pa.py_buffer(np.packbits(~missing, bitorder="little"))
