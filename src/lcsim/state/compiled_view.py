"""How compiled code sees a `State`: one pointer, and columns as arrays made from it when they are named.

A numba extension type. ``state.values`` in compiled code is an array on the memory of the column, without
ownership (no reference counts in the inner loops). The table of addresses and lengths never changes while
compiled code runs, which the loads say (``invariant.load``), so that they move out of loops.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.extending import NativeValue, infer_getattr, models, register_model, typeof_impl, unbox
from numba.np import numpy_support
from numba.np.arrayobj import make_array, populate_array

from lcsim.state.columns import TABLE_WIDTH, Columns, State, column_type

PLACE = {name: row for row, name in enumerate(Columns._fields)}


class StateType(types.Type):
    """Type of a state in compiled code; ``wide``: more than eight options per domain."""

    def __init__(self, wide: bool) -> None:
        self.wide = wide
        super().__init__(name=f"State(wide={wide})")


@register_model(StateType)
class StateModel(models.OpaqueModel):
    """An opaque pointer to `State.table`."""


@typeof_impl.register(State)
def _typeof_state(state: State, context: Any) -> StateType:
    return StateType(state.known.dtype.itemsize == 8)


@unbox(StateType)
def _unbox_state(typ: StateType, obj: Any, c: Any) -> Any:
    pointer = cgutils.alloca_once_value(c.builder, cgutils.get_null_value(c.context.get_value_type(typ)))
    failed = cgutils.alloca_once_value(c.builder, cgutils.true_bit)
    address = c.pyapi.object_getattr_string(obj, "address")
    with c.builder.if_then(cgutils.is_not_null(c.builder, address)):  # null: a column is not as it must be
        c.builder.store(c.pyapi.long_as_voidptr(address), pointer)
        c.pyapi.decref(address)
        c.builder.store(cgutils.is_not_null(c.builder, c.pyapi.err_occurred()), failed)
    return NativeValue(c.builder.load(pointer), is_error=c.builder.load(failed))


def _array_type(typ: StateType, name: str) -> Any:
    dtype, axes = column_type(name, typ.wide)
    return types.Array(numpy_support.from_dtype(dtype), axes, "C")


@infer_getattr
class StateAttribute(AttributeTemplate):
    """Types of the columns."""

    key = StateType

    def generic_resolve(self, typ: StateType, attr: str) -> Any:
        """Return the array type of a column, ``None`` for a name that is not one."""
        return _array_type(typ, attr) if attr in PLACE else None


@lower_getattr_generic(StateType)
def _lower_column(context: Any, builder: Any, typ: StateType, value: Any, attr: str) -> Any:
    array_type = _array_type(typ, attr)
    word = context.get_value_type(types.uintp)
    table = builder.bitcast(value, word.as_pointer())
    itemsize = context.get_abi_sizeof(context.get_data_type(array_type.dtype))

    def load(offset: int) -> Any:
        place = builder.gep(table, [ir.Constant(word, PLACE[attr] * TABLE_WIDTH + offset)], inbounds=True)
        number = builder.load(place)
        number.set_metadata("invariant.load", builder.module.add_metadata([]))
        return number

    lengths = [load(1 + axis) for axis in range(array_type.ndim)]
    strides = [ir.Constant(word, itemsize)]
    for length in reversed(lengths[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    array = make_array(array_type)(context, builder)
    data = builder.inttoptr(load(0), context.get_data_type(array_type.dtype).as_pointer())
    populate_array(array, data=data, shape=lengths, strides=strides, itemsize=ir.Constant(word, itemsize), meminfo=None)
    return array._getvalue()
