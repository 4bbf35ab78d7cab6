"""Whether a week changed what people hold dear or do."""

from __future__ import annotations

from lcsim.chance import compiled
from lcsim.state.columns import PEOPLE


@compiled
def changed(state, values_before, practice_before, tolerance):  # type: ignore[no-untyped-def]
    """Whether any value moved by more than `tolerance`, or any way of working changed, since the copies were made."""
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        if i >= values_before.shape[0]:
            return True
        for v in range(state.values.shape[1]):
            if abs(state.values[i, v] - values_before[i, v]) > tolerance:
                return True
        for k in range(state.practice.shape[1]):
            if state.practice[i, k] != practice_before[i, k]:
                return True
    return False
