"""Digests of a few runs, to see that tuning changed nothing: write them before, compare after.

``python benchmarks/digests.py > before.txt``, change a kernel, ``python benchmarks/digests.py | diff before.txt -``.
The state digest must stay; a record digest may move in its last bits only if CHANGELOG says so.
"""

from __future__ import annotations

from communities import SPARSE, scenario

from lcsim.scenario import Scenario, load
from lcsim.simulation import run


def changed(base: Scenario, **rules: dict[str, object]) -> Scenario:
    """The scenario with some rules set otherwise."""
    return base.model_copy(update={"rules": {**base.rules, **rules}})


def cases() -> list[tuple[str, Scenario, int, int]]:
    """Name, scenario, seed, weeks."""
    home = load("nursing_home")
    found = [(f"nursing_home {seed}", home, seed, 156) for seed in (1, 2, 3)]
    found.append(("60 people", scenario(60), 1, 156))
    found.append(("1,000 people", scenario(1000, mixing=0.5, **SPARSE), 1, 30))  # type: ignore[arg-type]
    found.append(("cadence 13", scenario(1000, cadence=13, **SPARSE), 2, 30))  # type: ignore[arg-type]
    for form in ("joint_inquiry", "creative", "reflection", "plenary", "project"):
        communities = tuple(c.model_copy(update={"format": form}) for c in home.communities)
        found.append((form, home.model_copy(update={"communities": communities}), 4, 60))
    off = {"bounded_influence": {"on": False}}
    for name in ("mutual_compromise", "attraction_and_repulsion"):
        found.append((name, changed(home, **off, **{name: {"on": True}}), 5, 40))
    found.append(("strict code", changed(home, socialisation={"on": True, "p1": 0.5}), 6, 40))
    for complexity in (0, 5):
        practices = home.practices.model_copy(update={"complexity": complexity})
        found.append((f"complexity {complexity}", home.model_copy(update={"practices": practices}), 7, 40))
    found.append(("many options", many_options(), 8, 40))
    return found


def many_options() -> Scenario:
    """Ten options in five domains: repertoires in wide columns."""
    base = scenario(60)
    domain = base.practices.domains[0]
    options = tuple(domain.options[0].model_copy(update={"name": f"way_{q}"}) for q in range(10))
    domains = tuple(d.model_copy(update={"options": options}) for d in base.practices.domains[:5])
    return base.model_copy(update={"practices": base.practices.model_copy(update={"domains": domains})})


if __name__ == "__main__":
    for name, chosen, seed, weeks in cases():
        done = run(chosen, seed, weeks)
        print(f"{name}: {done.digest[:24]} {done.record_digest[:24]}")
