"""People who already work otherwise at the founding, and those around them."""

from __future__ import annotations

import numpy as np

from lcsim.chance import bits, stream, stream_key
from lcsim.mechanisms.acts import enact
from lcsim.scenario.model import Pioneers
from lcsim.state.columns import PEOPLE, State

LUCK = stream_key("founding", "pioneers")


def plant(state: State, pioneers: Pioneers, luck: np.uint64) -> None:
    """Let pioneers (and, if so asked, all to whom they have ties) enact and know one option in every domain.

    Who is drawn depends on the keys of people and on `luck` alone; all are drawn where there are fewer than asked for.
    """
    people = int(state.clock[PEOPLE])
    start = np.uint64(stream(luck, 0, LUCK))
    drawn = sorted(range(people), key=lambda i: int(bits(start, np.uint64(state.key[i]), 0)))[: pioneers.number]
    rows = set(drawn)
    if pioneers.neighbours:
        for i in drawn:
            rows.update(state.tie_to[i, : state.tie_count[i]].tolist())
    for i in sorted(rows):
        for k in range(state.practice.shape[1]):
            enact(state, i, k, pioneers.option)
            if state.known.shape[1] > 0:
                state.known[i, k] |= state.known.dtype.type(1 << pioneers.option)
