"""everyday_work, observation, deliberation, trust: whom one meets, and what comes of it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from lcsim.chance import mix
from lcsim.chance.abreast import run_abreast
from lcsim.mechanisms.acts import add_tie
from lcsim.mechanisms.race import races_for, run_races
from tests.mechanisms.bench import ALARM, Bench, pairs

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
QUIET: dict[str, dict[str, Any]] = {"bounded_influence": {"on": False}, "trust": {"on": False}}


# --- everyday_work -------------------------------------------------------------------------------------------


def choices(bench: Bench, i: int, n: int) -> list[int]:
    races = races_for(bench.state.tie_to.shape[1])
    slots = []
    for luck in range(n):
        run_races(bench.state, np.uint64(mix(np.uint64(luck) * GOLDEN)), i, 0, races)
        slots.append(races.winner[0])
    return [int(bench.state.tie_to[i, slot]) for slot in slots]


@pytest.fixture
def quiet_overflow():
    with np.errstate(over="ignore"):
        yield


@pytest.mark.usefixtures("quiet_overflow")
def test_partners_are_chosen_in_proportion_to_trust() -> None:
    bench = Bench()
    trust = np.array([0.1, 0.2, 0.3, 0.4, 0.9])
    assert bench.state.tie_count[0] == 5
    bench.state.tie_trust[0, :5] = trust
    met = choices(bench, 0, 8000)
    found = [met.count(j) for j in bench.state.tie_to[0, :5].tolist()]
    assert stats.chisquare(found, 8000 * trust / trust.sum()).pvalue > ALARM
    assert stats.chisquare(found).pvalue < ALARM  # negative control: they are not equally likely


@pytest.mark.usefixtures("quiet_overflow")
@pytest.mark.parametrize("n", range(1, 6))
def test_races_in_vectors_are_those_of_plain_python_bit_for_bit(n: int) -> None:
    bench = Bench()
    state = bench.state
    state.tie_count[0] = n
    state.tie_trust[0, :5] = (0.3, 0.0, 0.9, 0.3, 1e-9)
    for luck in range(200):
        own = np.uint64(mix(np.uint64(luck) * GOLDEN))
        races, plain = races_for(state.tie_to.shape[1]), races_for(state.tie_to.shape[1])
        run_races(state, own, 0, 4, races)
        lucks = np.array([mix(own + np.uint64(4 + race) * GOLDEN) for race in range(4)], np.uint64)
        with np.errstate(divide="ignore"):
            run_abreast(
                state.key, state.tie_to[0], state.tie_trust[0], n, lucks, plain.luck, plain.wait, plain.least, plain.winner
            )  # fmt: skip
        assert races.luck[: 4 * n].tolist() == plain.luck[: 4 * n].tolist()
        assert races.wait[: 4 * n].tobytes() == plain.wait[: 4 * n].tobytes()
        assert races.least.tobytes() == plain.least.tobytes()
        assert races.winner.tolist() == plain.winner.tolist()
    assert not races.open.any()


@pytest.mark.usefixtures("quiet_overflow")
def test_a_tie_more_changes_a_choice_only_by_being_chosen() -> None:
    bench = Bench()
    bench.state.tie_count[0] = 4
    before = choices(bench, 0, 2000)
    newcomer = int(bench.state.tie_to[0, 4])
    assert add_tie(bench.state, 0, newcomer, 0.4, 0, 1)
    after = choices(bench, 0, 2000)
    assert all(now in (then, newcomer) for then, now in zip(before, after, strict=True))
    assert 0 < after.count(newcomer) < 2000


def test_meetings_are_counted_and_who_has_no_tie_meets_nobody() -> None:
    bench, _first, _second = pairs(10)
    bench.set("everyday_work", meetings=3)
    bench.run("everyday_work")
    assert (bench.events("met") == 3).all()


def test_only_the_one_who_acts_changes() -> None:
    bench, first, second = pairs(100, domains=3)
    before = bench.copy()
    bench.run("everyday_work")
    for column in ("practice", "known", "energy", "identity"):
        assert np.array_equal(getattr(bench.state, column)[second], getattr(before, column)[second])
    assert not np.array_equal(bench.state.values[first], before.values[first])


# --- observation ---------------------------------------------------------------------------------------------


def observers(n: int, seed: int = 3, **governed: float):
    """The first of each pair does way 0 and knows nothing else, the second does way 2."""
    bench, first, second = pairs(n, seed=seed, rules=QUIET | {"deliberation": {"on": False}}, **governed)
    bench.enact(0, first)
    bench.enact(2, second)
    bench.only_knows()
    return bench, first, second


def test_learning_has_its_probability() -> None:
    bench, first, _second = observers(2000, workload=0.3)
    bench.state.tie_trust[:, 0] = 0.4
    bench.state.legitimacy[:] = 0.7
    bench.state.safety[:] = 0.0
    bench.run("everyday_work")
    learned = int(((bench.state.known[first, 0] >> 2) & 1).sum())
    assert stats.binomtest(learned, 2000, 0.6 * (1 - 0.3) * 2 * 0.4 * 0.7).pvalue > ALARM
    assert bench.events("learned").sum() == learned
    assert (bench.state.practice[first] == 0).all()  # to know is not to do


def test_what_is_unthinkable_is_not_learned() -> None:
    bench, _first, _ = observers(300)
    bench.state.legitimacy[:], bench.state.safety[:] = 0.0, 0.0
    bench.run("everyday_work")
    assert bench.events("learned").sum() == 0


def test_safety_opens_what_is_not_legitimate() -> None:
    bench, _first, _ = observers(2000, control=0.2)
    bench.state.legitimacy[:], bench.state.safety[:] = 0.1, 0.9
    bench.run("everyday_work")
    accepted = 0.1 + 0.9 * (0.9 * 0.8) ** 2.2
    learned = int(bench.events("learned").sum())
    assert stats.binomtest(learned, 2000, 0.6 * 0.7 * accepted).pvalue > ALARM


def test_full_workload_leaves_no_time_to_learn() -> None:
    bench, *_ = observers(300, workload=1.0)
    bench.state.legitimacy[:] = 1.0
    bench.run("everyday_work")
    assert bench.events("learned").sum() == 0


@pytest.mark.parametrize("better", [True, False])
def test_a_newcomer_who_does_not_belong_convinces_only_by_merit(better: bool) -> None:
    bench, first, second = observers(1500)
    s = bench.state
    s.legitimacy[:], s.tie_trust[:, 0] = 1.0, 0.5
    merit = bench.quality(2) - bench.quality(0)
    if (merit > 0) != better:
        bench.enact(2, first)
        bench.enact(0, second)
        bench.only_knows()
        merit = -merit
    s.joined[second], s.identity[second] = 1, 0.0
    bench.run("everyday_work")
    learned = int(bench.events("learned").sum())
    assert stats.binomtest(learned, 1500, 0.6 * 0.7 * max(merit, 0.0)).pvalue > ALARM
    assert (learned > 0) == better


def test_a_newcomer_who_belongs_is_looked_at_like_anyone() -> None:
    bench, _first, second = observers(1500)
    bench.state.legitimacy[:], bench.state.tie_trust[:, 0] = 1.0, 0.5
    bench.state.joined[second], bench.state.identity[second] = 1, 1.0
    bench.run("everyday_work")
    assert stats.binomtest(int(bench.events("learned").sum()), 1500, 0.6 * 0.7).pvalue > ALARM


def test_who_is_undecided_shows_nothing() -> None:
    bench, first, second = observers(100)
    bench.state.practice[second] = -1
    bench.state.legitimacy[:] = 1.0
    before = bench.copy()
    bench.run("everyday_work")
    assert np.array_equal(bench.state.known[first], before.known[first])


# --- deliberation --------------------------------------------------------------------------------------------


def deliberators(n: int, **settings: float):
    """The first of each pair does way 0, knows way 2, and accepts all; the second does way 2; no workload."""
    still = {"beta_quality": 0.0, "beta_values": 0.0, "beta_peers": 0.0, "beta_code": 0.0, "inertia": 0.2, "tau": 0.27}
    bench, first, second = pairs(n, rules=QUIET | {"deliberation": still | settings}, workload=0.0)
    bench.enact(2, first)
    bench.enact(0, first)
    bench.enact(2, second)
    bench.state.legitimacy[:] = 1.0
    return bench, first, second


def switched(bench: Bench, first) -> int:
    bench.run("everyday_work")
    assert bench.events("switched").sum() == (bench.state.practice[first, 0] == 2).sum()
    return int((bench.state.practice[first, 0] == 2).sum())


def logit(utility: float, inertia: float = 0.2, tau: float = 0.27) -> float:
    return 1.0 / (1.0 + math.exp(-(utility - inertia) / tau))


def test_without_reasons_only_inertia_and_noise() -> None:
    bench, first, _ = deliberators(2000)
    assert stats.binomtest(switched(bench, first), 2000, logit(0.0)).pvalue > ALARM


def test_values_weigh_in() -> None:
    """Way 2 expresses 1, way 0 expresses 0: somebody at .6 finds the first fits .2 better."""
    bench, first, _ = deliberators(2000, beta_values=2.0)
    bench.state.values[first] = 0.6
    assert stats.binomtest(switched(bench, first), 2000, logit(2.0 * 0.2)).pvalue > ALARM


def test_peers_weigh_in() -> None:
    """In a team of two both ways have one follower: no lead."""
    bench, first, _ = deliberators(2000, beta_peers=3.0)
    bench.state.doing[:, 0, :] = [0, 0, 2]  # as if both others did way 2
    assert stats.binomtest(switched(bench, first), 2000, logit(3.0)).pvalue > ALARM


@pytest.mark.parametrize(("code", "told"), [(2, 1.0), (0, -1.0), (1, 0.0), (-1, 0.0)])
def test_the_code_weighs_in_by_control(code: int, told: float) -> None:
    bench, first, _ = deliberators(1500, beta_code=0.8)
    bench.state.code[:], bench.state.control[:] = code, 0.5
    assert stats.binomtest(switched(bench, first), 1500, logit(0.8 * 0.5 * told)).pvalue > ALARM


def test_nobody_dares_what_is_unthinkable() -> None:
    bench, first, _ = deliberators(200, inertia=-10.0)
    bench.state.legitimacy[:], bench.state.safety[:] = 0.0, 0.0
    assert switched(bench, first) == 0


def test_switching_makes_it_ones_own() -> None:
    bench, first, _ = deliberators(50, inertia=-10.0)
    bench.state.complying[first] = True
    assert switched(bench, first) == 50
    assert not bench.state.complying[first].any()
    assert bench.events("switched_against_utility").sum() == 0


# --- trust ---------------------------------------------------------------------------------------------------


def trusting(low: float, high: float, alike: bool):
    off = {name: {"on": False} for name in ("bounded_influence", "observation", "deliberation")}
    bench, first, second = pairs(1, rules=off, domains=2)
    bench.state.values[first], bench.state.values[second] = low, high
    bench.enact(0)
    if not alike:
        bench.enact(1, second)
    bench.run("everyday_work")
    return bench, float(bench.state.tie_trust[first[0], 0])


@pytest.mark.parametrize(
    ("low", "high", "alike", "target"), [(0.5, 0.5, True, 1.0), (0.2, 0.6, True, 0.8), (0.2, 0.6, False, 0.3)]
)
def test_trust_moves_toward_likeness(low: float, high: float, alike: bool, target: float) -> None:
    _, trust = trusting(low, high, alike)
    assert trust == pytest.approx(0.5 + 0.05 * (target - 0.5), abs=1e-15)


def test_a_meeting_is_remembered() -> None:
    bench, _ = trusting(0.5, 0.5, True)
    assert bench.state.tie_last[:, 0].max() == 1


def test_learning_from_somebody_makes_for_trust() -> None:
    bench, first, _second = observers(400)
    bench.rules["meeting"]["trust"] = 1
    bench.state.values[:] = 0.5
    bench.state.legitimacy[:] = 1.0
    bench.run("everyday_work")
    learned = (bench.state.known[first, 0] >> 2) & 1 == 1
    trust = bench.state.tie_trust[first, 0]
    assert trust[learned] == pytest.approx(0.5 + 0.05 * (0.5 + 0.3 - 0.5))
    assert trust[~learned] == pytest.approx(0.5)


def test_being_undecided_together_is_no_likeness() -> None:
    off = {name: {"on": False} for name in ("bounded_influence", "observation", "deliberation")}
    bench, first, _ = pairs(1, rules=off)
    bench.state.values[:] = 0.5
    bench.state.practice[:] = -1
    bench.run("everyday_work")
    assert bench.state.tie_trust[first[0], 0] == pytest.approx(0.5 + 0.05 * (0.5 - 0.5))
