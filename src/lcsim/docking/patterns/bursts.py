"""Pattern 17: quiet periods and bursts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.looks import SWITCHED
from lcsim.docking.pattern import Condition, Pattern, arms, mean
from lcsim.part.names import STUDENT
from lcsim.scenario.model import Scenario
from lcsim.simulation import run

FIRST: Final = 28
WINDOW: Final = 4
"""Two sessions lie in each window, so that their rhythm makes no burst."""


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Variance over mean of counts of switches by staff in windows of four weeks, a straight trend taken out: 1 when
    switches come independently of one another. From week 29 on, and demands change only once, at week 0: what a
    shock from outside does is no burst of their own making.
    """
    found = run(scenario, seed, keep=(), log=True)
    log = found.log
    staff = log[(log[:, 1] == SWITCHED) & (found.final.role[log[:, 2]] != STUDENT) & (log[:, 0] > FIRST)]
    windows = (found.weeks - FIRST) // WINDOW
    ratios = []
    for u in range(found.final.safety.shape[0]):
        own = staff[found.final.team[staff[:, 2]] == u]
        counts = np.bincount((own[:, 0] - FIRST - 1) // WINDOW, minlength=windows)[:windows].astype(np.float64)
        if counts.sum() > 0.0:
            time = np.arange(windows)
            left = counts - np.polyval(np.polyfit(time, counts, 1), time)
            ratios.append(float((left**2).sum() / (windows - 2) / counts.mean()))
    return {"dispersion": float(np.mean(ratios)) if ratios else 1.0}


PATTERN: Final = Pattern(
    number="17",
    name="bursts",
    statement="Change comes in quiet periods and bursts.",
    dutch="Verandering komt in rustige perioden en vlagen.",
    grade="I",
    source="compatible with Snoeren 2015 (non-linear); not measured by her",
    scenario="nursing_home",
    arms=arms(base=(("environment.disturbances[1].share", 0.0),)),
    look=look,
    measure="variance over mean of four-weekly counts of changes of practice by staff (1: independent)",
    conditions=(Condition("dispersion", mean("dispersion", "base"), 1.1),),
    replicates=160,
    second="nothing but more seeds: with 40 of them 1.1 could be told from luck only where dispersion was above 1.18",
)
