"""What a network of the founding needs: numbers that go together, and a number of people that it can hold."""

from __future__ import annotations

from math import isqrt

from lcsim.scenario.model import Network

MOST_TIES = 1e9
"""Ties at the founding: each takes some twenty bytes."""

LATTICE_NEIGHBOURS = (4, 6, 8, 12, 24, 48)

REGULAR = ("ring", "lattice", "groups")
"""Networks in which `neighbours` counts, and whose ties can be rewired."""


def network_faults(network: Network, people: int) -> list[tuple[str, str]]:
    """Faults of a network among so many people: (key, what is wrong)."""
    found: list[tuple[str, str]] = []
    pairs = people * (people - 1) // 2
    if network.kind == "ring" and people > 0 and (network.neighbours % 2 or network.neighbours >= people):
        what = f"must be even, and less than the {people} people of the ring, got {network.neighbours}"
        found.append(("neighbours", what))
    if network.kind == "lattice":
        if network.neighbours not in LATTICE_NEIGHBOURS:
            found.append(("neighbours", f"must be 4, 6, 8, 12, 24 or 48 on a lattice, got {network.neighbours}"))
        columns = isqrt(people) if network.width is None else network.width
        if (people and people % columns) or (network.width is None and columns * columns != people):
            given = f"{columns} columns" if network.width is not None else "a square; width gives the columns"
            found.append(("width", f"{people} people do not fill a lattice ({given})"))
    if network.kind == "random":
        if network.ties is not None and network.ties > pairs:
            found.append(("ties", f"must be at most {pairs}, the pairs of {people} people, got {network.ties}"))
        if network.ties is not None and network.density > 0.0:
            found.append(("density", "give ties or density, not both"))
        if network.connected and network.ties is not None and network.ties < people - 1:
            found.append(("ties", f"must be at least {people - 1} to connect {people} people, got {network.ties}"))
    if network.kind == "preferential" and 0 < people <= network.neighbours:
        found.append(("neighbours", f"must be less than the {people} people, got {network.neighbours}"))
    if network.rewiring > 0.0 and network.kind not in REGULAR:
        found.append(
            ("rewiring", f"only ties of a ring, a lattice or groups can be rewired, not those of {network.kind!r}")
        )
    if expected_ties(network, people) > MOST_TIES:
        what = f"{people} people would begin with some {expected_ties(network, people):.2g} ties; at most {MOST_TIES:.0e} fit"
        found.append(("kind", what))
    return found


def expected_ties(network: Network, people: int) -> float:
    """Directed ties that the founding will make, about."""
    pairs = float(people) * (people - 1)
    if network.kind == "full":
        return pairs
    if network.kind == "random":
        return 2.0 * network.ties if network.ties is not None else pairs * network.density
    if network.kind == "preferential":
        return 2.0 * people * network.neighbours
    return float(people) * network.neighbours if network.kind in REGULAR else 2.0 * people
