"""What is right may change: shared by rules that know turbulence. Not a rule itself."""

from __future__ import annotations

from lcsim.chance import bits, compiled, to_index, uniform


@compiled
def turn_reality(state, start, who, share):  # type: ignore[no-untyped-def]
    """Let another option be right, any of the others, in each domain with probability `share` (with the luck of `who`)."""
    options = state.expression.shape[1]
    for k in range(state.reality.shape[0]):
        if uniform(start, who, 2 * k) < share:
            further = 1 + to_index(bits(start, who, 2 * k + 1), options - 1)
            state.reality[k] = (state.reality[k] + further) % options
