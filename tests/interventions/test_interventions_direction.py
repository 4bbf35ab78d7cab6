"""Each intervention works in the direction of its source: paired runs on common random numbers, 95% interval beside 0.

Directions come from the studies named in each test (and in the intervention's own sources). No rule mentions an
intervention: what is tested follows from what people then know, whom they meet, and what is acceptable.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from lcsim.part import ROLES
from lcsim.scenario import apply_with, draft, load, resolve
from lcsim.simulation import Run, run
from lcsim.state.rows import people

SEEDS = range(101, 131)
WEEKS = 40
LEARNED = 0
Look = Callable[[Run], float]


@cache
def community(chosen: str) -> tuple[Run, ...]:
    """Runs of the nursing home with an intervention, or (empty) without."""
    scenario = resolve(apply_with(draft("nursing_home"), [chosen])) if chosen else load("nursing_home")
    return tuple(run(scenario, seed, WEEKS, keep=(), log=True) for seed in SEEDS)


def difference(chosen: str, look: Look, against: str = "") -> tuple[float, float]:
    """95% interval (t) of the mean paired difference with what it is compared with."""
    pairs = zip(community(chosen), community(against), strict=True)
    return interval(np.array([look(one) - look(other) for one, other in pairs]))


def interval(found: NDArray[np.float64]) -> tuple[float, float]:
    """95% interval (t) of a mean."""
    middle, half = found.mean(), stats.t.ppf(0.975, found.size - 1) * stats.sem(found)
    return float(middle - half), float(middle + half)


def weekly(name: str) -> Look:
    return lambda done: float(done.weekly(name)[-1])


def here(done: Run) -> NDArray[np.int64]:
    return np.flatnonzero(done.final.present[: people(done.final)])


def known(done: Run) -> float:
    """Options that people can do, a head."""
    return float(np.bitwise_count(done.final.known[here(done)]).sum(axis=1).mean())


def learned_of_students(done: Run) -> float:
    """Options that students who came during the study could do when they left."""
    n = people(done.final)
    gone = ~done.final.present[:n] & (done.final.role[:n] == ROLES.index("student")) & (done.final.joined[:n] > 0)
    return float(np.bitwise_count(done.final.known[:n][gone]).sum(axis=1).mean())


def learned_across_teams(done: Run) -> float:
    """How often somebody learned from somebody whose team is another."""
    learned = done.log[(done.log[:, 1] == LEARNED) & (done.log[:, 3] >= 0)]
    return float((done.final.team[learned[:, 2]] != done.final.team[learned[:, 3]]).sum())


def centrality_of_facilitators(done: Run) -> float:
    """Trust received by the lecturer practitioners beyond that received by nurses."""
    state, n = done.final, people(done.final)
    received = np.zeros(n)
    for i in here(done):
        ties = state.tie_count[i]
        np.add.at(received, state.tie_to[i, :ties], state.tie_trust[i, :ties])
    roles = state.role[:n]
    by_role = [received[state.present[:n] & (roles == ROLES.index(role))].mean() for role in ("facilitator", "staff")]
    return float(by_role[0] - by_role[1])


def complying(done: Run) -> float:
    return float(done.final.complying[here(done)].mean())


MORE, LESS = 1, -1
DIRECTIONS: tuple[tuple[str, Look, int, str], ...] = (
    ("facilitated_dialogue", weekly("space"), MORE, "Baskerville 2012: facilitation changes practice, d = .56"),
    ("facilitated_dialogue", weekly("agreement"), MORE, "Snoeren 2015: shared values emerge in dialogue"),
    ("creative_session", weekly("space_collective"), MORE, "Snoeren 2015: creative methods open what may be done"),
    ("reflection_cycle", weekly("quality"), MORE, "Tannenbaum & Cerasoli 2013: debriefs, performance d = .67"),
    ("protected_time", known, MORE, "Snoeren et al. 2016: time constraints lower the learning potential"),
    (
        "student_placement",
        weekly("space_collective"),
        MORE,
        "care innovation units: students bring questions and novelty",
    ),
    ("boundary_broker", learned_across_teams, MORE, "Akkerman & Bakker 2011; SCOPE 2024: what crosses boundaries"),
    ("exchange", learned_across_teams, MORE, "Kane, Argote & Levine 2005: rotation carries routines"),
    ("exchange", weekly("space_collective"), MORE, "Kane, Argote & Levine 2005: rotation carries routines"),
    ("shared_ambition", weekly("trust"), MORE, "Nieuwenhuis et al. 2020: shared vision strengthens collaboration"),
    ("shared_ambition", weekly("similarity"), MORE, "Albers 2024: shared vision"),
    ("enabling_leadership", weekly("safety"), MORE, "Edmondson 1999; Uhl-Bien et al. 2007"),
    ("enabling_leadership", weekly("space"), MORE, "Uhl-Bien et al. 2007: adaptability"),
    ("role_ownership", centrality_of_facilitators, LESS, "Wiggers 2024: the facilitator is less central"),
    ("mentoring", learned_of_students, MORE, "Snoeren, mentoring with(in) care: learning of both, intertwined"),
    ("mentoring", weekly("trust"), MORE, "Snoeren, mentoring with(in) care: learning strengthens the tie"),
    ("handover", learned_of_students, MORE, "HAN Sparkcentres: continuity across cohorts"),
    ("training", known, MORE, "Arthur et al. 2003: learning criteria, d = .63"),
    ("mandate", complying, MORE, "Kelman 1958: what is imposed is complied with"),
    ("mandate", weekly("safety"), LESS, "Edmondson 1999: hierarchy silences"),
    ("mandate", weekly("space"), LESS, "Kienhuis 2024: what is rolled out is resisted, not owned"),
    ("participatory_research", known, MORE, "Snoeren 2015: research on learning is itself learning"),
    ("participatory_research", weekly("space"), MORE, "Snoeren 2015: research on learning is itself learning"),
)


@pytest.mark.parametrize(("chosen", "look", "sign", "source"), DIRECTIONS)
def test_works_in_the_direction_of_its_source(chosen, look, sign, source):
    low, high = difference(chosen, look)
    assert min(sign * low, sign * high) > 0.0, f"{source}: {low:.4g} to {high:.4g}"


def test_a_silent_observer_changes_nothing_and_costs_hours():
    """The control of participatory research: the same people are asked, nothing is told (Snoeren 2015)."""
    silent = community("participatory_research:feedback=off")
    assert [done.digest for done in silent] == [done.digest for done in community("")]
    told = community("participatory_research")
    for one, other in zip(silent, told, strict=True):
        quiet, loud = one.costs["participatory_research"], other.costs["participatory_research"]
        assert 0.0 < quiet.hours < loud.hours
        assert quiet.euros == quiet.hours * 40.0
    low, _ = difference("participatory_research", known, "participatory_research:feedback=off")
    assert low > 0.0


def test_a_mandate_is_done_and_not_believed():
    """Kelman 1958: more do what is imposed, and their values come no nearer to it than without."""
    done, believed = [], []
    for imposed, free in zip(community("mandate"), community(""), strict=True):
        assert imposed.targets is not None
        options = list(zip(*np.nonzero(imposed.targets[0]), strict=True))
        assert len(options) == 4
        done.append(doing(imposed, options) - doing(free, options))
        believed.append(holding(imposed, options) - holding(free, options))
    low, high = interval(np.array(done))
    assert low > 0.05
    low, high = interval(np.array(believed))
    assert -0.01 < low < high < 0.01


def doing(done: Run, options: list[tuple[int, int]]) -> float:
    """Mean share of people who enact these options."""
    return float(np.mean([(done.final.practice[here(done), k] == q).mean() for k, q in options]))


def holding(done: Run, options: list[tuple[int, int]]) -> float:
    """How near people's values are to what these options express, 0..1."""
    state = done.final
    apart = [
        np.abs(state.values[here(done), v] - state.expression[k, q, v]).mean()
        for k, q in options
        for v in state.bears_on[k, : state.bears_count[k]]
    ]
    return 1.0 - float(np.mean(apart))


def test_training_adds_knowledge_and_nothing_else():
    """In the week of the course only what is known differs, and only upwards."""
    scenario = resolve(apply_with(draft("nursing_home"), ["training:start=3,dose=1,share=1"]))
    from lcsim.simulation import Community

    taught, plain = Community(scenario, 7), Community(load("nursing_home"), 7)
    taught.advance(2)
    plain.advance(2)
    taught.begin_week()
    plain.begin_week()
    n = people(plain.state)
    for name, after in taught.state._asdict().items():
        before = getattr(plain.state, name)
        if name == "known":
            assert ((after & before) == before).all()
            more = np.bitwise_count(after[:n] & ~before[:n]).sum(axis=1)
            assert more[plain.state.present[:n]].max() == 4
            assert more.sum() > 2 * n
        elif name != "clock":
            rows = min(after.shape[0], before.shape[0])
            assert np.array_equal(after[:rows], before[:rows]), name


def test_more_of_it_does_more():
    """Doses are ordered on the same luck: what half of it teaches, all of it teaches too."""
    for chosen, look in (("handover", learned_of_students), ("protected_time", known)):
        low, _ = difference(chosen, look, f"{chosen}:dose=.5")
        assert low > 0.0, chosen
        low, _ = difference(f"{chosen}:dose=.5", look)
        assert low > 0.0, chosen
