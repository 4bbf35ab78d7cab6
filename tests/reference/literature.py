"""Small communities for the rules of the literature: those that no scenario of the default model uses.

To add a rule: add a case to `CASES` in which each of its parameters matters (and each of its words).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from lcsim.mechanisms import BY_NAME, RULES
from lcsim.mechanisms.meeting import every_meeting_rule
from lcsim.part import PHASES
from lcsim.part.names import MEETING_PHASES
from lcsim.scenario import load_text
from lcsim.simulation import Community as CompiledCommunity
from lcsim.simulation.schedule import WEEKLY_RULES, Contents, begin_week, run_rule
from lcsim.state import State, copy_state
from tests.reference.agreement import parameters_of
from tests.reference.community import Community

TRIED_WITH_THE_REST = ("attraction_and_repulsion",)
"""Variants that the cases of the default rules try."""

LITERATURE = tuple(
    name for names in RULES.values() for name in names if not BY_NAME[name].default and name not in TRIED_WITH_THE_REST
)

EVERYTHING = Contents(
    tuple(n for n in WEEKLY_RULES if n in LITERATURE or n in ("disturbance", "everyday_work")),
    every_meeting_rule(),
    "never",
)
"""One compiled week with all of them, so that no case compiles one of its own."""

ACTS_OF_THE_LITERATURE = ("take_over:", "susceptibility:")
"""Functions of ``acts`` that only rules of the literature call."""

OFF = dict.fromkeys(PHASES, "off")

SMALL = """
schema: 1
calendar: {weeks: 40}
values: [care, room]
practices: {domains: 5, options: 3, complexity: 1}
environment: {landscape: 4, disturbances: []}
founding: {practice: uniform, values: uniform, network: {kind: ring, neighbours: 4}, trust_low: 0.1, trust_high: 0.6}
organisations:
  - name: home
    teams:
      - {name: blue, people: [{name: nurse, count: 4, susceptibility: 0.7}, {name: pupil, role: student, stay: 9, count: 1}]}
      - {name: red, people: [{name: carer, count: 2, susceptibility: 0.4}]}
"""


class Small:
    """A founded community with few rules, a little scrambled, and the weekly rule that is tried on it."""

    def __init__(self, rule: str, seed: int = 1, text: str = SMALL, **rules: Any) -> None:
        listed = "".join(f"  {name}: {value}\n" for name, value in (OFF | rules).items())
        self.scenario = load_text(f"{text}rules:\n{listed}", name="small")
        self.rule, self.seed, self.week = rule, seed, 3
        self.compiled = CompiledCommunity(self.scenario, seed, 40)
        self.plan = self.compiled.plan
        self.parameters = parameters_of(self.scenario)
        kept = self.compiled.state._asdict() | {"log": np.zeros((4000, 6), np.int32)}
        self.state = State(**kept)
        begin_week(self.state, self.week, EVERYTHING)
        draw, n = np.random.default_rng(seed), len(self.state.key)
        self.state.formative[:] = draw.random(self.state.formative.shape)
        self.state.openness[:] = draw.random(n)
        self.state.authority[:] = draw.random(n)
        self.state.complying[:] = draw.random(self.state.complying.shape) < 0.3
        self._after: State | None = None

    def after_compiled(self, record: Any = None) -> State:
        """A copy of the state after the compiled rule."""
        state = copy_state(self.state)
        code, rules = WEEKLY_RULES.index(self.rule), self.plan.rules if record is None else record
        run_rule(code, state, rules, np.uint64(self.seed), self.week, EVERYTHING)
        return state

    def again(self, weeks: int) -> State:
        """Go on for so many weeks; return the state."""
        for _ in range(weeks):
            self.state = self.after_compiled()
            self.week += 1
        return self.state

    def after_twin(self) -> State:
        """A copy of the state after the twin; made once, not to be changed."""
        if self._after is None:
            state = self._after = copy_state(self.state)
            with Community(self.scenario, state, self.parameters, self.plan.meeting, self.seed, self.week) as community:
                import_module(f"tests.reference.twins.{self.rule}").week(community)
                community.settle()
        return self._after

    def uses(self, rule: str) -> bool:
        """Whether a rule takes part."""
        return rule == self.rule or rule in self.plan.meeting.values()


def _activated(
    activation: str, partners: str, number: int = 1, text: str = SMALL, seed: int = 1, **rules: Any
) -> Callable[[], Small]:
    times = {"random_activation": "sweeps", "shuffled_sweeps": "sweeps", "simultaneous": "steps"}[activation]
    chosen = f"{{variant: {activation}, partners: {partners}, {times}: {number}}}"
    return lambda: Small(activation, seed, text, **({"encounters": chosen} | rules))


USUAL_MEETING = {"observation": "on", "adoption": "deliberation", "trust": "on", "influence": "bounded_influence"}
ALONE = SMALL[: SMALL.index("organisations")] + "organisations: [{name: home, people: 1}]\n"
UNSURE = SMALL.replace("practice: uniform,", "practice: uniform_or_undecided, inherited: random,")
REAL = UNSURE.replace("disturbances: []", "disturbances: [], reality: drawn")
TWO = """
schema: 1
calendar: {weeks: 40}
values: [care]
practices: {domains: 9, options: 4, complexity: 0}
environment: {landscape: 7, disturbances: [], reality: drawn}
founding: {practice: uniform_or_undecided, inherited: random, values: uniform, network: {kind: groups, neighbours: 3}}
organisations: [{name: home, people: 11}, {name: school, people: 9}]
"""
FEW_WAYS = SMALL.replace("domains: 5, options: 3, complexity: 1", "domains: 2, options: 2, complexity: 1")
CODELESS = REAL.replace("inherited: random", "inherited: none")
NOBODY = ALONE.replace("people: 1", "people: 0").replace("ring, neighbours: 4", "none")
ALONE = ALONE.replace("ring, neighbours: 4", "none")

COUPLED = SMALL.replace(
    "values: [care, room]",
    "values: [{name: care, coupled: {care: 0.8, room: -0.2}}, {name: room, coupled: {care: 0.4, room: 0.5}}]",
)
DIFFERENT = SMALL.replace("susceptibility: 0.7", "susceptibility: 1.0").replace(
    "count: 2, sus", "count: 2, openness: 0.4, sus"
)
TURBULENT = REAL.replace(
    "disturbances: []", "disturbances: [{week: 1, share: 0.4}, {week: 2, share: 0.6, every: 1, last: 3}]"
)
"""At the founding nothing has happened yet, so that the first week in which the rule is tried has three."""

DOUBTFUL = SMALL.replace("practice: uniform", "practice: uniform_or_undecided")


def with_ties(small: Small, room: int = 24, fewer: int = 0) -> Small:
    """With room for so many ties a person; half of the people lack `fewer` of theirs, though others have them still."""
    state = small.state
    narrow = {name: getattr(state, name)[:, :room].copy() for name in TIES}
    small.state = State(**(state._asdict() | narrow))
    small.state.tie_count[::2] -= fewer
    return small


TIES = ("tie_to", "tie_trust", "tie_kind", "tie_since", "tie_last")

CASES: dict[str, Callable[[], Small]] = {
    "random, neighbour": _activated(
        "random_activation", "neighbour", 2, influence="{variant: assimilation, rate: 0.4}", observation="on", trust="on"
    ),
    "random, anyone": _activated("random_activation", "anyone", **(USUAL_MEETING | {"influence": "mutual_compromise"})),
    "random, all neighbours": _activated(
        "random_activation", "all_neighbours", influence="{variant: stubborn_assimilation, susceptibility: 0.8}", trust="on"
    ),
    "random, everyone": _activated(
        "random_activation", "everyone", influence="{variant: average_of_the_near, bound: openness}"
    ),
    "random, a number of events": lambda: Small(
        "random_activation", 4, encounters="{variant: random_activation, events: 5, partners: anyone}",
        adoption="{variant: copy_a_difference, drift: 0.4}",
    ),
    "shuffled, neighbour": _activated(
        "shuffled_sweeps", "neighbour", 2, influence="{variant: striving_for_uniqueness, span: 4, reach: 0.7, strength: 0.3}"
    ),
    "shuffled, everyone": _activated("shuffled_sweeps", "everyone", influence="{variant: assimilation, weights: equal}"),
    "shuffled, everyone, given": _activated("shuffled_sweeps", "everyone", influence="{variant: assimilation, rate: 0.7}"),
    "shuffled, all, in pairs": _activated("shuffled_sweeps", "all_neighbours", **USUAL_MEETING),
    "simultaneous, the near": _activated(
        "simultaneous", "all_neighbours", 2, influence="{variant: average_of_the_near, threshold: 0.4}",
        adoption="copy_a_difference",
    ),
    "simultaneous, unique": _activated(
        "simultaneous", "everyone", influence="{variant: striving_for_uniqueness, span: 3, reach: 0.7, strength: 0.1}"
    ),
    "simultaneous, pairs": _activated("simultaneous", "neighbour", 12, **USUAL_MEETING),
    "shuffled, all, seeing only": _activated("shuffled_sweeps", "all_neighbours", 4, observation="on"),
    "random, drift": _activated("random_activation", "neighbour", 6, adoption="{variant: copy_a_difference, drift: 0.5}"),
    "simultaneous, strangers": _activated("simultaneous", "anyone", 2, influence="attraction_and_repulsion"),
    "simultaneous, equal and stubborn": _activated(
        "simultaneous", "all_neighbours", influence="{variant: stubborn_assimilation, weights: equal, susceptibility: 0.6}"
    ),
    "everyday work, many": lambda: Small(
        "everyday_work", encounters="on", influence="{variant: assimilation, rate: 0.3}", adoption="copy_a_difference",
        trust="on",
    ),
    "everyday work, the near": lambda: Small(
        "everyday_work", encounters="on", influence="{variant: average_of_the_near, threshold: 0.3}", observation="on"
    ),
    "random, told by the familiar": _activated(
        "random_activation", "familiar", 3, observation="{variant: fact_exchange, told: new}", trust="on"
    ),
    "shuffled, told or alone": _activated("shuffled_sweeps", "familiar_or_alone", 2, observation="fact_exchange"),
    "shuffled, told by neighbours": _activated(
        "shuffled_sweeps", "all_neighbours", 2, observation="{variant: fact_exchange, told: new}", trust="on"
    ),
    "simultaneous, threshold": _activated(
        "simultaneous", "all_neighbours", 6, adoption="{variant: threshold, least: 2, noise: 0.1}"
    ),
    "simultaneous, share": _activated(
        "simultaneous", "everyone", 4, adoption="{variant: threshold, least: 1, share: 0.4, direction: any, noise: 0.3}"
    ),
    "shuffled, threshold either way": _activated(
        "shuffled_sweeps", "all_neighbours", 3, adoption="{variant: threshold, least: 3, direction: any, noise: 0.2}"
    ),
    "random, innovation": _activated(
        "random_activation", "anyone", 4, adoption="{variant: innovation_and_imitation, innovation: 0.2, imitation: 0.5}"
    ),
    "rewiring": lambda: Small("adaptive_rewiring", ties="{variant: adaptive_rewiring, sweeps: 4, rewiring: 0.6, noise: 0.1}"),
    "rewiring, discordant ties": lambda: Small(
        "adaptive_rewiring", 2, ties="{variant: adaptive_rewiring, sweeps: 4, rewiring: 0.8, which: discordant, second: refused}"
    ),
    "rewiring, toward anyone": lambda: with_ties(
        Small("adaptive_rewiring", 3, ties="{variant: adaptive_rewiring, sweeps: 5, rewiring: 0.7, toward: anyone}"), room=5
    ),
    "rewiring, undecided": lambda: Small(
        "adaptive_rewiring", 4, text=DOUBTFUL, ties="{variant: adaptive_rewiring, sweeps: 3, rewiring: 0.4, noise: 0.2}"
    ),
    "rewiring, one way": lambda: with_ties(
        Small("adaptive_rewiring", 5, ties="{variant: adaptive_rewiring, sweeps: 3, rewiring: 0.8, second: refused}"), fewer=2
    ),
    "threshold, undecided": _activated(
        "simultaneous", "all_neighbours", 2, text=DOUBTFUL, adoption="{variant: threshold, least: 2}"
    ),
    "innovation, undecided": _activated(
        "shuffled_sweeps", "neighbour", 3, text=DOUBTFUL, adoption="{variant: innovation_and_imitation, innovation: 0.2, imitation: 0.6}"
    ),
    "everyday work, threshold": lambda: Small(
        "everyday_work", encounters="on", adoption="{variant: threshold, least: 1}", observation="fact_exchange"
    ),
    "search: one try": lambda: Small("local_search", text=UNSURE, trying_out="{variant: local_search, share: 0.7}"),
    "search: one try, reality": lambda: Small("local_search", 2, text=REAL, trying_out="local_search"),
    "search: first better": lambda: Small(
        "local_search", 3, text=UNSURE, trying_out="{variant: local_search, form: first_better, share: 0.8}"
    ),
    "the best: all neighbours": _activated(
        "simultaneous", "all_neighbours", 2, adoption="{variant: copy_the_best, velocity: 0.7, error: 0.4}"
    ),
    "the best: everyone, errors": _activated(
        "shuffled_sweeps", "everyone", text=UNSURE, seed=4, adoption="{variant: copy_the_best, error: 0.6, otherwise: nothing}"
    ),
    "the best: reality": _activated(
        "simultaneous", "all_neighbours", 3, text=REAL, adoption="{variant: copy_the_best, velocity: 0.6, otherwise: first_better}"
    ),
    "the best: everyday work": lambda: Small(
        "everyday_work", encounters="on", adoption="copy_the_best", observation="on", trust="on"
    ),
    "most of the better": _activated(
        "simultaneous", "all_neighbours", 2, adoption="{variant: majority_of_the_better, learning: 0.6}"
    ),
    "most of the better, in blocks": _activated(
        "simultaneous", "everyone", text=REAL, adoption="{variant: majority_of_the_better, learning: 0.5, block: 2}"
    ),
    "most of the better: everyday work": lambda: Small(
        "everyday_work", encounters="on", adoption="{variant: majority_of_the_better, learning: 0.8}"
    ),
    "the best, two organisations": _activated(
        "shuffled_sweeps", "everyone", 2, text=TWO, seed=3, adoption="{variant: copy_the_best, error: 0.7, otherwise: nothing}"
    ),
    "most of all": _activated(
        "shuffled_sweeps", "everyone", text=UNSURE, adoption="{variant: majority_of_the_better, learning: 0.5, among: all}"
    ),
    "mutual learning": lambda: Small(
        "mutual_learning", text=REAL, organisation="{variant: mutual_learning, p1: 0.6, p2: 0.4, p3: 0.3, p4: 0.4}"
    ),
    "mutual learning, no code yet": lambda: Small(
        "mutual_learning", 2, text=CODELESS, organisation="{variant: mutual_learning, p1: 0.6, p2: 0.3}"
    ),
    "mutual learning, two organisations": lambda: Small(
        "mutual_learning", 6, text=TWO, organisation="{variant: mutual_learning, p2: 0.4, p3: 0.2, p4: 0.7}"
    ),
    "mutual learning, by the text": lambda: Small(
        "mutual_learning", 3, text=REAL,
        organisation="{variant: mutual_learning, p1: 0.5, p2: 0.3, step: jump, undecided: abstain, score: matches}",
    ),
    "mutual learning, abstaining": lambda: Small(
        "mutual_learning", 5, text=REAL, organisation="{variant: mutual_learning, p1: 0.5, p2: 0.3, undecided: abstain}"
    ),
    "mutual learning, quality": lambda: Small(
        "mutual_learning", 4, text=UNSURE, organisation="{variant: mutual_learning, p1: 0.5, p2: 0.3, p3: 0.2}"
    ),
    "random, own bounds": _activated(
        "random_activation", "anyone", 2, influence="{variant: mutual_compromise, bound: openness, adaptation: 0.4, width: 1.6}"
    ),
    "shuffled, one bound": _activated("shuffled_sweeps", "neighbour", influence="{variant: mutual_compromise, mu: 0.3, adaptation: 0.4}"),
    "random, relative agreement": _activated("random_activation", "anyone", 3, influence="relative_agreement"),
    "simultaneous, left and right": _activated(
        "simultaneous", "everyone", influence="{variant: average_of_the_near, bound: sides, left: 0.15, right: 0.35}"
    ),
    "simultaneous, leaning": _activated(
        "simultaneous", "everyone", influence="{variant: average_of_the_near, bound: leaning, threshold: 0.2, slope: 0.8}"
    ),
    "coupled": _activated(
        "simultaneous", "all_neighbours", 2, text=COUPLED, influence="{variant: stubborn_assimilation, susceptibility: 0.9}"
    ),
    "coupled, in turn": _activated(
        "shuffled_sweeps", "everyone", text=COUPLED, influence="{variant: assimilation, rate: 0.6, weights: equal}"
    ),
    "own thresholds": _activated(
        "simultaneous", "all_neighbours", 3, text=DIFFERENT, adoption="{variant: threshold, least: 1, whose: people, noise: 0.1}"
    ),
    "own thresholds, undecided": _activated(
        "shuffled_sweeps", "everyone", 2, text=DIFFERENT.replace("practice: uniform", "practice: uniform_or_undecided"), seed=3,
        adoption="{variant: threshold, least: 2, whose: people}",
    ),
    "the best of a sample": _activated(
        "simultaneous", "everyone", 2, adoption="{variant: copy_the_best, sample: 2, otherwise: best_change, velocity: 0.8}"
    ),
    "the most common": _activated(
        "shuffled_sweeps", "all_neighbours", 3, text=FEW_WAYS, adoption="{variant: copy_the_best, follows: most_common, otherwise: nothing}"
    ),
    "the most common of many": _activated(
        "simultaneous", "everyone", 3, text=FEW_WAYS, seed=3,
        adoption="{variant: copy_the_best, follows: most_common, otherwise: nothing}",
    ),
    "the most common of a sample": _activated(
        "shuffled_sweeps", "everyone", 2, text=FEW_WAYS, seed=2, adoption="{variant: copy_the_best, follows: most_common, sample: 4}"
    ),
    "anyone of a sample": _activated(
        "shuffled_sweeps", "everyone", 2, text=UNSURE, seed=2, adoption="{variant: copy_the_best, follows: random, sample: 3, error: 0.3}"
    ),
    "search: the best change": lambda: Small("local_search", 4, text=UNSURE, trying_out="{variant: local_search, form: best_change}"),
    "search: the best change, reality": lambda: Small(
        "local_search", 5, text=REAL, trying_out="{variant: local_search, form: best_change, share: 0.9}"
    ),
    "search: long jumps": lambda: Small("local_search", 6, text=UNSURE, trying_out="{variant: local_search, jumps: 0.8, share: 0.9}"),
    "another reality": lambda: Small("disturbance", text=TURBULENT, environment="disturbance"),
    "noise": lambda: Small("opinion_noise", reflection="{variant: opinion_noise, anew: 0.4, spread: 0.2}"),
    "noise, anew only": lambda: Small("opinion_noise", 2, reflection="{variant: opinion_noise, anew: 0.5}"),
    "replaced": lambda: Small("replacement", text=UNSURE, arrivals="{variant: replacement, share: 0.5}"),
    "replaced, by the group": lambda: Small(
        "replacement", 2, text=UNSURE, arrivals="{variant: replacement, share: 0.6, first: 3, last: 3, values: group, ways: uniform}"
    ),
    "nobody is replaced yet": lambda: Small("replacement", 4, arrivals="{variant: replacement, share: 0.6, first: 4}"),
    "replaced too late": lambda: Small("replacement", 3, arrivals="{variant: replacement, share: 0.6, last: 3, ways: as_before}"),
    "one person, everyone": lambda: Small(
        "simultaneous", text=ALONE, encounters="{variant: simultaneous, partners: everyone}",
        influence="striving_for_uniqueness",
    ),
    "one person, anyone": lambda: Small(
        "random_activation", text=ALONE, encounters="{variant: random_activation, partners: anyone}",
        influence="mutual_compromise",
    ),
    "one person, neighbour": lambda: Small("shuffled_sweeps", text=ALONE, encounters="shuffled_sweeps", influence="assimilation"),
    "nobody, random": lambda: Small("random_activation", text=NOBODY, encounters="random_activation", influence="assimilation"),
    "nobody, at once": lambda: Small("simultaneous", text=NOBODY, encounters="simultaneous", influence="assimilation"),
    "nobody, in turn": lambda: Small("shuffled_sweeps", text=NOBODY, encounters="shuffled_sweeps", influence="assimilation"),
}  # fmt: skip


@cache
def case_of(name: str) -> Small:
    """Made once; nobody changes it (every comparison works on copies)."""
    return CASES[name]()


def cases_with(rule: str) -> list[str]:
    """Cases in which a rule takes part."""
    return [name for name in CASES if case_of(name).uses(rule)]


def is_of_a_meeting(rule: str) -> bool:
    """Whether a rule belongs to a meeting."""
    return any(rule in RULES[phase] for phase in MEETING_PHASES)
