"""Twin runs: how far the same run grows apart from itself when one person works otherwise in one domain at week 0.

Prints by week, over 20 seeds: the share of practices that differ between the twins (people present in both, domain by
domain), mean and range, and in how many pairs anything differs at all.
"""

from __future__ import annotations

import numpy as np

import lcsim
from lcsim.measures.control_difficulty import twin_divergence
from lcsim.state import State, copy_state

WEEKS = (0, 1, 4, 13, 26, 52, 104, 156)
SEEDS = range(1, 21)


def course(seed: int, changed: bool) -> list[State]:
    """States of one run at `WEEKS`; `changed`: the first person takes up another option in the first domain."""
    model = lcsim.LearningCommunity(lcsim.load("nursing_home"), seed=seed)
    if changed:
        state = model.state
        other = (state.practice[0, 0] + 1) % 4
        state.practice[0, 0] = other
        state.known[0, 0] |= np.uint8(1 << other)
    states = []
    for week in WEEKS:
        model.run(weeks=week - model.week)
        states.append(copy_state(model.state))
    return states


if __name__ == "__main__":
    apart = np.array(
        [
            [
                twin_divergence(*pair).practice.value
                for pair in zip(course(seed, False), course(seed, True), strict=True)
            ]
            for seed in SEEDS
        ]
    )
    for week, column in zip(WEEKS, apart.T, strict=True):
        differ = int((column > 0.0).sum())
        print(
            f"week {week:3}: {column.mean():.3f} ({column.min():.3f} to {column.max():.3f}), {differ} of {len(SEEDS)}"
        )
