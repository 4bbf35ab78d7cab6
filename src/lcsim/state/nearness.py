"""Ask memory in time for what will be read soon.

People act organisation by organisation in hashed order: in a large community the rows of an organisation lie far
from those of the one before, and each first look at one of them would be waited for.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload

from lcsim.state.columns import TABLE_WIDTH, column_type
from lcsim.state.compiled_view import PLACE, StateType

NEAR = (
    "key",
    "values",
    "formative",
    "practice",
    "known",
    "identity",
    "authority",
    "openness",
    "team",
    "organisation",
    "joined",
    "tie_count",
    "tie_to",
    "tie_trust",
    "tie_last",
)
"""Columns of people that everyday work reads."""

LINE = 64
"""Bytes that memory hands over at a time."""


def bring_near(state, visits, at, m):  # type: ignore[no-untyped-def]
    """While the `m`-th person of the organisation ``visits[at]`` acts: fetch the row of the `m`-th of the next one.

    Changes nothing; compiled only, for plain Python knows no such thing.
    """


@overload(bring_near, inline="never")
def _bring_near(state, visits, at, m):  # type: ignore[no-untyped-def]
    def compiled_bring_near(state, visits, at, m):  # type: ignore[no-untyped-def]
        if at + 1 < visits.shape[0]:
            organisation = visits[at + 1]
            place = state.roll_start[organisation] + m
            if place < state.roll_start[organisation + 1]:
                _prefetch(state, state.roll[place])

    return compiled_bring_near


@intrinsic
def _prefetch(typing_context: Any, state: Any, row: Any) -> Any:
    """Ask for `row` of each column of `NEAR`."""
    if not isinstance(state, StateType):
        raise TypeError(f"not a state: {state}")

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        word, byte = context.get_value_type(types.uintp), ir.IntType(8).as_pointer()
        number = ir.IntType(32)
        table = builder.bitcast(given[0], word.as_pointer())
        place = context.cast(builder, given[1], signature.args[1], types.uintp)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", (byte,), kind)
        zero, line = ir.Constant(word, 0), ir.Constant(word, LINE)

        def entry(name: str, offset: int) -> Any:
            at = builder.gep(table, [ir.Constant(word, PLACE[name] * TABLE_WIDTH + offset)], inbounds=True)
            return builder.load(at)

        for name in NEAR:
            dtype, axes = column_type(name, state.wide)
            length = ir.Constant(word, dtype.itemsize)
            if axes == 2:
                length = builder.mul(length, entry(name, 2))
            start = builder.add(entry(name, 0), builder.mul(place, length))
            with cgutils.for_range_slice(builder, zero, length, line, intp=word) as (offset, _):
                address = builder.inttoptr(builder.add(start, offset), byte)
                # for reading, to be kept, as data
                builder.call(fetch, [address, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.none(state, row), generate
