"""Quality of a way of working: an NK landscape (Kauffman 1993; Levinthal 1997) without a table.

quality(w) = (1/K) sum_k f_k(w_k, w of the C partner domains of k), f ~ U(0,1). Each contribution is a hash
of (landscape key, k, options), so that any number of domains, options and partners costs no memory. A
*disturbance* redraws a share of the contributions: the demands of the work change.
"""

from __future__ import annotations

import numpy as np

from lcsim.chance.compiled import compiled
from lcsim.chance.draws import GOLDEN, PAIR, mix, to_share

ODD = np.uint64(0xF1357AEA2E62A9C5)


@compiled
def contribution(domain, own, way, options, partners, landscape_key, redraw_key, redraw_share, redraw_count):  # type: ignore[no-untyped-def]
    """f_k in [0, 1) of `domain` when it enacts option `own` and its partners are as in `way`.

    Undecided partners (-1) count as an option of their own, so that f stays defined.
    """
    code = np.uint64(own + 1)
    for c in range(partners.shape[1]):
        code = code * ODD + np.uint64(way[partners[domain, c]] + 1)  # odd: no option is ever pushed out of the 64 bits
    place = mix(landscape_key + np.uint64(domain + 1) * PAIR) + code * GOLDEN
    # the latest disturbance that redrew this contribution decides
    for d in range(redraw_count - 1, -1, -1):
        redrawn = mix(place ^ redraw_key[d])
        if to_share(redrawn) < redraw_share[d]:
            return to_share(mix(redrawn + GOLDEN))
    return to_share(mix(place))


@compiled
def quality(way, options, partners, landscape_key, redraw_key, redraw_share, redraw_count):  # type: ignore[no-untyped-def]
    """Quality in [0, 1) of a whole way of working (int16[K]); an undecided domain contributes nothing."""
    total = 0.0
    domains = way.shape[0]
    for k in range(domains):
        if way[k] >= 0:
            total += contribution(
                k, way[k], way, options, partners, landscape_key, redraw_key, redraw_share, redraw_count
            )
    return total / domains


@compiled
def gain(  # type: ignore[no-untyped-def]
    way,
    domain,
    option,
    options,
    partners,
    dependents,
    dependent_count,
    landscape_key,
    redraw_key,
    redraw_share,
    redraw_count,
):
    """K times the change in quality if `domain` switched to `option`; `way` is left as it was.

    Only the contributions that read the domain are evaluated: its own and those of its dependents.
    """
    old = way[domain]
    before = 0.0
    after = 0.0
    if old >= 0:
        before += contribution(
            domain, old, way, options, partners, landscape_key, redraw_key, redraw_share, redraw_count
        )
    if option >= 0:
        after += contribution(
            domain, option, way, options, partners, landscape_key, redraw_key, redraw_share, redraw_count
        )
    for c in range(dependent_count[domain]):
        k = dependents[domain, c]
        if way[k] >= 0:
            before += contribution(
                k, way[k], way, options, partners, landscape_key, redraw_key, redraw_share, redraw_count
            )
            way[domain] = option
            after += contribution(
                k, way[k], way, options, partners, landscape_key, redraw_key, redraw_share, redraw_count
            )
            way[domain] = old
    return after - before
