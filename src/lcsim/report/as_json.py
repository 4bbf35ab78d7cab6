"""What ``--json`` prints: one object, measures by name, null where undefined."""

from __future__ import annotations

from typing import Any

from lcsim.experiment import Replicates
from lcsim.experiment.manifest import joint_digest
from lcsim.experiment.outcome import Outcome
from lcsim.experiment.tables import measure_names


def json_object(found: Replicates) -> dict[str, Any]:
    """Scenario, seed, weeks, digest, and a list of replicates.

    `digest` is that of the only run, or the SHA-256 of the digests of all runs in the order of their seeds. A
    replicate has its `seed`, `digest`, `measures` (name to number or null) and `reasons` (why null), and with
    interventions their `costs` (name to hours of staff and euros); one that failed has digest null, no measures, and
    its `error`.
    """
    done = found.done
    names = measure_names(found.scenario)
    return {
        "scenario": found.scenario.name,
        "seed": found.outcomes[0].seed if found.outcomes else None,
        "weeks": max((outcome.weeks for outcome in done), default=None),
        "digest": joint_digest([outcome.digest for outcome in done]) or None,
        "replicates": [
            {
                "seed": outcome.seed,
                "digest": outcome.digest or None,
                "measures": {name: outcome.measures[name].value for name in names if name in outcome.measures},
                "reasons": {
                    name: outcome.measures[name].reason
                    for name in names
                    if name in outcome.measures and outcome.measures[name].value is None
                },
                **({"costs": _costs(outcome)} if outcome.costs else {}),
                **({} if outcome.done else {"error": outcome.error}),
            }
            for outcome in found.outcomes
        ],
    }


def _costs(outcome: Outcome) -> dict[str, dict[str, float]]:
    return {name: {"hours": hours, "euros": euros} for name, (hours, euros) in outcome.costs.items()}
