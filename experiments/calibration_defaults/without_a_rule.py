"""Which rules are needed: patterns and quantities again with one rule at a time switched off.

    python experiments/calibration_defaults/without_a_rule.py [--out docs/rules_needed.json]

The parameters are those of the scenario; 16 seeds for patterns, 12 for quantities. Some six minutes of computing.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from lcsim.docking.patterns import chosen_patterns
from lcsim.docking.quantities import look_at_a_year, look_at_base, quantities
from lcsim.docking.runs import Work, do
from lcsim.docking.trying import DEFAULT_OF_DEVELOPMENT, try_patterns, with_settings
from lcsim.mechanisms import CATALOGUE

PATTERNS = ("1", "2", "3", "4", "5", "9", "12", "16", "17")
SEEDS = 16
SEEDS_OF_QUANTITIES = tuple(range(850_001, 850_013))
REFLECTION = tuple((f"communities.{unit}_unit.format", "reflection") for unit in ("linden", "cherry"))


def without(rule: str) -> dict[str, Any]:
    """Patterns and quantities with a rule off; an empty name: all on."""
    off = ((f"rules.{rule}", "off"),) if rule else ()
    patterns = with_settings(chosen_patterns(PATTERNS), [f"rules.{rule}=off"] if rule else [])
    found = {}
    for tried in try_patterns(patterns, (DEFAULT_OF_DEVELOPMENT,), SEEDS):
        conditions = zip(tried.pattern.conditions, tried.estimates[0], strict=True)
        found[tried.pattern.name] = {
            condition.statement: {name: plain(value) for name, value in vars(one).items()}
            for condition, one in conditions
        }
    no_sessions = (("rules.community_sessions", "off"),)
    looked = {
        "baseline": do(Work("nursing_home", look_at_base, SEEDS_OF_QUANTITIES, off)),
        "no_sessions": do(Work("nursing_home", look_at_a_year, SEEDS_OF_QUANTITIES, off + no_sessions)),
        "reflection": do(Work("nursing_home", look_at_a_year, SEEDS_OF_QUANTITIES, off + REFLECTION)),
    }
    of_field = {
        name: {"value": plain(value), "error_of_luck": plain(math.sqrt(variance))}
        for name, (value, variance) in quantities(looked).items()
    }
    return {"without": rule or None, "patterns": found, "quantities": of_field}


def plain(value: Any) -> Any:
    """Four figures; null where there is no number."""
    if isinstance(value, bool):
        return value
    return float(f"{value:.4g}") if math.isfinite(value) else None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("docs/rules_needed.json"))
    out = parser.parse_args().out
    rows = []
    for name in ("", *(rule.name for rule in CATALOGUE if rule.default)):
        rows.append(without(name))
        print(name or "all rules", file=sys.stderr, flush=True)
    out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
