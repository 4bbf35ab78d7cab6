"""People take over what most of those do who do better than they."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import compiled, mix, stream_key, to_share
from lcsim.mechanisms.acts import NOBODY, take_over
from lcsim.mechanisms.performance import performance, plurality, work_alike
from lcsim.part import Rule, choice, parameter
from lcsim.state.columns import PEOPLE

STREAM = stream_key("majority_of_the_better")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)

BETTER: Final = 0


class MajorityOfTheBetter(Rule):
    """Learning from peers without a code (Fang, Lee & Schilling 2010; after March 1991).

    In each domain the option of most of the better partners is taken over with the probability of learning; a domain in
    which as many do one thing as another stays as it is. With ``among: all`` most of all partners decide: conformity
    (Barkoczi & Galesic 2016).
    """

    name: ClassVar[str] = "majority_of_the_better"
    phase: ClassVar[str] = "adoption"
    default: ClassVar[bool] = False
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "many"
    wording: ClassVar[str] = "taking over what most of those do who do better"
    dutch: ClassVar[str] = "overnemen wat de meesten doen van wie het beter doen"
    formula: ClassVar[str] = (
        "in each domain: q = plurality option of the partners who do better; w_i[k] = q with probability `learning`; performance = "
        "share of blocks that are right throughout (without a reality: quality)"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "contributions", "reality", "tie_to")
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "Fang, Lee & Schilling 2010, Organization Science 21(3)",
        "Barkoczi & Galesic 2016, Nature Communications 7: 13109",
    )

    learning: float = parameter(
        0.3,
        low=0.05,
        high=1.0,
        at_most=1.0,
        unit="probability per activation and domain",
        wording="probability of taking over what most do",
        dutch="kans om over te nemen wat de meesten doen",
        source="Fang, Lee & Schilling 2010: .3",
    )
    block: int = parameter(
        1,
        low=1,
        high=10,
        at_least=1,
        at_most=128,
        unit="domains",
        wording="domains that must be right together to count (only where there is a reality)",
        dutch="domeinen die samen juist moeten zijn om te tellen (alleen waar er een werkelijkheid is)",
        source="Fang, Lee & Schilling 2010: 5",
    )
    among: Literal["better", "all"] = choice(
        "better",
        wording="whose majority: of the better, or of all",
        dutch="wiens meerderheid: van de beteren, of van allen",
        source="Fang, Lee & Schilling 2010: the better",
    )


@compiled
def majority_of_the_better(state, rules, week, luck, i, others, weights, n):  # type: ignore[no-untyped-def]
    """Let i learn from most of the better partners."""
    p = rules.majority_of_the_better
    base = luck + STREAM
    models = np.empty(n, np.int32)
    count = _models(state, i, others, n, p.among, p.block, models)
    if count == 0:
        return
    votes = np.empty(state.expression.shape[1], np.int64)
    for k in range(state.practice.shape[1]):
        option = _most(state, k, models, count, votes)
        if option >= 0 and to_share(mix(base + np.uint64(k + 1) * GOLDEN)) < p.learning:
            take_over(state, week, i, NOBODY, k, option)


@compiled
def _models(state, i, others, n, among, block, models):  # type: ignore[no-untyped-def]
    """Write whom i learns from into `models`; return how many."""
    own = performance(state, state.practice[i], block)
    count = 0
    for e in range(n):
        j = others[e]
        if among == BETTER:
            counts = not work_alike(state, i, j) and performance(state, state.practice[j], block) > own
        else:
            counts = j != i
        if counts:
            models[count] = j
            count += 1
    return count


@compiled
def _most(state, domain, models, count, votes):  # type: ignore[no-untyped-def]
    """What most of the models do in a domain; -1 where there is no such thing."""
    votes[:] = 0
    for m in range(count):
        done = state.practice[models[m], domain]
        if done >= 0:
            votes[done] += 1
    option, _ = plurality(votes)
    return option


@compiled
def _learns_settled(state, rules, i, others, n):  # type: ignore[no-untyped-def]
    """Whether i could still take something over."""
    p = rules.majority_of_the_better
    models = np.empty(n, np.int32)
    count = _models(state, i, others, n, p.among, p.block, models)
    votes = np.empty(state.expression.shape[1], np.int64)
    if count > 0:
        for k in range(state.practice.shape[1]):
            option = _most(state, k, models, count, votes)
            if option >= 0 and option != state.practice[i, k]:
                return True
    return False


@compiled
def majority_of_the_better_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether nobody who meets all partners at once could take anything over any more."""
    if rules.majority_of_the_better.learning == 0.0:
        return True
    everyone = state.roll[: state.roll_start[state.roll_start.shape[0] - 1]]
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        if rules.stop.strangers > 0:
            if _learns_settled(state, rules, i, everyone, everyone.shape[0]):
                return False
        elif _learns_settled(state, rules, i, state.tie_to[i], state.tie_count[i]):
            return False
    return True
