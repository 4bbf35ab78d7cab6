"""Quality of a way of working: an NK landscape (Kauffman 1993; Levinthal 1997) from hashes.

quality(w) = (1/K) sum_k f_k(w_k, w of the C partner domains of k), f ~ U(0,1). Each contribution is a hash
of (landscape key, k, options), so that any number of domains, options and partners costs no memory. A
*disturbance* redraws a share of the contributions: the demands of the work change.

Where there are few enough of them, all contributions are worked out beforehand (`tabulate`): the same numbers,
a few nanoseconds sooner. A table is float64[K, Q, (Q + 1) ** C]; with a last axis of 0 there is none.
"""

from __future__ import annotations

import numpy as np

from lcsim.chance.compiled import compiled, inlined
from lcsim.chance.draws import GOLDEN, PAIR, mix, to_share

ODD = np.uint64(0xF1357AEA2E62A9C5)
MOST_TABULATED = 2**15
"""Contributions that a table may hold: 256 KiB, which a core keeps at hand."""
USUAL = 3
"""Partners of a domain in most scenarios."""


@compiled
def contribution(domain, own, way, partners, landscape_key, redraw_key, redraw_share, redraw_count):  # type: ignore[no-untyped-def]
    """f_k in [0, 1) of `domain` when it enacts option `own` and its partners are as in `way`.

    Undecided partners (-1) count as an option of their own, so that f stays defined.
    """
    code = np.uint64(own + 1)
    for c in range(partners.shape[1]):
        code = code * ODD + np.uint64(way[partners[domain, c]] + 1)  # odd: no option is ever pushed out of the 64 bits
    return _drawn(domain, code, landscape_key, redraw_key, redraw_share, redraw_count)


@compiled
def _drawn(domain, code, landscape_key, redraw_key, redraw_share, redraw_count):  # type: ignore[no-untyped-def]
    """Contribution in [0, 1) of a domain whose own option and partners' options are folded into `code`."""
    place = mix(landscape_key + np.uint64(domain + 1) * PAIR) + code * GOLDEN
    # the latest disturbance that redrew this contribution decides
    for d in range(redraw_count - 1, -1, -1):
        redrawn = mix(place ^ redraw_key[d])
        if to_share(redrawn) < redraw_share[d]:
            return to_share(mix(redrawn + GOLDEN))
    return to_share(mix(place))


def room(options: int, partners: int, domains: int) -> int:
    """Length of the last axis of a table: (options + 1) ** partners, or 0 where a table would be too large."""
    length = (options + 1) ** partners
    return length if domains * options * length <= MOST_TABULATED else 0


@compiled
def tabulate(table, partners, landscape_key, redraw_key, redraw_share, redraw_count):  # type: ignore[no-untyped-def]
    """Fill `table` with every contribution under the present demands: what `_drawn` says, in loops that vectorise."""
    base = table.shape[1] + 1
    length = table.shape[2]
    places = np.empty(length, np.uint64)
    drawn = np.empty(length)
    for k in range(table.shape[0]):
        start = mix(landscape_key + np.uint64(k + 1) * PAIR)
        for own in range(table.shape[1]):
            _list_codes(places, own, base, partners.shape[1])
            for at in range(length):
                places[at] = start + places[at] * GOLDEN
                drawn[at] = to_share(mix(places[at]))
            for d in range(redraw_count):  # the latest disturbance that redrew a contribution decides
                key, share = redraw_key[d], redraw_share[d]
                for at in range(length):
                    redrawn = mix(places[at] ^ key)
                    anew = to_share(mix(redrawn + GOLDEN))
                    drawn[at] = anew if to_share(redrawn) < share else drawn[at]
            for at in range(length):
                table[k, own, at] = drawn[at]


@compiled
def _list_codes(codes, own, base, partners):  # type: ignore[no-untyped-def]
    """Codes of an own option with every way of the partners: longer by one partner at a time, from the end."""
    if codes.shape[0] == 0:
        return
    codes[0] = np.uint64(own + 1)
    filled = 1
    for _ in range(partners):
        for at in range(filled - 1, -1, -1):
            shorter = codes[at]
            for digit in range(base):
                codes[at * base + digit] = shorter * ODD + np.uint64(digit)
        filled *= base


@compiled
def quality(way, table, partners, landscape_key, redraw_key, redraw_share, redraw_count):  # type: ignore[no-untyped-def]
    """Quality in [0, 1) of a whole way of working (int16[K]); an undecided domain contributes nothing."""
    if table.shape[2] > 0:
        return tabulated_quality(way, table, partners)
    total = 0.0
    domains = way.shape[0]
    for k in range(domains):
        if way[k] >= 0:
            total += contribution(k, way[k], way, partners, landscape_key, redraw_key, redraw_share, redraw_count)
    return total / domains


@compiled
def tabulated_quality(way, table, partners):  # type: ignore[no-untyped-def]
    """`quality` from a table that is there."""
    total = 0.0
    domains = way.shape[0]
    base = table.shape[1] + 1
    for k in range(domains):
        own = way[k]
        if own >= 0:
            at = 0
            for c in range(partners.shape[1]):
                at = at * base + way[np.uint16(partners[k, c])] + 1  # unsigned: no domains from the end
            total += table[k, np.uint16(own), np.uint64(at)]
    return total / domains


@compiled
def gain(  # type: ignore[no-untyped-def]
    way,
    domain,
    option,
    table,
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
    if table.shape[2] > 0:
        return tabulated_gain(way, domain, option, table, partners, dependents, dependent_count)
    old = way[domain]
    before = 0.0
    after = 0.0
    if old >= 0:
        before += contribution(domain, old, way, partners, landscape_key, redraw_key, redraw_share, redraw_count)
    if option >= 0:
        after += contribution(domain, option, way, partners, landscape_key, redraw_key, redraw_share, redraw_count)
    for c in range(dependent_count[domain]):
        k = dependents[domain, c]
        if way[k] >= 0:
            before += contribution(k, way[k], way, partners, landscape_key, redraw_key, redraw_share, redraw_count)
            way[domain] = option
            after += contribution(k, way[k], way, partners, landscape_key, redraw_key, redraw_share, redraw_count)
            way[domain] = old
    return after - before


@inlined
def tabulated_gain(way, domain, option, table, partners, dependents, dependent_count):  # type: ignore[no-untyped-def]
    """`gain` from a table that is there; the same sums in the same order."""
    base = table.shape[1] + 1
    old = way[domain]
    before = 0.0
    after = 0.0
    if partners.shape[1] == USUAL:
        at = way[np.uint16(partners[domain, 0])] + 1
        at = at * base + way[np.uint16(partners[domain, 1])] + 1
        at = at * base + way[np.uint16(partners[domain, 2])] + 1
    else:
        at = 0
        for c in range(partners.shape[1]):
            at = at * base + way[np.uint16(partners[domain, c])] + 1
    if old >= 0:
        before += table[domain, np.uint16(old), np.uint64(at)]
    if option >= 0:
        after += table[domain, np.uint16(option), np.uint64(at)]
    for d in range(dependent_count[domain]):
        k = np.uint16(dependents[domain, d])
        own = way[k]
        if own >= 0:
            if partners.shape[1] == USUAL:
                now = way[np.uint16(partners[k, 0])] + 1
                now = now * base + way[np.uint16(partners[k, 1])] + 1
                now = now * base + way[np.uint16(partners[k, 2])] + 1
                unit = base * base if partners[k, 0] == domain else 0  # a partner may be there twice
                unit += base if partners[k, 1] == domain else 0
                unit += 1 if partners[k, 2] == domain else 0
                then = now + (option - old) * unit
            else:
                now = 0
                then = 0
                for c in range(partners.shape[1]):
                    partner = partners[k, c]
                    digit = way[np.uint16(partner)] + 1
                    now = now * base + digit
                    then = then * base + (option + 1 if partner == domain else digit)
            before += table[k, np.uint16(own), np.uint64(now)]
            after += table[k, np.uint16(own), np.uint64(then)]
    return after - before


@inlined
def quality_in(world, way):  # type: ignore[no-untyped-def]
    """`quality` under the present demands of `world`: a state, or what else has the columns of an environment.

    The sums of `tabulated_quality` once more: handing arrays on costs more than looking up.
    """
    table = world.contributions
    partners = world.partners
    if table.shape[2] > 0:
        total = 0.0
        domains = way.shape[0]
        base = table.shape[1] + 1
        for k in range(domains):
            own = way[k]
            if own >= 0:
                if partners.shape[1] == USUAL:  # written out: three turns of a loop cost more than what they do
                    at = way[np.uint16(partners[k, 0])] + 1
                    at = at * base + way[np.uint16(partners[k, 1])] + 1
                    at = at * base + way[np.uint16(partners[k, 2])] + 1
                else:
                    at = 0
                    for c in range(partners.shape[1]):
                        at = at * base + way[np.uint16(partners[k, c])] + 1
                total += table[k, np.uint16(own), np.uint64(at)]
        return total / domains
    return quality(
        way,
        world.contributions,
        world.partners,
        world.landscape_key[0],
        world.redraw_key,
        world.redraw_share,
        world.redraw_count[0],
    )


@compiled
def gain_in(world, way, domain, option):  # type: ignore[no-untyped-def]
    """`gain` under the present demands of `world`."""
    if world.contributions.shape[2] > 0:
        return tabulated_gain(
            way, domain, option, world.contributions, world.partners, world.dependents, world.dependent_count
        )
    return gain(
        way,
        domain,
        option,
        world.contributions,
        world.partners,
        world.dependents,
        world.dependent_count,
        world.landscape_key[0],
        world.redraw_key,
        world.redraw_share,
        world.redraw_count[0],
    )


@compiled
def renew_contributions(world):  # type: ignore[no-untyped-def]
    """Work out the contributions of `world` anew: its demands have changed."""
    tabulate(
        world.contributions,
        world.partners,
        world.landscape_key[0],
        world.redraw_key,
        world.redraw_share,
        world.redraw_count[0],
    )
