"""How well a way of working does, for rules that follow whoever does better, and what most do. Not a rule itself."""

from __future__ import annotations

from lcsim.chance import compiled, quality_in


@compiled
def performance(state, way, block):  # type: ignore[no-untyped-def]
    """How well a way of working does, from 0 to 1.

    Where there is a reality: the share of blocks of `block` domains (in their order) in which every domain is right;
    with 1, the share of domains. Otherwise its quality under the present demands.
    """
    if state.reality.shape[0] == 0:
        return quality_in(state, way)
    domains = way.shape[0]
    blocks = (domains + block - 1) // block
    right = 0
    for b in range(blocks):
        whole = True
        for k in range(b * block, min((b + 1) * block, domains)):
            if way[k] != state.reality[k]:
                whole = False
                break
        if whole:
            right += 1
    return right / blocks


@compiled
def work_alike(state, i, j):  # type: ignore[no-untyped-def]
    """Whether two people do the same in every domain."""
    for k in range(state.practice.shape[1]):
        if state.practice[i, k] != state.practice[j, k]:
            return False
    return True


@compiled
def plurality(votes):  # type: ignore[no-untyped-def]
    """The option with the most votes and its lead over the next; -1 and 0 where two have as many, or none has any."""
    option = -1
    most = 0
    next_most = 0
    for q in range(votes.shape[0]):
        if votes[q] > most:
            next_most = most
            most = votes[q]
            option = q
        elif votes[q] > next_most:
            next_most = votes[q]
    if most == next_most:
        return -1, 0
    return option, most - next_most
