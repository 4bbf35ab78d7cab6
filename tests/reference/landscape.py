"""Quality of a way of working, in plain Python: an NK landscape by hashing (Kauffman 1993; Levinthal 1997)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tests.reference.luck import GOLDEN, MASK, PAIR, scramble, share, total

ODD = 0xF1357AEA2E62A9C5


@dataclass(frozen=True)
class Landscape:
    """f_k of every domain, as a hash of what the domain and its partners do."""

    partners: Sequence[Sequence[int]]
    key: int
    redraws: Sequence[tuple[int, float]]  # (key, share) of the disturbances that have happened, oldest first

    def contribution(self, domain: int, way: Sequence[int]) -> float:
        """f of one domain, given the whole way of working."""
        code = way[domain] + 1
        for partner in self.partners[domain]:
            code = code * ODD + way[partner] + 1
        place = (scramble((self.key + (domain + 1) * PAIR) & MASK) + code * GOLDEN) & MASK
        for key, redrawn_share in reversed(self.redraws):
            redrawn = scramble(place ^ key)
            if share(redrawn) < redrawn_share:
                return share(scramble((redrawn + GOLDEN) & MASK))
        return share(scramble(place))

    def write(self, table: NDArray[np.float64]) -> None:
        """Write every contribution into a table float64[K, Q, (Q + 1) ** C]; nothing where the last axis is 0."""
        if table.shape[2] == 0:
            return
        domains, options, _ = table.shape
        way = [0] * domains
        for k in range(domains):
            for own in range(options):
                for at, of_partners in enumerate(product(range(-1, options), repeat=len(self.partners[k]))):
                    way[k] = own
                    for partner, option in zip(self.partners[k], of_partners, strict=True):
                        way[partner] = option
                    table[k, own, at] = self.contribution(k, way)

    def quality(self, way: Sequence[int]) -> float:
        """Mean contribution; an undecided domain contributes nothing."""
        way = [int(option) for option in way]
        return total(self.contribution(k, way) for k in range(len(way)) if way[k] >= 0) / len(way)

    def gain(self, way: Sequence[int], domain: int, option: int) -> float:
        """What a switch changes in the sum of all contributions that can change."""
        before_way = [int(enacted) for enacted in way]
        after_way = list(before_way)
        after_way[domain] = int(option)
        touched = [domain] + [
            k for k, partners in enumerate(self.partners) if domain in partners and k != domain and before_way[k] >= 0
        ]
        before = total(self.contribution(k, before_way) for k in touched if before_way[k] >= 0)
        after = total(self.contribution(k, after_way) for k in touched if after_way[k] >= 0)
        return after - before
