"""Pattern 11: a facilitator who is too close reduces what others can contribute; one who is distant, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.looks import SWITCHED
from lcsim.docking.pattern import Condition, Pattern, PatternArm, contrast
from lcsim.part.names import ROLES
from lcsim.scenario.model import Scenario
from lcsim.simulation import Community
from lcsim.state import State, people

FACILITATOR: Final = ROLES.index("facilitator")
LEVELS: Final = {"distant": 0.1, "near": 0.5, "too_close": 0.95}


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """What others than facilitators contribute when trust between them and facilitators is held at a level all along."""
    return {name: _contributed(scenario, seed, level) for name, level in LEVELS.items()}


def _contributed(scenario: Scenario, seed: int, level: float) -> float:
    """Ways of working learned or taken over from somebody who is no facilitator, by others than facilitators, a week."""
    community = Community(scenario, seed, log=True)
    for week in range(1, community.weeks + 1):
        hold(community.state, level)
        community.advance(week)
    log = np.concatenate(community.log)
    facilitates = community.state.role == FACILITATOR
    events = log[(log[:, 1] <= SWITCHED) & (log[:, 3] >= 0)]
    return float((~facilitates[events[:, 2]] & ~facilitates[events[:, 3]]).sum() / community.weeks)


def hold(state: State, trust: float) -> None:
    """Set the trust of every tie from and to a facilitator."""
    n = people(state)
    facilitates = state.role == FACILITATOR
    own = facilitates[:n, None] | facilitates[state.tie_to[:n]]
    there = np.arange(state.tie_to.shape[1])[None, :] < state.tie_count[:n, None]
    state.tie_trust[:n][own & there] = trust


def _beside(found: Any, other: str) -> float:
    return contrast("near", {"base": 1.0})(found) - contrast(other, {"base": 1.0})(found)


PATTERN: Final = Pattern(
    number="11",
    name="over_close_facilitator",
    statement="A facilitator must be close, yet one who is too close reduces others' participation.",
    dutch="Een begeleider moet nabij zijn, maar wie te nabij is, vermindert de inbreng van anderen.",
    grade="S",
    source="Snoeren et al. 2012, Action Research 10(2) (Engagement enacted)",
    scenario="nursing_home",
    arms={"base": PatternArm()},
    look=look,
    measure="ways of working that others than facilitators take from one another a week, with trust from and to the "
    "facilitator held at .1, .5 or .95",
    conditions=(
        Condition("near beside too close", lambda found: _beside(found, "too_close")),
        Condition("near beside distant", lambda found: _beside(found, "distant")),
    ),
    replicates=40,
    second="the source speaks of others' participation, so what others contribute is counted, not what all could do",
)
