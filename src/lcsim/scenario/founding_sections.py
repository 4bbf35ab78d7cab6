"""Sections of a scenario about week 0: ties, pioneers, and what people bring."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from lcsim.scenario.value_types import MOST_OPTIONS, MOST_PEOPLE, Count, Drawn, Section, Seed, Share


class Network(Section):
    """Who is tied to whom at week 0.

    ``teams``: by the densities of the founding. All others tie everybody of the community in one order (that of
    organisations, teams, groups and seats), whatever the teams; ties go both ways:
    ``none`` (rules with partners anyone or everyone need no ties), ``full``, ``line``, ``ring`` (`neighbours` nearest,
    an even number), ``lattice`` (`width` columns; 4, 6, 8, 12, 24 or 48 `neighbours`; `torus` joins its edges), ``random`` (`ties`
    pairs, or each pair with probability `density`), ``groups`` (everybody with all `neighbours` of a group of `neighbours` + 1), ``preferential`` (one after the other ties himself
    to `neighbours` of those before, in proportion to the ties they have: Barabasi & Albert 1999).
    ``rewiring`` is the share of ties of a ring, a lattice or groups that are then rewired: one end at random (Watts & Strogatz 1998); or,
    with `keep_degrees`, half as many times two ties, drawn anew each time, exchange an end (Maslov & Sneppen 2002).
    `room` is the least number of ties that a person has room for.
    """

    kind: Literal["teams", "none", "full", "line", "ring", "lattice", "random", "groups", "preferential"] = "teams"
    neighbours: Annotated[int, Field(strict=True, ge=1, le=1000)] = 4
    width: Annotated[int, Field(strict=True, ge=1, le=MOST_PEOPLE)] | None = None
    torus: StrictBool = False
    density: Share = 0.0
    ties: Count | None = None
    connected: StrictBool = False
    rewiring: Share = 0.0
    keep_degrees: StrictBool = False
    room: Annotated[int, Field(strict=True, ge=0, le=100_000)] = 0


class Pioneers(Section):
    """People who already work otherwise at week 0: `number` drawn at random, and with `neighbours` all to whom they have ties.

    In every domain they enact and know the option at place `option` of its options in the order of their names (the first is 0),
    whatever they would bring otherwise.
    """

    number: Count = 0
    neighbours: StrictBool = False
    option: Annotated[int, Field(strict=True, ge=0, le=MOST_OPTIONS - 1)] = 0


class Founding(Section):
    """The community that the study finds at week 0.

    `values` are drawn ``normal`` (about the mean of the group, clipped), ``uniform`` on 0..1, or lie ``regular``ly on 0..1 in the order
    of people; a group that names other `values` has them normal about these, or as its `drawn` says. `practice` is ``inherited`` with deviations, ``uniform`` over the options of each domain, or
    ``uniform_or_undecided``, where being undecided is as likely as any option.
    """

    deviation: Share = 0.18
    safety: Share = 0.45
    energy: Share = 0.62
    identity: Share = 0.6
    newcomer_identity: Share = 0.2
    trust_low: Share = 0.3
    trust_high: Share = 0.5
    values_mean: Share = 0.5
    values_spread: Share = 0.2
    legitimacy: Share = 0.9
    legitimacy_floor: Share = 0.03
    inherited: Literal["local_optimum", "random", "given", "none"] = "local_optimum"
    density_within: Share = 1.0
    density_between: Share = 0.02
    density_across: Share = 0.0
    values: Drawn = "normal"
    practice: Literal["inherited", "uniform", "uniform_or_undecided"] = "inherited"
    network: Network = Network()
    pioneers: Pioneers = Pioneers()
    seed: Seed | None = None
    repertoire: Annotated[int, Field(strict=True, ge=0, le=4096)] = 0
