"""Sections of a scenario about time and work: the calendar, values, practices and demands."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from lcsim.scenario.value_types import MOST_DOMAINS, MOST_OPTIONS, Name, Section, Seed, Share, Text, Week, Weeks, Weight


class Stop(Section):
    """When time stops before the calendar ends; what is left of it then stays as it is.

    ``settled``: no rule that runs can change anything any more (asked `every` so many weeks); ``unchanged``: a week
    moved no value by more than `tolerance` and changed no way of working; ``events``: so many activations happened.
    """

    when: Literal["never", "settled", "unchanged", "events"] = "never"
    every: Weeks = 1
    tolerance: Share = 0.0
    events: Annotated[int, Field(strict=True, ge=0, le=10**15)] = 0


class Calendar(Section):
    """How long it lasts, in weeks."""

    weeks: Weeks = 156
    semester: Weeks = 20
    stop: Stop = Stop()


class ValueDimension(Section):
    """One thing that people may hold dear, from 0 (not at all) to 1 (above all).

    `coupled` says how much what one would move to on each dimension counts for this one, the dimension itself included
    (Parsegov et al. 2017): weights whose sizes add up to at most 1, about the middle of the scale. Left out: itself alone.
    """

    name: Name
    wording: Text = ""
    dutch: Text = ""
    coupled: dict[Name, Weight] = Field(default_factory=dict, max_length=16)


class Option(Section):
    """One way of working in a domain; `expresses` says which values it shows, and how much.

    With an empty `expresses` the values are hashed from the landscape, on two dimensions per domain.
    """

    name: Name
    wording: Text = ""
    dutch: Text = ""
    expresses: dict[Name, Share] = Field(default_factory=dict, max_length=16)


class Domain(Section):
    """One part of daily work in which there is more than one way."""

    name: Name
    wording: Text = ""
    dutch: Text = ""
    options: tuple[Option, ...] = Field(default=(), max_length=MOST_OPTIONS)


class Practices(Section):
    """The domains of work, their options, and how they hang together.

    `complexity` is the number of other domains on which the quality of a domain depends. `options` holds
    option names shared by all domains that name none of their own.
    """

    complexity: Annotated[int, Field(strict=True, ge=0, le=MOST_DOMAINS - 1)] = 3
    partners: Literal["random", "adjacent", "random_with_replacement"] = "random"
    options: tuple[Name, ...] | None = Field(default=None, min_length=2, max_length=MOST_OPTIONS)
    domains: tuple[Domain, ...] = Field(default=(), min_length=1, max_length=MOST_DOMAINS)


class Disturbance(Section):
    """New demands: at the start of `week`, a `share` of the contributions to quality is drawn anew.

    Where there is a reality, another option becomes the right one in that share of the domains (not in week 0). With `every`
    it comes again every so many weeks, up to and including week `last` (null: to the end).
    """

    week: Week = 0
    share: Share = 0.75
    every: Weeks | None = None
    last: Week | None = None


class Environment(Section):
    """The demands of the work. ``landscape: null`` takes the landscape from the seed of the run.

    ``reality: drawn`` lets one option of each domain be right (March 1991), by the luck of the landscape.
    ``shaped_by_people: false`` and ``felt_by_people: false`` freeze a direction of reciprocity
    (`lcsim.simulation.reciprocity`): what is acceptable and official, and how safe it is, stays as founded; or goes on
    changing while people act as if it had stayed as founded.
    """

    landscape: Seed | None = None
    reality: Literal["none", "drawn"] = "none"
    disturbances: tuple[Disturbance, ...] = Field(default=(Disturbance(),), max_length=1000)
    shaped_by_people: StrictBool = True
    felt_by_people: StrictBool = True
