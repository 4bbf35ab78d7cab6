"""Pattern 11: a facilitator who is too close reduces what others can contribute; one who is distant, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.looks import LAST
from lcsim.docking.pattern import Condition, Pattern, PatternArm, contrast
from lcsim.measures import PANEL
from lcsim.part.names import ROLES
from lcsim.scenario.model import Scenario
from lcsim.simulation import Community
from lcsim.state import State, people

FACILITATOR: Final = ROLES.index("facilitator")
LEVELS: Final = {"distant": 0.1, "near": 0.5, "too_close": 0.95}


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Space at the end when trust between facilitators and the others is held at a level all along."""
    found = {}
    for name, level in LEVELS.items():
        community = Community(scenario, seed)
        for week in range(1, community.weeks + 1):
            hold(community.state, level)
            community.advance(week)
        found[name] = float(community.panel[-LAST:, PANEL.index("space"), 0].mean())
    return found


def hold(state: State, trust: float) -> None:
    """Set the trust of every tie from and to a facilitator."""
    n = people(state)
    facilitates = state.role == FACILITATOR
    own = facilitates[:n, None] | facilitates[state.tie_to[:n]]
    there = np.arange(state.tie_to.shape[1])[None, :] < state.tie_count[:n, None]
    state.tie_trust[:n][own & there] = trust


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
    measure="space for possible action with trust from and to the facilitator held at .1, .5 or .95",
    conditions=(
        Condition("near beside too close", lambda found: _beside(found, "too_close")),
        Condition("near beside distant", lambda found: _beside(found, "distant")),
    ),
)


def _beside(found: Any, other: str) -> float:
    return contrast("near", {"base": 1.0})(found) - contrast(other, {"base": 1.0})(found)
