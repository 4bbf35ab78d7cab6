"""The more two people have in common, the likelier one takes over something in which they differ."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, mix, stream_key, to_index, to_share
from lcsim.mechanisms.acts import take_over
from lcsim.part import Rule, parameter
from lcsim.state.columns import PEOPLE

STREAM = stream_key("copy_a_difference")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class CopyADifference(Rule):
    """Dissemination of culture (Axelrod 1997): who acts looks at one random domain of the other.

    If they do the same in it, the one who acts takes over a random domain in which they differ. The probability of
    this is their similarity. With `drift` one domain then changes at random (Klemm et al. 2003).
    """

    name: ClassVar[str] = "copy_a_difference"
    phase: ClassVar[str] = "adoption"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "taking over a difference from those one resembles"
    dutch: ClassVar[str] = "een verschil overnemen van wie op je lijkt"
    formula: ClassVar[str] = (
        "one random domain f: if w_i[f] = w_j[f], a random domain in which they differ is copied from j to i; then with "
        "probability drift a random domain of i takes a random option"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice",)
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "Axelrod 1997, Journal of Conflict Resolution 41(2)",
        "Klemm, Eguiluz, Toral & San Miguel 2003, Physical Review E 67: 045101",
    )

    drift: float = parameter(
        0.0,
        low=0.0,
        high=0.01,
        at_most=1.0,
        unit="probability per meeting",
        wording="probability that a domain changes at random",
        dutch="kans dat een domein willekeurig verandert",
        source="Axelrod 1997: 0; Klemm et al. 2003: up to 1",
    )


@compiled
def copy_a_difference(state, rules, week, luck, i, j, domain, bracket):  # type: ignore[no-untyped-def]
    """Let i take over a difference from j; return whether anything changed."""
    base = luck + STREAM
    domains = state.practice.shape[1]
    changed = False
    looked_at = to_index(mix(base + GOLDEN), domains)
    if state.practice[i, looked_at] == state.practice[j, looked_at]:
        differing = 0
        for k in range(domains):
            if state.practice[i, k] != state.practice[j, k]:
                differing += 1
        if differing > 0:
            pick = to_index(mix(base + GOLDEN + GOLDEN), differing)
            for k in range(domains):
                if state.practice[i, k] != state.practice[j, k]:
                    if pick == 0:
                        take_over(state, week, i, j, k, state.practice[j, k])
                        break
                    pick -= 1
            changed = True
    drift = rules.copy_a_difference.drift
    if drift > 0.0 and to_share(mix(base + np.uint64(3) * GOLDEN)) < drift:
        k = to_index(mix(base + np.uint64(4) * GOLDEN), domains)
        take_over(state, week, i, i, k, to_index(mix(base + np.uint64(5) * GOLDEN), state.expression.shape[1]))
        changed = True
    return changed


@compiled
def _part_alike(state, i, j):  # type: ignore[no-untyped-def]
    """Whether two people have something in common, and something not."""
    same = 0
    domains = state.practice.shape[1]
    for k in range(domains):
        if state.practice[i, k] == state.practice[j, k]:
            same += 1
    return 0 < same < domains


@compiled
def copy_a_difference_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether all who can meet are the same in everything or in nothing."""
    if rules.copy_a_difference.drift > 0.0:
        return False
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        if rules.stop.strangers > 0:
            for j in range(i):
                if state.present[j] and _part_alike(state, i, j):
                    return False
        else:
            for e in range(state.tie_count[i]):
                if _part_alike(state, i, state.tie_to[i, e]):
                    return False
    return True
