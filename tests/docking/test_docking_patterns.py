"""Patterns: how they are judged, and that each can come out and can fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import lcsim.docking.patterns as room
from lcsim.docking.pattern import Condition, Estimate, Pattern, PatternArm, Tried, contrast, estimate
from lcsim.docking.patterns import catalogue, chosen_patterns
from lcsim.docking.runs import Work, do, do_all
from lcsim.docking.trying import (
    DEFAULT,
    DEFAULT_OF_DEVELOPMENT,
    DEVELOPMENT_SEED,
    Settings,
    parameter_sets,
    try_patterns,
    with_settings,
)
from lcsim.experiment.experiment_file import read_experiment
from lcsim.part import Faults
from lcsim.report.pattern_texts import DUTCH, texts_of
from lcsim.report.patterns import patterns_json, patterns_list, patterns_text


def gain(scenario, seed):
    """A stand-in for a run: luck shared by arms, and an effect of what the arm sets."""
    luck = np.random.default_rng(seed).normal()
    return {"x": luck + 4.0 * scenario.organisations[0].control}


def made(threshold=0.0, above=True, by_interval=True, **other) -> Pattern:
    control = "organisations.de_wever.control"
    facts = {
        "number": "0", "name": "made_up", "statement": "More control, more x.", "dutch": "Meer sturing, meer x.",
        "grade": "I", "source": "this test", "scenario": "nursing_home", "look": gain, "measure": "x",
        "arms": {"low": PatternArm(((control, 0.2),)), "high": PatternArm(((control, 0.45),))},
        "conditions": (Condition("high beside low", contrast("x", {"high": 1.0, "low": -1.0}), threshold, above, by_interval),),
    }  # fmt: skip
    return Pattern(**(facts | other))


def test_arms_share_their_luck() -> None:
    (tried,) = try_patterns([made()], [DEFAULT], 8)
    (only,) = tried.estimates[0]
    assert only.value == pytest.approx(1.0)
    assert only.low == pytest.approx(1.0)
    assert only.met


@pytest.mark.parametrize(("threshold", "above", "met"), [(0.9, True, True), (1.1, True, False), (1.1, False, True)])
def test_a_threshold_is_a_threshold(threshold: float, above: bool, met: bool) -> None:
    (tried,) = try_patterns([made(threshold, above)], [DEFAULT], 4)
    assert tried.held == (met,)


def test_bounds_hold_what_they_say() -> None:
    """One-sided 95% bounds of a mean miss it in 5% of samples, on each side."""
    condition = Condition("mean", lambda looked: float(looked["a"]["x"].mean()))
    rng = np.random.default_rng(5)
    found = [estimate(condition, {"a": {"x": rng.normal(0.0, 1.0, 12)}}) for _ in range(2000)]
    assert np.mean([one.low > 0.0 for one in found]) == pytest.approx(0.05, abs=0.015)
    assert np.mean([one.high < 0.0 for one in found]) == pytest.approx(0.05, abs=0.015)
    assert np.mean([one.met for one in found]) == pytest.approx(0.05, abs=0.015), "a pattern that is none"


def tried_with(met: list[bool], values: list[float], **other) -> Tried:
    rows = tuple((Estimate(value, value, value, one),) for value, one in zip(values, met, strict=True))
    return Tried(made(**{"replicates": 4, **other}), tuple(f"p{at}" for at in range(len(met))), rows, 4)


def test_it_takes_four_sets_of_five() -> None:
    values = [1.0, 1.1, 0.9, 1.2, 1.0]
    assert tried_with([True] * 4 + [False], values).verdict().outcome == "holds"
    assert tried_with([True] * 3 + [False] * 2, values).verdict().outcome == "fails"


def test_with_fewer_seeds_than_asked_for_what_may_hold_is_unclear() -> None:
    """As `--quick` runs it: no failure where only certainty is missing, and one where the mean is on the wrong side."""
    values = [1.0, 1.1, 0.9, 1.2, 1.0]
    assert tried_with([False] * 5, values, replicates=40).verdict().outcome == "unclear"
    assert not tried_with([False] * 5, values, replicates=40).verdict().failed
    assert tried_with([False] * 5, [-value for value in values], replicates=40).verdict().outcome == "fails"


def test_over_sets_it_must_hold_too() -> None:
    values = [0.1, 0.1, 0.1, 0.1, -9.0]
    assert tried_with([True] * 4 + [False], values).verdict().outcome == "fails"


def test_what_a_rule_contains_is_forced_when_it_holds_and_fails_when_not() -> None:
    rule = "a rule"
    assert tried_with([True] * 3, [1.0, 1.1, 0.9], contained_in=rule).verdict().outcome == "forced"
    assert tried_with([False] * 3, [-1.0, -1.1, -0.9], contained_in=rule).verdict().outcome == "fails"


def test_sets_have_seeds_of_their_own_that_calibration_never_used() -> None:
    calibration = read_experiment("calibration_defaults")
    sets = (*parameter_sets(None, 100), DEFAULT, *parameter_sets(None, 20, development=True), DEFAULT_OF_DEVELOPMENT)
    seeds = [seed for one in sets for seed in one.seeds(1000)]
    assert len(set(seeds)) == len(seeds)
    assert min(seeds) >= DEVELOPMENT_SEED > calibration.seed + 1000


def test_definitions_are_made_on_other_sets_than_they_are_judged_in() -> None:
    made_on, judged_in = parameter_sets(None, 20, development=True), parameter_sets(None, 100)
    assert (made_on[0].name, made_on[-1].name, judged_in[0].name) == ("p001", "p020", "p021")
    assert not {one.values for one in made_on} & {one.values for one in judged_in}
    assert not set(made_on[0].seeds(1000)) & {seed for one in judged_in for seed in one.seeds(1000)}


def test_a_pattern_has_as_many_seeds_as_it_asks_for() -> None:
    (tried,) = try_patterns([made(replicates=5)], [DEFAULT])
    assert tried.seeds == 5


def test_what_an_arm_sets_counts_more_than_the_set_of_parameters() -> None:
    path = "organisations.de_wever.control"
    (tried,) = try_patterns([made()], [Settings("odd", 3, ((path, 0.9),))], 2)
    assert tried.estimates[0][0].value == pytest.approx(1.0)


def test_processes_give_the_same() -> None:
    works = [Work("nursing_home", catalogue()[0].look, (1, 2), (("calendar.weeks", 110),)) for _ in range(2)]
    here = do(works[0])
    for _, found in do_all(works, 2):
        assert {name: values.tolist() for name, values in found.items()} == {n: v.tolist() for n, v in here.items()}


def test_every_file_is_in_the_catalogue_and_complete() -> None:
    files = {path.stem for path in Path(room.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(room.PATTERNS)
    for pattern in catalogue():
        assert pattern.statement.endswith(".") and pattern.dutch.endswith(".")
        assert pattern.source and pattern.conditions
    for what in ("number", "name"):
        assert len({getattr(pattern, what) for pattern in catalogue()}) == len(catalogue())


def test_patterns_are_chosen_by_name_and_number_and_a_wrong_one_is_told() -> None:
    assert [pattern.number for pattern in chosen_patterns(["bursts", "1"])] == ["1", "17"]
    with pytest.raises(Faults, match="did you mean 'bursts'"):
        chosen_patterns(["burst"])


def test_a_rule_can_be_switched_off_in_all_arms() -> None:
    (pattern,) = with_settings(chosen_patterns(["3"]), ["rules.trust=off", "rules.deliberation.tau=.3"])
    assert all(
        arm.settings[:2] == (("rules.trust", "off"), ("rules.deliberation.tau", 0.3)) for arm in pattern.arms.values()
    )
    with pytest.raises(Faults, match="is not a rule"):
        with_settings(chosen_patterns(["3"]), ["rules.trustt=off"])


def test_what_is_not_there_is_untried_not_failed() -> None:
    (tried,) = try_patterns([made(scenario="no_such_scenario")], [DEFAULT], 2)
    verdict = tried.verdict()
    assert verdict.outcome == "untried" and "no_such_scenario" in verdict.note
    assert "no_such_scenario" in patterns_text([tried])
    arms = {"low": PatternArm(), "high": PatternArm(additions=("facilitated_dialogue:start=1+no_such_lever",))}
    assert made(arms=arms).missing == ("no_such_lever",)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_account_keeps_within_80_columns(lang: str) -> None:
    tried = [replace(tried_with([True, False], [1.0, 0.9]), pattern=pattern) for pattern in catalogue()[-1:]]
    assert max(len(line) for line in patterns_text(tried, lang).splitlines()) <= 80
    assert max(len(line) for line in patterns_list(catalogue(), lang).splitlines()) <= 80


def test_everything_that_people_read_is_there_in_dutch() -> None:
    texts = [text for pattern in catalogue() for text in texts_of(pattern)]
    assert set(texts) == set(DUTCH)
    listed = " ".join(patterns_list(catalogue(), "nl").split())
    assert all(DUTCH[text] in listed for text in texts)


def test_json_tells_every_set() -> None:
    one = tried_with([True, False], [1.0, float("nan")])
    (row,) = patterns_json([one.pattern], [one])["patterns"]
    assert row["sets"] == {"p0": [1.0], "p1": [None]}
    assert row["verdict"] == "fails"
