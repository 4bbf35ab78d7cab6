"""People try to do better by changing one thing of what they do, and keep it only if it is better."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import bits, compiled, gain_in, mix, stream, stream_key, to_index, uniform
from lcsim.mechanisms.acts import NOBODY, take_over
from lcsim.mechanisms.performance import performance
from lcsim.part import Rule, choice, parameter
from lcsim.state.columns import PEOPLE

STREAM = stream_key("local_search")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)

ONE_TRY: Final = 0
FIRST_BETTER: Final = 1
"""Codes of words of `LocalSearch.form`."""

JUMPS, LANDING = 1, 1000
"""Draws of a person: whether it is a long jump, and (from the second on) the option of each domain that it leads to."""


class LocalSearch(Rule):
    """Hill climbing on the landscape of quality: one domain at a time, and never downhill (Kauffman & Levin 1987).

    With ``one_try`` a person looks at one random change and makes it if it is better; with ``first_better`` at one change
    after the other in random order, and makes the first that is better: another in each week until none is; with ``best_change``
    he makes the best of all. With `jumps` some searches are long jumps: to a way of working drawn anew in every domain.
    """

    name: ClassVar[str] = "local_search"
    phase: ClassVar[str] = "trying_out"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "trying one change at a time, kept if it is better"
    dutch: ClassVar[str] = "telkens één verandering proberen, en houden als die beter is"
    formula: ClassVar[str] = (
        "w.p. share: one random other option of one random domain (one_try), or the first that is better of all in random order "
        "(first_better), or the best (best_change), is taken if it raises quality (where there is a reality: if it is right); w.p. jumps "
        "a whole new way is drawn instead"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "contributions", "reality")
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "Kauffman & Levin 1987, Journal of Theoretical Biology 128(1)",
        "Levinthal 1997, Management Science 43(7)",
        "Lazer & Friedman 2007, Administrative Science Quarterly 52",
    )

    share: float = parameter(
        1.0,
        low=0.0,
        high=1.0,
        at_most=1.0,
        unit="probability per week",
        wording="probability that somebody searches in a week",
        dutch="kans dat iemand in een week zoekt",
        source="Lazer & Friedman 2007: 1",
    )
    jumps: float = parameter(
        0.0,
        low=0.0,
        high=0.5,
        at_most=1.0,
        unit="probability per search",
        wording="probability that a search is a long jump: all domains drawn anew, kept if better",
        dutch="kans dat een zoektocht een verre sprong is: alle domeinen opnieuw geloot, gehouden als het beter is",
        source="Kauffman & Levin 1987; Levinthal 1997",
    )
    form: Literal["one_try", "first_better", "best_change"] = choice(
        "one_try",
        wording="one random try, the first better change of all, or the best of all",
        dutch="één willekeurige poging, de eerste betere verandering van alle, of de beste van alle",
        source="Lazer & Friedman 2007; Kauffman & Levin 1987",
    )


@compiled
def local_search(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Everybody may search."""
    p = rules.local_search
    start = stream(seed, week, STREAM)
    for i in range(state.clock[PEOPLE]):
        if state.present[i] and uniform(start, state.key[i], 0) < p.share:
            if p.jumps > 0.0 and uniform(start, state.key[i], JUMPS) < p.jumps:
                _jump(state, week, i, start)
            else:
                search(state, week, i, mix(start ^ state.key[i]), p.form)


@compiled
def search(state, week, i, luck, form):  # type: ignore[no-untyped-def]
    """One search of i; `form` is the place of a word of `LocalSearch.form`."""
    base = luck + STREAM
    if form == ONE_TRY:
        _try_one(state, week, i, base)
    elif form == FIRST_BETTER:
        _take_first_better(state, week, i, base)
    else:
        _take_best(state, week, i)


@compiled
def _jump(state, week, i, start):  # type: ignore[no-untyped-def]
    """A whole way of working drawn anew, if it does better."""
    way = np.empty(state.practice.shape[1], np.int16)
    for k in range(way.shape[0]):
        way[k] = to_index(bits(start, state.key[i], LANDING + k), state.expression.shape[1])
    if performance(state, way, 1) > performance(state, state.practice[i], 1):
        for k in range(way.shape[0]):
            take_over(state, week, i, NOBODY, k, way[k])


@compiled
def _take_best(state, week, i):  # type: ignore[no-untyped-def]
    """The best change of one domain, if any is better: the first of several."""
    most = 0.0
    domain = -1
    option = 0
    for k in range(state.practice.shape[1]):
        for q in range(state.expression.shape[1]):
            if q != state.practice[i, k]:
                better = improvement(state, i, k, q)
                if better > most:
                    most = better
                    domain = k
                    option = q
    if domain >= 0:
        take_over(state, week, i, NOBODY, domain, option)


@compiled
def improvement(state, i, domain, option):  # type: ignore[no-untyped-def]
    """What a change would bring, times the number of domains: in quality, or in domains that are right."""
    if state.reality.shape[0] == 0:
        return gain_in(state, state.practice[i], domain, option)
    right = state.reality[domain]
    return np.float64(option == right) - np.float64(state.practice[i, domain] == right)


@compiled
def _try_one(state, week, i, base):  # type: ignore[no-untyped-def]
    """A random other option of a random domain, if it is better."""
    options = state.expression.shape[1]
    domain = to_index(mix(base + GOLDEN), state.practice.shape[1])
    now = state.practice[i, domain]
    others = options - 1 if now >= 0 else options
    if others == 0:
        return
    option = to_index(mix(base + GOLDEN + GOLDEN), others)
    if now >= 0 and option >= now:
        option += 1
    if improvement(state, i, domain, option) > 0.0:
        take_over(state, week, i, NOBODY, domain, option)


@compiled
def _take_first_better(state, week, i, base):  # type: ignore[no-untyped-def]
    """The first better change in random order: any of the better ones, all alike."""
    domains = state.practice.shape[1]
    options = state.expression.shape[1]
    better = np.empty((domains * options, 2), np.int64)
    found = 0
    for k in range(domains):
        for q in range(options):
            if q != state.practice[i, k] and improvement(state, i, k, q) > 0.0:
                better[found, 0] = k
                better[found, 1] = q
                found += 1
    if found > 0:
        pick = to_index(mix(base + GOLDEN), found)
        take_over(state, week, i, NOBODY, better[pick, 0], better[pick, 1])


@compiled
def at_a_peak(state, i):  # type: ignore[no-untyped-def]
    """Whether no change of one domain would be better."""
    for k in range(state.practice.shape[1]):
        for q in range(state.expression.shape[1]):
            if q != state.practice[i, k] and improvement(state, i, k, q) > 0.0:
                return False
    return True


@compiled
def local_search_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether everybody is at a peak."""
    if rules.local_search.share == 0.0:
        return True
    if rules.local_search.jumps > 0.0:
        return False
    for i in range(state.clock[PEOPLE]):
        if state.present[i] and not at_a_peak(state, i):
            return False
    return True
