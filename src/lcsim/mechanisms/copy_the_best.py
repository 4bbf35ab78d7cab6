"""Whoever knows somebody who does better copies the best of them; whoever does not searches alone."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import compiled, mix, stream_key, to_index, to_share
from lcsim.mechanisms.acts import NOBODY, take_over
from lcsim.mechanisms.local_search import at_a_peak, search
from lcsim.mechanisms.performance import performance, plurality, work_alike
from lcsim.part import Rule, choice, parameter
from lcsim.state.columns import PEOPLE

STREAM = stream_key("copy_the_best")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)

NOTHING: Final = 0
"""Code of the word of `CopyTheBest.otherwise`."""

MOST_COMMON: Final = 1
RANDOM: Final = 2
"""Codes of words of `CopyTheBest.follows`."""

DRAWN = 1000
"""Draws of a meeting: whom one looks at are numbered from here, the pick among them is the last before."""


class CopyTheBest(Rule):
    """Exploitation before exploration (Lazer & Friedman 2007): copy the best partner who does better than oneself.

    Who does not look around (probability 1 - velocity), or sees nobody who does better, searches alone. With an error
    some domains are not copied, and what came of it is dropped where it is worse than before.

    With `sample` one looks at so many partners only, drawn each time. With ``follows: most_common`` one copies the way of
    working that most of them share, if there is one, with ``follows: random`` anyone's, and in both cases only if it does better
    than one's own (Barkoczi & Galesic 2016: where several are as common people search alone, as our reading of it).
    """

    name: ClassVar[str] = "copy_the_best"
    phase: ClassVar[str] = "adoption"
    default: ClassVar[bool] = False
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "many"
    wording: ClassVar[str] = "copying the best of those one knows"
    dutch: ClassVar[str] = "de beste kopiëren van wie men kent"
    formula: ClassVar[str] = (
        "w.p. velocity look around; if the best partner (or the most common way, or anyone's) does better: w_i[k] = w_best[k] w.p. "
        "1 - error in each domain, unless the "
        "result is worse than before; otherwise search alone (see local_search)"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "contributions", "reality", "tie_to")
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "Lazer & Friedman 2007, Administrative Science Quarterly 52",
        "Barkoczi & Galesic 2016, Nature Communications 7: 13109",
    )

    velocity: float = parameter(
        1.0,
        low=0.1,
        high=1.0,
        at_most=1.0,
        unit="probability per activation",
        wording="probability of looking what others do",
        dutch="kans om te kijken wat anderen doen",
        source="Lazer & Friedman 2007: 1",
    )
    error: float = parameter(
        0.0,
        low=0.0,
        high=0.2,
        at_most=1.0,
        unit="probability per domain",
        wording="probability that a domain is not copied",
        dutch="kans dat een domein niet wordt overgenomen",
        source="Lazer & Friedman 2007: 0 in the base model",
    )
    sample: int = parameter(
        0,
        low=0,
        high=10,
        at_most=1_000_000,
        unit="partners",
        wording="partners one looks at each time, drawn; 0: all of them",
        dutch="anderen naar wie iemand telkens kijkt, geloot; 0: allen",
        source="Lazer & Friedman 2007: all; Barkoczi & Galesic 2016: 3 and more",
    )
    otherwise: Literal["nothing", "one_try", "first_better", "best_change"] = choice(
        "one_try",
        wording="what those do who copy nobody: nothing, one random try, the first better change, or the best change",
        dutch="wat wie niemand kopieert doet: niets, één willekeurige poging, de eerste betere of de beste verandering",
        source="Lazer & Friedman 2007: one random try",
    )
    follows: Literal["best", "most_common", "random"] = choice(
        "best",
        wording="whom one copies: the best, whoever works as most do, or anyone; if that is better",
        dutch="wie iemand kopieert: de beste, wie werkt zoals de meesten, of een willekeurig iemand; als dat beter is",
        source="Lazer & Friedman 2007: the best; Barkoczi & Galesic 2016: conformity, and at random",
    )


@compiled
def copy_the_best(state, rules, week, luck, i, others, weights, n):  # type: ignore[no-untyped-def]
    """Let i copy or search."""
    p = rules.copy_the_best
    base = luck + STREAM
    if to_share(mix(base + GOLDEN)) < p.velocity:
        seen, count = _seen(state, i, others, n, p.sample, base)
        if p.follows == MOST_COMMON:
            best = _most_common(state, i, seen, count)
        elif p.follows == RANDOM:
            best = _anyone(state, i, seen, count, base)
        else:
            best = _best_of(state, i, seen, count)
        if best != NOBODY:
            _copy(state, week, i, best, p.error, base)
            return
    if p.otherwise != NOTHING:
        search(state, week, i, luck, p.otherwise - 1)


@compiled
def _seen(state, i, others, n, sample, base):  # type: ignore[no-untyped-def]
    """Whom i looks at, and how many: all partners but i, or `sample` of them, all sets of them alike."""
    seen = np.empty(n, np.int32)
    count = 0
    for e in range(n):
        if others[e] != i:
            seen[count] = others[e]
            count += 1
    if sample == 0 or sample >= count:
        return seen, count
    for at in range(sample):
        pick = at + to_index(mix(base + np.uint64(DRAWN + at) * GOLDEN), count - at)
        drawn = seen[pick]
        seen[pick] = seen[at]
        seen[at] = drawn
    return seen, sample


@compiled
def _if_better(state, i, j):  # type: ignore[no-untyped-def]
    """j if he does better than i, otherwise `NOBODY`."""
    if not work_alike(state, i, j) and performance(state, state.practice[j], 1) > performance(
        state, state.practice[i], 1
    ):
        return j
    return NOBODY


@compiled
def _anyone(state, i, seen, count, base):  # type: ignore[no-untyped-def]
    """One of those whom i looks at, if he does better than i."""
    if count == 0:
        return NOBODY
    return _if_better(state, i, seen[to_index(mix(base + np.uint64(DRAWN - 1) * GOLDEN), count)])


@compiled
def _most_common(state, i, seen, count):  # type: ignore[no-untyped-def]
    """Somebody with the way of working that most of those have whom i looks at, if it does better than that of i.

    `NOBODY` where several ways are as common: there is nothing to conform to.
    """
    alike = np.zeros(count, np.int64)  # of the first with each way: how many have it
    for a in range(count):
        first = a
        for b in range(a):
            if alike[b] > 0 and work_alike(state, seen[a], seen[b]):
                first = b
                break
        alike[first] += 1
    most, _ = plurality(alike)
    return NOBODY if most < 0 else _if_better(state, i, seen[most])


@compiled
def _best_of(state, i, others, n):  # type: ignore[no-untyped-def]
    """The best of the partners who do better than i, the first of several; `NOBODY` where nobody does."""
    best = NOBODY
    level = performance(state, state.practice[i], 1)
    for e in range(n):
        j = others[e]
        if not work_alike(state, i, j):
            theirs = performance(state, state.practice[j], 1)
            if theirs > level:
                level = theirs
                best = j
    return best


@compiled
def _copy(state, week, i, j, error, base):  # type: ignore[no-untyped-def]
    """Domain by domain, each with its own luck; nothing at all if that would be worse."""
    domains = state.practice.shape[1]
    way = state.practice[i].copy()
    for k in range(domains):
        if error == 0.0 or to_share(mix(base + np.uint64(k + 2) * GOLDEN)) >= error:
            way[k] = state.practice[j, k]
    if error > 0.0 and performance(state, way, 1) < performance(state, state.practice[i], 1):
        return
    for k in range(domains):
        take_over(state, week, i, j, k, way[k])


@compiled
def _better_known_settled(state, rules, i):  # type: ignore[no-untyped-def]
    """Whether i can meet somebody who does better."""
    own = performance(state, state.practice[i], 1)
    if rules.stop.strangers > 0:
        for j in range(state.clock[PEOPLE]):
            if state.present[j] and performance(state, state.practice[j], 1) > own:
                return True
        return False
    for e in range(state.tie_count[i]):
        if performance(state, state.practice[state.tie_to[i, e]], 1) > own:
            return True
    return False


@compiled
def copy_the_best_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether nobody can meet somebody who does better, nor find anything better alone."""
    p = rules.copy_the_best
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        if p.otherwise != NOTHING and not at_a_peak(state, i):
            return False
        if p.velocity > 0.0 and _better_known_settled(state, rules, i):
            return False
    return True
