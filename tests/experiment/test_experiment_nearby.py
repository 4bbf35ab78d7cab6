"""Scenarios of points made from that of another: the same as the long way, or not at all."""

from pathlib import Path

import pytest

from lcsim.experiment.design import points_of
from lcsim.experiment.experiment import Experiment, scenario_at
from lcsim.experiment.experiment_file import read_experiment
from lcsim.experiment.nearby import Nearby, nearby
from lcsim.part import Faults

SHIPPED = Path(__file__).parents[2] / "experiments"
RANDOM = "design: {kind: latin_hypercube, points: 96, seed: 3}"


ARMS = "arms: {dialogue: {with: facilitated_dialogue}}"


def written(folder: Path, vary: str, design: str = RANDOM) -> Experiment:
    """An experiment of these lines."""
    path = folder / "experiment.yaml"
    text = f"schema: 1\nscenario: classroom_small\n{ARMS}\nvary: {{{vary}}}\n{design}\n"
    path.write_text(text, encoding="utf-8")
    return read_experiment(path)


def learned(experiment: Experiment) -> Nearby | None:
    return nearby(experiment, experiment.arms[0], points_of(experiment.factors, experiment.design))


def assert_same(experiment: Experiment, known: Nearby, arm: int = 0, every: int = 7) -> None:
    """Equal, and of equal types: 1 is not 1.0 in the bytes of a file."""
    for point in points_of(experiment.factors, experiment.design)[::every]:
        quick, long = known.at(point), scenario_at(experiment, experiment.arms[arm], point)
        assert quick == long
        assert repr(quick.model_dump()) == repr(long.model_dump())


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/experiment.yaml")), ids=lambda path: path.parent.name)
def test_points_of_experiments_that_ship_are_the_same(path: Path) -> None:
    experiment = read_experiment(path)
    points = points_of(experiment.factors, experiment.design)
    for at, arm in enumerate(experiment.arms):
        known = nearby(experiment, arm, points)
        if known is not None:
            assert_same(experiment, known, at, max(1, len(points) // 5))


def test_numbers_of_sections_rules_and_interventions_are_learned(tmp_path: Path) -> None:
    """Shares, a whole number, a rule's parameter, and how much of an intervention is done."""
    experiment = written(
        tmp_path,
        '"organisations[0].control": {low: .1, high: .8}, "organisations[0].workload": {low: 0, high: 1}, '
        "rules.deliberation.gamma: {low: 1, high: 3}, rules.everyday_work.meetings: [1, 2, 3], "
        "interventions.facilitated_dialogue.dose: {low: 0, high: 1}",
    )
    known = learned(experiment)
    assert known is not None
    assert all(known.places)
    assert_same(experiment, known)


@pytest.mark.parametrize(
    "vary",
    [
        "founding.values_mean: {low: .2, high: .8}",  # decides what else is filled in
        "rules.influence: [bounded_influence, mutual_compromise]",  # no number
        "rules.trust: [on, off]",
        "practices.domains: [4, 5, 6]",  # as many domains as this number
    ],
)
def test_what_is_more_than_a_number_in_its_place_takes_the_long_way(tmp_path: Path, vary: str) -> None:
    assert learned(written(tmp_path, f'{vary}, "organisations[0].control": {{low: .1, high: .8}}')) is None


def test_few_points_are_not_worth_it(tmp_path: Path) -> None:
    design = "design: {kind: latin_hypercube, points: 31, seed: 3}"
    assert learned(written(tmp_path, '"organisations[0].control": {low: .1, high: .8}', design)) is None


def test_values_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    """The lowest go together, and so do the highest; those of some points do not."""
    experiment = written(tmp_path, "founding.trust_low: {low: .1, high: .5}, founding.trust_high: {low: .4, high: .9}")
    known = learned(experiment)
    assert known is not None
    points = points_of(experiment.factors, experiment.design)
    wrong = next(point for point in points if point[0] > point[1])
    with pytest.raises(Faults, match="must not be above"):
        known.at(wrong)
