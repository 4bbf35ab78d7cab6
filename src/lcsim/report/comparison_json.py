"""What ``lcsim compare --json`` prints, and what stands in the folder: one object, null where there is no number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lcsim.analysis.comparison import DEPENDS, Comparison, Effect
from lcsim.analysis.paired import Paired
from lcsim.experiment.compare_arms import Asked
from lcsim.report.comparison import Precision
from lcsim.report.sweep_json import plain

if TYPE_CHECKING:
    import pyarrow as pa


def comparison_json(asked: Asked, found: Comparison, precision: Precision | None = None) -> dict[str, Any]:
    """What ``--json`` prints: one object; null where there is no number."""
    experiment = found.compared.experiment
    return {
        "scenario": experiment.scenario,
        "seed": experiment.seed,
        "weeks": experiment.weeks,
        "replicates": experiment.replicates,
        "failed": found.compared.failed,
        "ensemble": None
        if asked.ensemble is None
        else {
            "source": asked.ensemble.source,
            "sets": len(asked.ensemble.names),
            "used": found.compared.used_sets,
            "parameters": list(asked.ensemble.paths),
        },
        "no_ensemble_because": asked.why_none or None,
        "not_varied": {"set": list(asked.fixed), "measured": list(asked.measured)},
        "smallest": dict(found.smallest),
        "precision": None if precision is None else {**_plain_all(vars(precision)), "reached": precision.reached},
        "arms": {
            arm: {
                "interventions": list(experiment.arm(arm).additions),
                "cost": _plain_all(vars(found.costs[arm])) if arm in found.costs else None,
                "effects": {
                    measure: _effect_json(found.effects[arm, measure]) for measure in experiment.measures
                },
            }
            for arm in found.compared.arms[1:]
        },
        "groups": [
            {"arm": g.arm, "measure": g.measure, "scope": g.group[0], "group": g.group[1], "verdict": g.verdict,
             "p_holm": plain(g.p), **_paired_json(g.found)}
            for g in found.gains
        ],
        "between": [
            {"measure": b.measure, "arm": b.arm, "other": b.other, "verdict": b.verdict, "p_holm": plain(b.p),
             **_paired_json(b.found)}
            for b in found.between
        ],
    }  # fmt: skip


def _effect_json(one: Effect) -> dict[str, Any]:
    d = one.dependence
    names = ("hours", "hours_low", "hours_high", "euros", "euros_low", "euros_high")
    return {
        "verdict": one.verdict,
        **_paired_json(one.found),
        "p_different_holm": plain(one.p_different),
        "p_equivalent_holm": plain(one.p_equivalent),
        "smallest": one.smallest,
        "surely_as_large_as_what_counts": bool(one.at_least) if one.found.known else None,
        "cost_per_smallest": dict(zip(names, one.per_smallest, strict=True)) if one.per_smallest else None,
        "assumptions": {
            "judged": d.judged,
            "depends_on": list(d.on) if one.verdict == DEPENDS else [],
            "spread_between_sets": plain(d.spread),
            "p_spread_holm": plain(d.p_spread),
            "share_with_other_sign": plain(d.other_sign),
            "follows": [_plain_all(vars(follow)) for follow in d.follows],
        },
    }


def _paired_json(found: Paired) -> dict[str, Any]:
    names = ("pairs", "sets", "mean", "low", "high", "higher_pairs", "lower_pairs", "higher_sets", "lower_sets")
    return {
        **{name: plain(getattr(found, name)) for name in names},
        "d": plain(found.standardised),
        "d_z": plain(found.standardised_pairs),
        "p_different": plain(found.p_different),
    }


def _plain_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(value) for key, value in values.items()}


def effects_table(found: Comparison) -> pa.Table:
    """A row for each arm and measure."""
    rows = []
    for (arm, measure), one in found.effects.items():
        row = {"arm": arm, "measure": measure, **_effect_json(one)}
        assumptions = row.pop("assumptions")
        del row["cost_per_smallest"]
        row["depends_on"] = ", ".join(assumptions["depends_on"])
        row |= {name: assumptions[name] for name in ("spread_between_sets", "p_spread_holm", "share_with_other_sign")}
        cost = found.costs.get(arm)
        row |= {"cost_hours": None if cost is None else cost.hours, "cost_euros": None if cost is None else cost.euros}
        rows.append(row)
    return _table(rows)


def groups_table(asked: Asked, found: Comparison) -> pa.Table:
    """A row for each arm, measure and organisation, team or role."""
    return _table(comparison_json(asked, found)["groups"])


def between_table(asked: Asked, found: Comparison) -> pa.Table:
    """A row for each measure and two arms."""
    return _table(comparison_json(asked, found)["between"])


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    """Columns of text, switches and numbers from plain rows, the same types whatever is missing."""
    import pyarrow as pa

    kinds = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
    columns = {}
    for name in rows[0] if rows else ():
        values = [row[name] for row in rows]
        seen = {type(value) for value in values if value is not None}
        kind = float if seen <= {int, float} and float in seen else next(iter(seen), float)
        columns[name] = pa.array(values, kinds[kind], from_pandas=False)
    return pa.table(columns)
