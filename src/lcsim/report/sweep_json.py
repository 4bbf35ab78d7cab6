"""What ``lcsim analyse --json`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from lcsim.analysis.morris import Morris
from lcsim.analysis.notes import said
from lcsim.analysis.regression import Regression
from lcsim.analysis.sobol import Sobol
from lcsim.analysis.sweep_findings import Finding, Findings


def sweep_json(found: Findings) -> dict[str, Any]:
    """What ``--json`` prints: one object; null where there is no number."""
    experiment = found.sweep.experiment
    return {
        "experiment": experiment.name,
        "question": experiment.question,
        "design": experiment.design.kind,
        "method": found.method or None,
        "points": experiment.points,
        "replicates": experiment.replicates,
        "runs": experiment.runs,
        "failed": found.sweep.failed,
        "factors": list(found.sweep.sample.names),
        "arms": {
            arm: {measure: _finding_json(found.of(arm, measure)) for measure in experiment.measures}
            for arm in found.sweep.arms
        },
        "differences": [
            {k: plain(getattr(c, k)) for k in ("measure", "arm", "against", "mean", "low", "high", "verdict", "points",
                                                "clear_higher", "clear_lower")}
            | {"needed": _needed_json(c.needed)}
            for c in found.contrasts
        ],
    }  # fmt: skip


def _finding_json(one: Finding) -> dict[str, Any]:
    keys = ("mean", "low", "high", "lowest", "highest", "undefined")
    value = one.sensitivity
    return {
        **{k: plain(getattr(one, k)) for k in keys},
        "trouble": one.trouble or None,
        "sensitivity": {} if value is None else {name: _factor_json(value, j) for j, name in enumerate(value.names)},
        "linear": plain(value.linear) if isinstance(value, Regression) else None,
        "ranked": value.ranked if isinstance(value, Regression) else None,
        "shares": {}
        if one.shares is None
        else {part: _three(one.shares.shares, j) for j, part in enumerate(one.shares.parts)},
        "steady_from": None if one.settling is None else one.settling.safely,
        "needed": _needed_json(one.needed),
        "notes": sorted(
            {said(n) for source in (value, one.shares, one.settling) if source is not None for n in source.notes}
        ),
    }


def _factor_json(value: Sobol | Morris | Regression, j: int) -> dict[str, Any]:
    if isinstance(value, Sobol):
        return {"first": _three(value.first, j), "total": _three(value.total, j)}
    if isinstance(value, Morris):
        told = {name: _three(getattr(value, name), j) for name in ("mu", "mu_star", "sigma")}
        return {**told, "floor": plain(value.floor[j]), "heard": bool(value.heard[j])}
    return {"coefficient": _three(value.coefficients, j)}


def _three(found: Iterable[Any], j: int) -> dict[str, Any]:
    return dict(zip(("value", "low", "high"), (plain(part[j]) for part in found), strict=True))


def _needed_json(needed: Any) -> dict[str, Any] | None:
    return None if needed is None else {k: plain(v) for k, v in vars(needed).items()}


def plain(value: Any) -> Any:
    """A number as JSON knows it; None where there is none."""
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value
