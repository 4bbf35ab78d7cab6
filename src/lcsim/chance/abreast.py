"""Races run abreast: exponential waits for each of some ties, four races at once, and the least wait of each.

The vectors are asked for by hand: whether a compiler finds them in loops this short depends on what stands around.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload
from numba.np.arrayobj import make_array

from lcsim.chance import arithmetic, draws

ABREAST = 4
"""Races that are run at once."""
LANES = 2 * ABREAST
"""Numbers of one vector: the races of two ties."""
NUMBER, WORD, DOUBLE = ir.IntType(32), ir.IntType(64), ir.DoubleType()
WORDS, DOUBLES = ir.VectorType(WORD, LANES), ir.VectorType(DOUBLE, LANES)


def run_abreast(keys, others, trusts, n, own, luck, wait, least, winner):  # type: ignore[no-untyped-def]
    """For each of the first `n` ties: draw the luck and the wait of every race; keep the least and whose it is.

    Parameters
    ----------
    keys : uint64[R]
        Keys of people.
    others : int32[E], trusts : float64[E]
        Of each tie: row of the other person, and trust.
    own : uint64[4]
        Luck of each race, before it is mixed with the other's key.
    luck : uint64[4 (E + 1)], wait : float64[4 (E + 1)]
        Filled: of tie e and race r at 4 e + r, random bits and -ln(u); an odd tie has company.
    least : float64[4], winner : int64[4]
        Filled: the least of wait / trust, and its tie, the first of equals.
    """
    least[:] = np.inf
    winner[:] = 0
    for e in range(n):
        for race in range(ABREAST):
            drawn = draws.mix(own[race] + keys[others[e]] * draws.PAIR)
            at = ABREAST * e + race
            luck[at] = drawn
            wait[at] = -arithmetic.short_logarithm(draws.to_open_share(np.uint64(drawn)))
            divided = wait[at] / trusts[e]
            if divided < least[race]:
                least[race] = divided
                winner[race] = e


@overload(run_abreast, jit_options={"forceinline": True})
def _run_abreast(keys, others, trusts, n, own, luck, wait, least, winner):  # type: ignore[no-untyped-def]
    return lambda keys, others, trusts, n, own, luck, wait, least, winner: _in_vectors(
        keys, others, trusts, n, own, luck, wait, least, winner
    )


def _all(kind: ir.VectorType, value: Any) -> ir.Constant:
    """The same constant in every lane."""
    return ir.Constant(kind, [value] * LANES)


def _lanes(builder: Any, one: Any, other: Any, places: list[int]) -> Any:
    """The lanes of two vectors, one after the other, that stand at `places`."""
    return builder.shuffle_vector(one, other, ir.Constant(ir.VectorType(NUMBER, len(places)), places))


def _for_two(builder: Any, one: Any, other: Any) -> Any:
    """What is of one tie to the lanes of its races, and what is of the other to those of the other."""
    both = ir.Constant(ir.VectorType(one.type, 2), ir.Undefined)
    both = builder.insert_element(both, one, NUMBER(0))
    both = builder.insert_element(both, other, NUMBER(1))
    return _lanes(builder, both, both, [0] * ABREAST + [1] * ABREAST)


def _mixed(builder: Any, x: Any) -> Any:
    """`lcsim.chance.mix` of every lane."""
    for shift, multiplier in ((draws.U30, draws.MULTIPLIER_1), (draws.U27, draws.MULTIPLIER_2)):
        x = builder.xor(x, builder.lshr(x, _all(WORDS, int(shift))))
        x = builder.mul(x, _all(WORDS, int(multiplier)))
    return builder.xor(x, builder.lshr(x, _all(WORDS, int(draws.U31))))


def _waits(builder: Any, luck: Any) -> Any:
    """-short_logarithm(to_open_share(luck)) of every lane, the same operations in the same order."""
    share = builder.sitofp(builder.lshr(luck, _all(WORDS, int(draws.U12))), DOUBLES)  # below 2**52: signed or not
    share = builder.fmul(builder.fadd(share, _all(DOUBLES, 0.5)), _all(DOUBLES, draws.TWO_TO_MINUS_52))
    bits = builder.bitcast(share, WORDS)
    half_root = _all(WORDS, int(arithmetic.HALF_ROOT_BITS))
    exponent = builder.ashr(builder.sub(bits, half_root), _all(WORDS, 52))
    bits = builder.sub(bits, builder.shl(exponent, _all(WORDS, 52)))
    f = builder.fsub(builder.bitcast(bits, DOUBLES), _all(DOUBLES, 1.0))
    a = arithmetic
    p = _all(DOUBLES, a.S7)
    for coefficient in (a.S6, a.S5, a.S4, a.S3, a.S2, a.S1):
        p = builder.fadd(builder.fmul(p, f), _all(DOUBLES, coefficient))
    whole = builder.fmul(builder.sitofp(exponent, DOUBLES), _all(DOUBLES, a.LN2))
    return builder.fneg(builder.fadd(whole, builder.fmul(p, f)))


@intrinsic
def _in_vectors(
    typing_context: Any,
    keys: Any,
    others: Any,
    trusts: Any,
    n: Any,
    own: Any,
    luck: Any,
    wait: Any,
    least: Any,
    winner: Any,
) -> Any:
    """`run_abreast`, two ties to a vector."""
    given_types = (keys, others, trusts, n, own, luck, wait, least, winner)

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        def start(at: int, kind: Any) -> Any:
            array = make_array(given_types[at])(context, builder, given[at])
            return builder.bitcast(array.data, kind.as_pointer())

        key_of_row, rows, trust_of = start(0, WORD), start(1, NUMBER), start(2, DOUBLE)
        count = context.cast(builder, given[3], n, types.int64)
        last = builder.sub(count, WORD(1))
        four = builder.load(start(4, ir.VectorType(WORD, ABREAST)), align=8)
        own_lanes = _lanes(builder, four, four, [*range(ABREAST)] * 2)
        lucks, waits = start(5, WORDS), start(6, DOUBLES)
        least_now = cgutils.alloca_once(builder, DOUBLES)
        winner_now = cgutils.alloca_once(builder, WORDS)
        builder.store(_all(DOUBLES, float("inf")), least_now)
        builder.store(_all(WORDS, 0), winner_now)
        with cgutils.for_range(builder, builder.lshr(builder.add(count, WORD(1)), WORD(1)), intp=WORD) as loop:
            one = builder.shl(loop.index, WORD(1))
            other = builder.add(one, WORD(1))
            there = builder.icmp_signed("<=", other, last)
            other = builder.select(there, other, last)
            slots = _for_two(builder, one, other)

            def mixed_key(e: Any) -> Any:
                row = builder.zext(builder.load(builder.gep(rows, [e])), WORD)
                return builder.mul(builder.load(builder.gep(key_of_row, [row])), WORD(int(draws.PAIR)))

            drawn = _mixed(builder, builder.add(own_lanes, _for_two(builder, mixed_key(one), mixed_key(other))))
            builder.store(drawn, builder.gep(lucks, [loop.index]), align=8)
            raw = _waits(builder, drawn)
            builder.store(raw, builder.gep(waits, [loop.index]), align=8)
            company = builder.load(builder.gep(trust_of, [other]))
            company = builder.select(there, company, DOUBLE(0.0))  # who is not there waits for ever
            divided = builder.fdiv(raw, _for_two(builder, builder.load(builder.gep(trust_of, [one])), company))
            before = builder.load(least_now)
            sooner = builder.fcmp_ordered("<", divided, before)
            builder.store(builder.select(sooner, divided, before), least_now)
            builder.store(builder.select(sooner, slots, builder.load(winner_now)), winner_now)
        evens, odds = [*range(ABREAST)], [*range(ABREAST, LANES)]
        waited, won = builder.load(least_now), builder.load(winner_now)
        even_wait, odd_wait = (_lanes(builder, waited, waited, half) for half in (evens, odds))
        even_slot, odd_slot = (_lanes(builder, won, won, half) for half in (evens, odds))
        first = builder.and_(
            builder.fcmp_ordered("==", odd_wait, even_wait), builder.icmp_signed("<", odd_slot, even_slot)
        )
        odd = builder.or_(builder.fcmp_ordered("<", odd_wait, even_wait), first)
        builder.store(builder.select(odd, odd_wait, even_wait), start(7, odd_wait.type), align=8)
        builder.store(builder.select(odd, odd_slot, even_slot), start(8, odd_slot.type), align=8)
        return context.get_dummy_value()

    return types.none(*given_types), generate
