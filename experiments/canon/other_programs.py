"""Other programs of two published models, written from their rules alone and without lcsim, for numbers that no paper has.

    python experiments/canon/other_programs.py [RUNS]

March's text (1991) is no program, and no standard errors of a reference run of it are known; Kauffman's table (1993) has two
figures. What this prints with 10,000 runs stands in the target files as "another program", with its standard errors.
"""

from __future__ import annotations

import sys

import numpy as np
from numba import njit
from numpy.typing import NDArray

MARCH = [(p1, p2) for p2 in (0.1, 0.5, 0.9) for p1 in (0.1, 0.5, 0.9)]
NK = {8: (0, 2, 4, 7), 16: (0, 2, 4, 8, 15)}


@njit
def knowledge_by_the_text(seed: int, p1: float, p2: float) -> float:
    """March 1991 as written: beliefs jump to the code, the superior are right in more domains, the undecided abstain."""
    np.random.seed(seed)
    dimensions, people = 30, 50
    reality = np.where(np.random.random(dimensions) < 0.5, 1, -1)
    beliefs = np.random.randint(-1, 2, (people, dimensions))
    code = np.zeros(dimensions, np.int64)
    for _ in range(5000):
        level = (code == reality).sum()
        superior = np.zeros(people, np.bool_)
        for i in range(people):
            superior[i] = (beliefs[i] == reality).sum() > level
        if not superior.any() and ((beliefs == code) | (code == 0)).all():
            break
        learned = code.copy()
        for d in range(dimensions):
            lead = 0
            for i in range(people):
                if superior[i]:
                    lead += beliefs[i, d]
            if lead * code[d] < 0 or (lead != 0 and code[d] == 0):
                if np.random.random() < 1.0 - (1.0 - p2) ** abs(lead):
                    learned[d] = 1 if lead > 0 else -1
        for i in range(people):
            for d in range(dimensions):
                if code[d] != 0 and np.random.random() < p1:
                    beliefs[i, d] = code[d]
        code = learned
    return (code * reality).sum() / dimensions


@njit
def height(way: NDArray[np.int64], looks_at: NDArray[np.int64], table: NDArray[np.float64]) -> float:
    """Fitness of a way: the mean of its contributions."""
    total = 0.0
    for i in range(way.size):
        place = 0
        for k in looks_at[i]:
            place = 2 * place + way[k]
        total += table[i, place]
    return total / way.size


@njit
def end_of_a_walk(seed: int, size: int, partners: int, walks: int) -> float:
    """Kauffman & Levin 1987: the first fitter neighbour in random order, until there is none; mean of walks of one landscape."""
    np.random.seed(seed)
    looks_at = np.zeros((size, partners + 1), np.int64)
    for i in range(size):
        others = np.random.permutation(size - 1)
        looks_at[i, 0] = i
        for k in range(partners):
            looks_at[i, k + 1] = others[k] + (others[k] >= i)
    table = np.random.random((size, 2 ** (partners + 1)))
    total = 0.0
    for _ in range(walks):
        way = np.random.randint(0, 2, size)
        here = height(way, looks_at, table)
        climbs = True
        while climbs:
            climbs = False
            for i in np.random.permutation(size):
                way[i] ^= 1
                there = height(way, looks_at, table)
                if there > here + 1e-12:
                    here, climbs = there, True
                    break
                way[i] ^= 1
        total += here
    return total / walks


def told(values: list[float]) -> str:
    """Mean and standard error."""
    return f"{np.mean(values):.4f} +- {np.std(values, ddof=1) / len(values) ** 0.5:.4f}"


def main(runs: int) -> None:
    """Print both tables."""
    for p1, p2 in MARCH:
        print(f"March, text, p1={p1} p2={p2}: {told([knowledge_by_the_text(s, p1, p2) for s in range(runs)])}")
    for size, every in NK.items():
        for partners in every:
            few = runs // 5 if partners < 12 else runs // 20
            print(f"walks, N={size} K={partners}: {told([end_of_a_walk(s, size, partners, 20) for s in range(few)])}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
