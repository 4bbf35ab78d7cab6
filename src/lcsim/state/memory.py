"""Memory as compiled code sees it where numba's arrays cost too much: without ownership, and four numbers at once.

In plain Python these functions do the same at leisure.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload
from numba.np.arrayobj import make_array

INTO_CALLERS = {"forceinline": True}


def unowned(array):  # type: ignore[no-untyped-def]
    """The array without ownership: no references are counted, so the array itself must be kept (`keep`)."""
    return array


def keep(owned):  # type: ignore[no-untyped-def]
    """Does nothing: what is named here has not been let go before."""


def four_at(row, at):  # type: ignore[no-untyped-def]
    """Four numbers of 16 bits of a contiguous `row`, from `at` on, in one word of 64 bits."""
    return row[at : at + 4].view(np.uint64)[0]


@overload(unowned, jit_options=INTO_CALLERS)
def _unowned(array):  # type: ignore[no-untyped-def]
    return lambda array: _without_owner(array)


@overload(keep, jit_options=INTO_CALLERS)
def _keep(owned):  # type: ignore[no-untyped-def]
    def kept(owned):  # type: ignore[no-untyped-def]
        pass

    return kept


@overload(four_at, jit_options=INTO_CALLERS)
def _four_at(row, at):  # type: ignore[no-untyped-def]
    return lambda row, at: _word_at(row, at)


@intrinsic
def _without_owner(typing_context: Any, array: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        made = make_array(signature.return_type)(context, builder, given[0])
        made.meminfo = cgutils.get_null_value(made.meminfo.type)
        made.parent = cgutils.get_null_value(made.parent.type)
        return made._getvalue()

    return array(array), generate


@intrinsic
def _word_at(typing_context: Any, row: Any, at: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = make_array(row)(context, builder, given[0]).data
        place = context.cast(builder, given[1], at, types.int64)
        word = builder.bitcast(builder.gep(data, [place]), ir.IntType(64).as_pointer())
        return builder.load(word, align=2)

    return types.uint64(row, at), generate


__all__ = ["four_at", "keep", "unowned"]
