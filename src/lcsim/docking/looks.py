"""What patterns look at in a run: numbers over the last placement, staff alone, what passed between whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.runs import Numbers
from lcsim.measures import PANEL, final_measures, weekly_panel
from lcsim.measures.emerged import MEASURES as OF_EMERGED
from lcsim.measures.student_learning import MEASURES as OF_STUDENTS
from lcsim.part.names import STUDENT
from lcsim.scenario.model import Scenario
from lcsim.simulation import Run, run
from lcsim.state import State, people

LAST: Final = 20
"""Weeks at the end over which numbers are averaged: one placement, so that no moment of a rotation decides."""
SEEN: Final = ("agreement", "spread", "level", "expressed", "space", "quality", "between_teams", "modal_share",
               "safety", "energy", "identity", "participation", "learning", "switches")  # fmt: skip
LEARNED: Final = 0
SWITCHED: Final = 1


def at_the_end(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Run a scenario and tell numbers of its end."""
    return end_of(run(scenario, seed, keep=()))


def end_of(found: Run) -> dict[str, Any]:
    """Panel measures of the community over the last weeks; emerged practices, students' repertoire, staff at the end."""
    last = found.panel[-min(LAST, len(found.panel)) :]
    seen = {name: float(np.mean(last[:, PANEL.index(name), 0])) for name in SEEN}
    wanted = [measure for measure in (*OF_EMERGED, *OF_STUDENTS) if measure.name in ("emerged", "student_repertoire")]
    for name, result in final_measures(found.final, found.founding, measures=wanted).items():
        seen[name] = np.nan if result.value is None else result.value
    of_staff = panel_of_staff(found.final, found.gamma)
    return seen | {f"staff_{name}": float(of_staff[PANEL.index(name), 0]) for name in ("space", "quality", "spread")}


def panel_of_staff(state: State, gamma: float) -> Numbers:
    """The weekly panel of everybody but students, float64[len(PANEL), 1 + teams]."""
    out = np.empty((len(PANEL), 1 + state.team_key.shape[0]))
    staff = State(**(state._asdict() | {"present": state.present & (state.role != STUDENT)}))
    weekly_panel(staff, int(state.clock[0]), out, float(gamma))  # type: ignore[no-untyped-call]
    return out


def ways_of_units(state: State) -> Numbers:
    """The most common option of every unit and domain, float64[U, K]; of equals the first."""
    found: Numbers = state.doing.argmax(axis=2).astype(np.float64)
    return found


def passed(found: Run) -> dict[str, float]:
    """Ways of working learned or taken over from somebody, by who from whom, per head of the receivers and week.

    Needs the log. Receivers are counted in person-weeks of presence.
    """
    log, state = found.log, found.final
    n = people(state)
    student = state.role[:n] == STUDENT
    events = log[(log[:, 1] <= SWITCHED) & (log[:, 3] >= 0)]
    who, source = student[events[:, 2]], student[events[:, 3]]
    begin = np.maximum(state.joined[:n], 0)
    weeks = np.clip(np.where(state.present[:n], found.weeks, state.left[:n]) - begin, 0, None).astype(np.float64)
    heads = {"students": weeks[student].sum(), "staff": weeks[~student].sum()}
    return {
        "students_from_staff": float((who & ~source).sum() / max(heads["students"], 1.0)),
        "staff_from_students": float((~who & source).sum() / max(heads["students"], 1.0)),
        "staff_from_staff": float((~who & ~source).sum() / max(heads["staff"], 1.0)),
    }
