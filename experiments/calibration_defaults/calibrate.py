"""Narrow the ranges of the rules' parameters by history matching and write the plausible ensemble.

    python experiments/calibration_defaults/calibrate.py [--workers 2] [--quick] [--out FOLDER]

Leaves ``plausible_ensemble.csv`` (the sets), ``waves.json`` (what each wave kept, emulators, quantities of the sets)
and a figure. The same bytes in the tables every time.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import qmc

from lcsim.analysis.history_matching import CUTOFF, Emulator, emulate, implausibility
from lcsim.docking.quantities import BANDS, look_at_a_year, look_at_base, quantities
from lcsim.docking.runs import Work, do_all
from lcsim.experiment.ensemble import write_ensemble
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.experiment_file import read_experiment
from lcsim.plots.plausible_sets import draw
from lcsim.plots.style import house_style

HERE = Path(__file__).resolve().parent
LOOKS = {"baseline": look_at_base, "no_sessions": look_at_a_year, "reflection": look_at_a_year}


@dataclass(frozen=True)
class Plan:
    """How much is tried: points and replicates of each wave, sets kept, candidates for later waves."""

    points: tuple[int, ...] = (256, 192, 144)
    replicates: tuple[int, ...] = (6, 10, 16)
    kept: int = 100
    candidates: int = 65536


QUICK = Plan((64, 16), (2, 4), 8, 2048)


def evaluate(experiment: Experiment, cube: np.ndarray, replicates: int, workers: int, name: str) -> tuple[Any, Any]:
    """Means and variances of luck, float64[points, quantities], by running every point in every arm."""
    seeds = tuple(range(experiment.seed, experiment.seed + replicates))
    works, places = [], []
    for at, row in enumerate(cube):
        values = tuple((f.path, f.at(share)) for f, share in zip(experiment.factors, row, strict=True))
        for arm in experiment.arms:
            works.append(Work(arm.base, LOOKS[arm.name], seeds, arm.settings + values, arm.additions))
            places.append((at, arm.name))
    looked: list[dict[str, Mapping[str, Any]]] = [{} for _ in cube]
    means = np.full((len(cube), len(BANDS)), np.nan)
    luck = np.full_like(means, np.nan)
    began, done = time.perf_counter(), 0
    for number, found in do_all(works, workers):
        at, arm_name = places[number]
        looked[at][arm_name] = found
        if len(looked[at]) == len(LOOKS):
            found_here = quantities(looked[at])
            means[at] = [found_here[band.name][0] for band in BANDS]
            luck[at] = [found_here[band.name][1] for band in BANDS]
            looked[at] = {}
            done += 1
            if done % 32 == 0:
                took = time.perf_counter() - began
                print(f"{name}: {done} of {len(cube)} points, {took:.0f} s", file=sys.stderr, flush=True)
    return means, luck


def worst(means: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """The largest implausibility over quantities, float64[points]."""
    return np.max([implausibility(means[:, j], luck[:, j], band) for j, band in enumerate(BANDS)], axis=0)


def still_plausible(emulators: list[list[Emulator]], cube: np.ndarray) -> np.ndarray:
    """Points that no wave's emulator rules out."""
    keep = np.ones(len(cube), np.bool_)
    for of_wave in emulators:
        found = [emulator.predict(cube) for emulator in of_wave]
        means, variances = (np.column_stack([pair[part] for pair in found]) for part in (0, 1))
        keep &= worst(means, variances) <= CUTOFF
    return keep


def calibrate(plan: Plan, workers: int, out: Path) -> dict[str, Any]:
    """All waves; writes the ensemble and returns the account of them."""
    experiment = read_experiment(HERE)
    number = len(experiment.factors)
    sampler = qmc.Sobol(number, scramble=True, seed=np.random.default_rng(1))
    space = sampler.random(plan.candidates)
    emulators: list[list[Emulator]] = []
    waves: list[dict[str, Any]] = []
    for wave, (points, replicates) in enumerate(zip(plan.points, plan.replicates, strict=True), start=1):
        plausible = still_plausible(emulators, space)
        share = float(plausible.mean())
        cube = space[plausible][:points]  # a filtered Sobol sequence fills what is left evenly
        means, luck = evaluate(experiment, cube, replicates, workers, f"wave {wave}")
        found = worst(means, luck)
        account = {"wave": wave, "points": len(cube), "replicates": replicates, "share_of_space_before": share,
                   "share_of_points_kept": float((found <= CUTOFF).mean()), "ruled_out_by": ruled_out(means, luck)}  # fmt: skip
        if wave < len(plan.points):
            emulators.append([emulate(cube, means[:, j], luck[:, j]) for j in range(len(BANDS))])
            account["emulators_explain"] = {b.name: e.explained for b, e in zip(BANDS, emulators[-1], strict=True)}
        waves.append(account)
        print(json.dumps(account), file=sys.stderr, flush=True)
    chosen = np.flatnonzero(found <= CUTOFF)[: plan.kept]  # not the best ones: the first, so as even as the sequence
    rows = [[_short(f.at(u)) for f, u in zip(experiment.factors, cube[at], strict=True)] for at in chosen]
    names = [f"p{n:03d}" for n in range(1, len(rows) + 1)]
    out.mkdir(parents=True, exist_ok=True)
    write_ensemble(out / "plausible_ensemble.csv", names, [f.path for f in experiment.factors], rows)
    account = {
        "seeds": [experiment.seed, experiment.seed + max(plan.replicates) - 1],
        "cutoff": CUTOFF,
        "bands": [vars(band) for band in BANDS],
        "waves": waves,
        "sets": len(rows),
        "quantities_of_sets": {
            band.name: [round(float(q), 4) for q in np.quantile(means[chosen, j], [0, 0.1, 0.5, 0.9, 1])]
            for j, band in enumerate(BANDS)
        },
        "ranges_of_sets": {
            f.path: [round(float(q), 3) for q in np.quantile(cube[chosen, j], [0, 0.1, 0.5, 0.9, 1])]
            for j, f in enumerate(experiment.factors)
        },
    }
    (out / "waves.json").write_text(json.dumps(account, indent=1) + "\n", encoding="utf-8")
    with house_style():
        figure = draw(BANDS, means[chosen], [f.path for f in experiment.factors], cube[chosen])
        figure.savefig(out / "plausible_sets.png")
    return account


def ruled_out(means: np.ndarray, luck: np.ndarray) -> dict[str, float]:
    """Share of points that each quantity rules out by itself."""
    return {
        band.name: float((implausibility(means[:, j], luck[:, j], band) > CUTOFF).mean())
        for j, band in enumerate(BANDS)
    }


def _short(value: Any) -> Any:
    """Four figures: more would pretend to know more."""
    return value if isinstance(value, int) else float(f"{value:.4g}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="a few points, to see that it works")
    parser.add_argument("--out", type=Path, default=HERE)
    given = parser.parse_args()
    calibrate(QUICK if given.quick else Plan(), given.workers, given.out)
