"""Arms of a comparison: ``NAME=intervention:key=value+intervention`` beside a baseline, over an ensemble of settings.

A comparison is an experiment: its points are the parameter sets of the ensemble, its replicates take them in turn, the
same set and the same seed in every arm. So it is done, stored, resumed and run again as any other sweep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from lcsim.experiment.arms import ARM_NAME, Arm, alike, canonical, each_canonical
from lcsim.experiment.design import Design, Factor, Point
from lcsim.experiment.ensemble import Ensemble, read_ensemble, shipped_ensemble
from lcsim.experiment.experiment import IN_TURN, Experiment, Record
from lcsim.experiment.late import late_in
from lcsim.measures import HEADLINES
from lcsim.part import Fault, Faults
from lcsim.part.faults import suggest
from lcsim.scenario import Draft, Scenario, apply_set, apply_with, draft, resolve
from lcsim.scenario import catalogue as known
from lcsim.scenario.model import Name
from lcsim.scenario.paths import split_path
from lcsim.scenario.shape import complaint
from lcsim.scenario.tree import shown

BASELINE: Final = "baseline"
NONE: Final = "none"
"""In place of a file: only the setting of the scenario itself."""
MOST_ARMS: Final = 50
FORM: Final = "NAME=intervention, for example dialogue=facilitated_dialogue:start=20+enabling_leadership"
CADENCE: Final = 4
"""Weeks between two weeks of the fan charts."""


@dataclass(frozen=True)
class Asked:
    """A comparison that can be done.

    Attributes
    ----------
    experiment
        Its runs.
    ensemble
        Parameter sets it is crossed with; ``None``: the scenario's setting only.
    why_none
        Why there is no ensemble: ``asked`` or ``absent``.
    fixed
        Paths of the ensemble that ``--set`` gives a value, so that it does not vary them.
    measured
        Paths of the ensemble that the scenario gives a measured value, likewise.
    late
        Interventions that start after the end, with their arms: (arm, intervention, first week).
    """

    experiment: Experiment
    ensemble: Ensemble | None
    why_none: str = ""
    fixed: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()
    late: tuple[tuple[str, str, int], ...] = ()


def comparison(
    scenario: str | Path | Mapping[str, Any],
    arms: Sequence[str],
    *,
    settings: Sequence[str] = (),
    weeks: int | None = None,
    seed: int = 1,
    replicates: int = 100,
    ensemble: str | Path | None = None,
    measures: Sequence[str] = (),
) -> Asked:
    """Read what is to be compared.

    Parameters
    ----------
    scenario
        A file, a name of the catalogue, or plain data shaped like a file.
    arms
        Texts ``NAME=intervention[:key=value,...][+intervention...]``.
    settings
        As ``--set``: for the baseline and every arm.
    ensemble
        A file of parameter sets, ``"none"``, or ``None`` for the one that comes with lcsim.
    measures
        Names (default: the headline measures).

    Raises
    ------
    Faults
        Everything that is wrong: with the scenario, the settings, the arms, the measures and the ensemble.
    """
    faults: list[Fault] = []
    try:
        base = draft(scenario)
    except Faults as found:  # tell what is wrong with the options too
        faults.extend(found.faults)
        _measures(measures, faults)
        _drafts(arms, draft({}), faults)
        raise Faults(faults) from None
    for texts in ([setting] for setting in settings):
        try:
            base = apply_set(base, texts)
        except Faults as found:
            faults.extend(found.faults)
    if weeks is not None:
        base = apply_set(base, [f"calendar.weeks={weeks}"])
    chosen = _measures(measures, faults)
    drafts = {BASELINE: base, **_drafts(arms, base, faults)}
    complete = _resolved(drafts, faults)
    found_sets: Ensemble | None = None
    why_none = ""
    fixed: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()
    if BASELINE in complete:
        try:
            found_sets, why_none, fixed, measured = _ensemble(ensemble, base, complete[BASELINE], settings)
        except Faults as found:
            faults.extend(found.faults)
    if seed + replicates > 2**63:
        faults.append(Fault("the seeds of the last replicates are too large", "--seed"))
    if faults:
        raise Faults(_once(faults))
    name = complete[BASELINE].name
    texts_of = {text.partition("=")[0].strip(): text.partition("=")[2].strip() for text in arms}
    listed = tuple(
        Arm(arm, name, (texts_of[arm],) if arm in texts_of else (), (), complete[arm], drafts[arm]) for arm in drafts
    )
    factors: tuple[Factor, ...] = ()
    rows: tuple[Point, ...] = ((),)
    if found_sets is not None:
        factors = tuple(Factor(path) for path in found_sets.paths)
        rows = found_sets.values
    experiment = Experiment(
        name=f"{name} compare"[:100],
        question=_question(name, [arm.name for arm in listed[1:]]),
        scenario=name,
        arms=listed,
        factors=factors,
        design=Design("list", rows=rows),
        replicates=replicates,
        seed=seed,
        founding="own",
        weeks=complete[BASELINE].calendar.weeks,
        measures=chosen,
        record=Record(series=True, cadence=CADENCE, groups=True),
        crossing=IN_TURN,
    )
    return Asked(experiment, found_sets, why_none, fixed, measured, late_in(listed))


def with_replicates(experiment: Experiment, replicates: int) -> Experiment:
    """The same with another number of replicates."""
    return replace(experiment, replicates=replicates)


def _question(name: str, arms: Sequence[str]) -> str:
    return f"What do {', '.join(arms)} change in {name}, and does that depend on what we do not know?"


def _drafts(arms: Sequence[str], base: Draft, faults: list[Fault]) -> dict[str, Draft]:
    """Draft of each arm without faults; the faults name the option as it was given."""
    if not arms:
        faults.append(Fault("there is nothing to compare the baseline with", "--arm", cure=FORM))
    if len(arms) > MOST_ARMS:
        faults.append(Fault(f"at most {MOST_ARMS} arms are possible, got {len(arms)}", "--arm"))
        return {}
    drafts: dict[str, Draft] = {}
    names: dict[str, str] = {}
    for text in arms:
        shown_as = f"--arm {text}"[:200]
        name, equals, what = (piece.strip() for piece in text.partition("="))
        if not equals or not name or ":" in name or (not what and name in known.interventions()):
            faults.append(Fault("an arm needs a name", shown_as, cure=FORM))
            continue
        if name.casefold() == BASELINE:
            own = [Fault("the baseline is there by itself; an arm needs another name", shown_as)]
        else:
            own = _fault_of_name(name, shown_as, names)
        if not what:
            own.append(Fault("has no intervention", shown_as, cure=FORM))
        else:
            try:
                changed = apply_with(base, [what])
            except Faults as found:
                own.extend(replace(fault, file=shown_as) for fault in found.faults)
            else:
                if not own:
                    drafts[name] = changed
        faults.extend(own)
    return drafts


def _fault_of_name(name: str, shown_as: str, names: dict[str, str]) -> list[Fault]:
    wrong = complaint(name, Name)
    if wrong is None and not ARM_NAME.match(name):
        wrong = ("the name of an arm is that of a file: letters, digits, '_', '-' and blanks", "")
    if wrong is not None:
        return [Fault(f"{shown(name)}: {wrong[0]}", shown_as, cure=wrong[1])]
    twin = names.setdefault(name.casefold(), name)
    if twin != name:
        return [Fault(f"differs from the arm {shown(twin)} in capitals only", shown_as)]
    if names.get(f" {name}"):
        return [Fault(f"there are two arms called {shown(name)}", shown_as, cure="give one of them another name")]
    names[f" {name}"] = name
    return []


def _resolved(drafts: Mapping[str, Draft], faults: list[Fault]) -> dict[str, Scenario]:
    """Complete scenario of each arm; what is wrong with all of them is told once."""
    complete: dict[str, Scenario] = {}
    for name, changed in drafts.items():
        try:
            scenario = resolve(changed)
        except Faults as found:
            new = [fault for fault in found.faults if fault not in faults]
            faults.extend(new if name == BASELINE else [_of_arm(fault, name) for fault in new])
            if name == BASELINE:
                break
            continue
        twin = next((other for other, found in complete.items() if alike(found, scenario)), None)
        if twin is not None:
            what = f"is the same as {shown(twin)}"
            faults.append(Fault(what, f"--arm {name}", cure="an arm must differ, or go"))
        complete[name] = scenario
    return complete


def _of_arm(fault: Fault, name: str) -> Fault:
    return replace(fault, file=f"--arm {name}") if fault.file.startswith("--with") else fault


def _measures(names: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
    """Names in the order of the catalogue."""
    if not names:
        return HEADLINES
    catalogue = {name: measure for name, measure in known.measures().items() if measure.needs != "replicates"}
    for name in dict.fromkeys(names):
        if name in known.measures() and name not in catalogue:
            faults.append(Fault(f"{shown(name)} is a measure of many runs together, not of each", "--measure"))
        elif name not in catalogue:
            faults.append(Fault(f"{shown(name)} is not a measure", "--measure", cure=suggest(name, catalogue)))
    return tuple(name for name in catalogue if name in names)


def _ensemble(
    given: str | Path | None, base: Draft, scenario: Scenario, settings: Sequence[str]
) -> tuple[Ensemble | None, str, tuple[str, ...], tuple[str, ...]]:
    """The ensemble without what is fixed, why there is none, what ``--set`` fixes, what was measured."""
    if given is not None and str(given).strip().lower() == NONE:
        return None, "asked", (), ()
    path = shipped_ensemble() if given is None else Path(given)
    if path is None:
        return None, "absent", (), ()
    found = read_ensemble(path)
    steps = {path: canonical(path, base, scenario) for path in found.paths if split_path(path)}
    given_paths = (text.partition("=")[0].strip() for text in settings)
    set_by_hand = [steps for path in given_paths for steps in each_canonical(path, base, scenario)]
    fixed = tuple(path for path, own in steps.items() if any(own[: len(by)] == by for by in set_by_hand))
    measured = tuple(
        path
        for path, own in steps.items()
        if path not in fixed and getattr(scenario.origins.get(".".join(own)), "origin", "") == "measured"
    )
    kept = found.without((*fixed, *measured))
    if not kept.paths:
        return None, "fixed", fixed, measured
    kept = kept.distinct()
    kept.check(base)
    return kept, "", fixed, measured


def _once(faults: Sequence[Fault]) -> list[Fault]:
    return list(dict.fromkeys(faults))


__all__ = ["BASELINE", "Asked", "comparison", "with_replicates"]
