"""What every measure of the catalogue promises."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lcsim.measures
from lcsim.measures import CATALOGUE, PANEL, Measure, View, catalogue, final_measures, weekly_panel
from lcsim.measures.measure import defined, null
from lcsim.state import State, copy_state

Maker = Callable[..., State]


def series_of(state: State, weeks: int = 30) -> np.ndarray:
    out = np.empty((weeks, len(PANEL), 1 + state.team_key.shape[0]))
    luck = np.random.default_rng(0)
    for week in range(weeks):
        state.values[:] = luck.random(state.values.shape)
        state.expression[:] = luck.random(state.expression.shape)
        state.events[:] = luck.integers(0, 5, (state.events.shape[0], 1))
        weekly_panel(state, week, out[week], 2.2)
    return out


def test_names_are_unique_and_the_panel_is_the_weekly_part() -> None:
    names = [measure.name for measure in CATALOGUE]
    assert len(set(names)) == len(names)
    assert {measure.name for measure in CATALOGUE if measure.weekly} == set(PANEL)


def test_every_family_is_in_the_catalogue() -> None:
    room = Path(lcsim.measures.__file__).parent
    for path in sorted(room.glob("*.py")):
        module = import_module(f"lcsim.measures.{path.stem}") if path.stem != "__init__" else None
        for measure in getattr(module, "MEASURES", ()):
            assert measure in CATALOGUE, f"add *{path.stem}.MEASURES to CATALOGUE in lcsim/measures/__init__.py"
            assert measure.family == path.stem


@pytest.mark.parametrize("measure", CATALOGUE, ids=lambda measure: measure.name)
def test_a_measure_says_what_it_is(measure: Measure) -> None:
    for text in (measure.wording, measure.dutch, measure.unit, measure.definition, measure.undefined):
        assert text
        assert text == text.strip()
    assert measure.wording != measure.dutch
    assert measure.weekly or measure.compute is not None or measure.needs == "replicates"


@pytest.mark.parametrize("seed", range(4))
def test_values_are_within_their_range(community: Maker, seed: int) -> None:
    state = community(people=40, seed=seed)
    series = series_of(copy_state(state))
    found = final_measures(View(state, community(people=40, seed=seed + 10), series=series))
    assert set(found) == {measure.name for measure in CATALOGUE if measure.needs != "replicates"}
    for measure in CATALOGUE:
        if measure.name in found:
            value, reason = found[measure.name]
            assert (value is None) == bool(reason)
            assert value is not None, f"{measure.name}: {reason}"
            assert measure.low - 1e-12 <= value <= measure.high + 1e-12, measure.name


@pytest.mark.parametrize(
    "facts", [{"people": 0}, {"people": 1, "absent": 0.0}, {"absent": 1.1}, {"undecided": 1.1}], ids=str
)
def test_survives_nobody_one_person_and_no_decisions(community: Maker, facts: dict[str, Any]) -> None:
    state = community(**facts)
    found = final_measures(View(state, copy_state(state)))
    for name, (value, reason) in found.items():
        assert (value is None) == bool(reason), name
    if not (state.present[: int(state.clock[1])]).any():
        zero_is_true = {"people", "student_repertoire"}
        for name, (value, _) in found.items():
            assert value is None or name in zero_is_true, f"{name} is {value} although nobody is there"
        assert found["people"].value == 0


def test_a_state_with_what_is_known_does_as_well_as_a_view(community: Maker) -> None:
    state, founding = community(seed=1), community(seed=2)
    chosen = [measure for measure in CATALOGUE if measure.name in ("space_accessible", "emerged")]
    found = final_measures(state, founding, measures=chosen, gamma=1.0)
    assert list(found) == [measure.name for measure in chosen]
    assert found == final_measures(View(state, founding, gamma=1.0), measures=chosen)
    assert found != final_measures(View(state, founding), measures=chosen)


@pytest.mark.parametrize("gamma", [0.5, 1.0, 3.0])
def test_what_safety_opens_adds_to_what_is_accepted(community: Maker, gamma: float) -> None:
    """The wording says so: the space that is accessible is never the smaller one."""
    found = final_measures(View(community(seed=4), gamma=gamma))
    for name in ("space", "space_collective"):
        assert found[f"{name}_accessible"].value > found[name].value > 0.0


def test_without_founding_or_record_the_reason_says_so(community: Maker) -> None:
    found = final_measures(View(community()))
    assert found["emerged"] == (None, "the founding of the run was not kept")
    assert found["burstiness"] == (None, "the weekly record of the run was not kept")


def test_measures_write_nothing_and_ignore_the_order_of_rows(community: Maker) -> None:
    state = community(people=30, seed=3)
    untouched = copy_state(state)
    before = final_measures(View(state, state))
    for name, column, other in zip(state._fields, state, untouched, strict=True):
        np.testing.assert_array_equal(column, other, err_msg=name)
    n = int(state.clock[1])
    order = np.random.default_rng(5).permutation(n)
    moved = {}
    for name in ("key", "values", "practice", "known", "energy", "identity", "role", "team", "organisation",
                 "present", "tie_count", "tie_trust", "tie_to"):  # fmt: skip
        moved[name] = getattr(state, name).copy()
        moved[name][:n] = getattr(state, name)[:n][order]
    moved["tie_to"][:n] = np.argsort(order)[moved["tie_to"][:n]]
    shuffled = State(**(state._asdict() | moved))
    for name, (value, reason) in final_measures(View(shuffled, shuffled)).items():
        assert reason == before[name].reason, name
        if value is not None:
            assert value == pytest.approx(before[name].value, rel=1e-10, abs=1e-12), name


def test_other_packages_can_add_measures(monkeypatch: pytest.MonkeyPatch, community: Maker) -> None:
    def compute(view: Any) -> Any:
        return defined(view.people) if view.people else null("nobody is present")

    facts: dict[str, Any] = {
        "family": "theirs", "wording": "w", "dutch": "d", "unit": "u", "low": 0, "high": 1e9,
        "definition": "n", "undefined": "x",
    }  # fmt: skip
    offered = {
        "good": Measure(name="theirs", compute=compute, **facts),
        "taken": Measure(name="space", compute=compute, **facts),
        "idle": Measure(name="idle", **facts),
    }

    really = importlib.metadata.entry_points

    def offer(*names: str) -> None:
        class Point(EntryPoint):
            def load(self) -> Any:
                return offered[self.name]

        points = [Point(name=name, value=f"other.package:{name}", group="lcsim.measures") for name in names]

        def found(**asked: Any) -> Any:  # numba asks too, when it compiles for the first time
            return points if asked.get("group") == "lcsim.measures" else really(**asked)

        monkeypatch.setattr("importlib.metadata.entry_points", found)
        catalogue.cache_clear()

    try:
        offer("good")
        assert catalogue()[-1].name == "theirs"
        assert final_measures(View(community(people=5, absent=0.0)))["theirs"].value == 5
        for name, message in (("taken", "already a measure called 'space'"), ("idle", "compute function")):
            offer(name)
            with pytest.raises(ValueError, match=message):
                catalogue()
    finally:
        catalogue.cache_clear()


def test_importing_measures_imports_neither_networkx_nor_scipy_sparse() -> None:
    heavy = "'networkx', 'scipy.optimize', 'pandas'"
    code = f"import sys, lcsim.measures; print([m for m in ({heavy}) if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


OF_TIES = ("ties", "reciprocity", "mean_degree", "tied_pairs", "closure", "value_assortativity")


@pytest.mark.parametrize("people", [40, 700])
def test_a_second_tie_between_two_people_counts_once(community: Maker, people: int) -> None:
    """Rewiring may give somebody a second tie to the same person; few people are counted otherwise than many."""
    state = community(people=people, seed=5)
    doubled = copy_state(state)
    for i in np.flatnonzero((doubled.tie_count > 0) & (doubled.tie_count < doubled.tie_to.shape[1])):
        doubled.tie_to[i, doubled.tie_count[i]] = doubled.tie_to[i, 0]
        doubled.tie_count[i] += 1
    assert doubled.tie_count.sum() > state.tie_count.sum()
    once, twice = final_measures(View(state)), final_measures(View(doubled))
    for name in OF_TIES:
        assert twice[name].value == pytest.approx(once[name].value, rel=1e-12), name
