"""An organisation's code learns from those who do better than it, while people are socialised to the code."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import bits, compiled, quality_in, stream, stream_key, to_index, to_share, uniform
from lcsim.mechanisms.acts import NOBODY, susceptibility, take_over
from lcsim.mechanisms.performance import plurality
from lcsim.mechanisms.reality import turn_reality
from lcsim.mechanisms.replacement import replace_ways
from lcsim.part import Rule, choice, parameter

STREAM = stream_key("mutual_learning")
REALITY = stream_key("mutual_learning", "reality")
UNDECIDED = -1

ONE_STEP: Final = 0
COIN: Final = 0
PRODUCTS: Final = 0

ACTS, SOCIALISED, BROUGHT = 1000, 2000, 3000
"""Draws of a person: 0 is whether somebody else comes; the others are numbered from these by domain."""


class MutualLearning(Rule):
    """Mutual learning of code and members, one period a week (March 1991), as he programmed it or as he wrote it down.

    As programmed (Christensen 2015): who is undecided acts by a coin; people go one step towards the code, so that they
    are undecided for a while; the superior are those whose acts do better than the code, and the code follows most of
    their acts; it learns from acts that precede the socialisation of the same week. The text says otherwise: beliefs
    jump to the code (``step: jump``), nobody acts by a coin (``undecided: abstain``), and the superior are right in more
    domains than the code (``score: matches``). Without a reality, whoever has the higher quality is superior.
    """

    name: ClassVar[str] = "mutual_learning"
    phase: ClassVar[str] = "organisation"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "official routines and members that learn from each other"
    dutch: ClassVar[str] = "officiële werkwijzen en leden die van elkaar leren"
    formula: ClassVar[str] = (
        "w.p. p3 somebody new takes the place; each domain of reality changes w.p. p4; people act; domains that differ from the "
        "code go towards it w.p. p1 * susceptibility; the code takes the superior's plurality act w.p. 1 - (1 - p2)^lead"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "code", "reality", "susceptibility", "contributions")
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying", "code", "reality")
    sources: ClassVar[tuple[str, ...]] = (
        "March 1991, Organization Science 2(1)",
        "Chanda & Miller 2019, Strategic Organization 17(4)",
    )

    p1: float = parameter(
        0.1,
        low=0.1,
        high=0.9,
        at_most=1.0,
        unit="probability per week and domain",
        wording="learning of people from the code",
        dutch="leren van mensen van de officiële werkwijze",
        source="March 1991: .1 to .9",
    )
    p2: float = parameter(
        0.5,
        low=0.1,
        high=0.9,
        at_most=1.0,
        unit="probability per week and lead",
        wording="learning of the code from the superior",
        dutch="leren van de officiële werkwijze van wie het beter doen",
        source="March 1991: .1 to .9",
    )
    p3: float = parameter(
        0.0,
        low=0.0,
        high=0.1,
        at_most=1.0,
        unit="probability per person and week",
        wording="turnover: somebody new takes the place",
        dutch="verloop: een nieuw iemand neemt de plaats in",
        source="March 1991: 0 to .1",
    )
    p4: float = parameter(
        0.0,
        low=0.0,
        high=0.05,
        at_most=1.0,
        unit="probability per domain and week",
        wording="turbulence: another option becomes the right one",
        dutch="turbulentie: een andere optie wordt de juiste",
        source="March 1991: 0 to .02",
    )
    step: Literal["one_step", "jump"] = choice(
        "one_step",
        wording="how people go to the code: by being undecided, or at once",
        dutch="hoe mensen naar de officiële werkwijze gaan: via onbeslist, of ineens",
        source="March 1991, program (one_step) and text (jump)",
    )
    undecided: Literal["coin", "abstain"] = choice(
        "coin",
        wording="what those do who are undecided: act by a coin, or not at all",
        dutch="wat wie onbeslist is doet: handelen op goed geluk, of niets",
        source="March 1991, program (coin) and text (abstain)",
    )
    score: Literal["products", "matches"] = choice(
        "products",
        wording="what makes superior: right less wrong, or right",
        dutch="wat iemand de meerdere maakt: juist min onjuist, of juist",
        source="March 1991, program (products) and text (matches)",
    )


@compiled
def mutual_learning(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """One period of every organisation."""
    p = rules.mutual_learning
    start = stream(seed, week, STREAM)
    turn_reality(state, start, REALITY, p.p4)
    domains = state.practice.shape[1]
    acts = np.empty((state.practice.shape[0], domains), np.int16)
    superior = np.zeros(state.practice.shape[0], np.bool_)
    for o in range(state.code.shape[0]):
        level = _score(state, state.code[o], p.score)
        for at in range(state.roll_start[o], state.roll_start[o + 1]):
            i = state.roll[at]
            if uniform(start, state.key[i], 0) < p.p3:
                replace_ways(state, start, i, BROUGHT, True)
            _act(state, start, i, p.undecided, acts[i])
            superior[i] = _score(state, acts[i], p.score) > level
            _socialise(state, p, start, week, i, o)
        _learn(state, p, start, o, acts, superior)


@compiled
def _score(state, way, score):  # type: ignore[no-untyped-def]
    """How well a way of acting does: domains that are right (less those that are wrong), or quality."""
    if state.reality.shape[0] == 0:
        return quality_in(state, way)
    total = 0.0
    for k in range(way.shape[0]):
        if way[k] == state.reality[k]:
            total += 1.0
        elif way[k] >= 0 and score == PRODUCTS:
            total -= 1.0
    return total


@compiled
def _act(state, start, i, undecided, acts):  # type: ignore[no-untyped-def]
    """What i does in this week."""
    for k in range(acts.shape[0]):
        acts[k] = state.practice[i, k]
        if acts[k] < 0 and undecided == COIN:
            acts[k] = to_index(bits(start, state.key[i], ACTS + k), state.expression.shape[1])


@compiled
def _socialise(state, p, start, week, i, o):  # type: ignore[no-untyped-def]
    """Let i go towards the code."""
    p1 = p.p1 * susceptibility(state, i)
    for k in range(state.practice.shape[1]):
        now = state.practice[i, k]
        code = state.code[o, k]
        if code >= 0 and now != code and uniform(start, state.key[i], SOCIALISED + k) < p1:
            towards = UNDECIDED if p.step == ONE_STEP and now >= 0 else code
            take_over(state, week, i, NOBODY, k, towards)


@compiled
def _learn(state, p, start, o, acts, superior):  # type: ignore[no-untyped-def]
    """Let the code follow most of the superior."""
    votes = np.empty(state.expression.shape[1], np.int64)
    for k in range(acts.shape[1]):
        votes[:] = 0
        for at in range(state.roll_start[o], state.roll_start[o + 1]):
            i = state.roll[at]
            if superior[i] and acts[i, k] >= 0:
                votes[acts[i, k]] += 1
        option, lead = plurality(votes)
        if option < 0 or option == state.code[o, k]:
            continue
        stays = 1.0
        for _ in range(lead):
            stays *= 1.0 - p.p2
        if to_share(bits(start, state.organisation_key[o], k)) < 1.0 - stays:
            state.code[o, k] = option


@compiled
def _luckiest_settled(state, i, p):  # type: ignore[no-untyped-def]
    """The score of i if all coins fell well."""
    way = state.practice[i].copy()
    if p.undecided == COIN:
        for k in range(way.shape[0]):
            if way[k] < 0:
                if state.reality.shape[0] == 0:
                    return np.inf
                way[k] = state.reality[k]
    return _score(state, way, p.score)


@compiled
def mutual_learning_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether nobody differs from a code that says something, nor could do better than it."""
    p = rules.mutual_learning
    if p.p3 > 0.0 or p.p4 > 0.0:
        return False
    for o in range(state.code.shape[0]):
        level = _score(state, state.code[o], p.score)
        for at in range(state.roll_start[o], state.roll_start[o + 1]):
            i = state.roll[at]
            if p.p2 > 0.0 and _luckiest_settled(state, i, p) > level:
                return False
            for k in range(state.practice.shape[1]):
                code = state.code[o, k]
                if code >= 0 and state.practice[i, k] != code and p.p1 * susceptibility(state, i) > 0.0:
                    return False
    return True
