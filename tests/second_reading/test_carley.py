"""Carley 1991: people meet in proportion to the facts that they share, and tell one another one fact each."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tests.second_reading.runs import published

FOURTH = "organisations__people__teams__people__people__p4__count"
FIFTH = "organisations__people__teams__people__people__p5__count"
SIXTH = "organisations__people__teams__people__people__p6__count"
ONE_EVENT = {"calendar__stop__when": "events", "calendar__stop__events": 1, "rules__fact_exchange__told": "new"}


def facts(state: object) -> list[set[tuple[int, int]]]:
    """What everybody knows: domain and option."""
    known = state.known.astype(int)
    return [
        {(k, q) for k in range(known.shape[1]) for q in range(20) if known[i, k] >> q & 1} for i in range(len(known))
    ]


def test_who_meets_whom_follows_from_a_matrix_of_facts() -> None:
    """Three people and eight facts by hand: shared 2, 1 and 3; each acts with probability 1/3; 4 standard errors."""
    pairs: Counter[tuple[int, ...]] = Counter()
    for seed in range(1, 301):
        found = published("carley", seed, **ONE_EVENT, **{FOURTH: 0, FIFTH: 0, SIXTH: 0})
        before, after = facts(found.founding), facts(found.final)
        told = tuple(i for i in range(3) if before[i] != after[i])
        assert [len(after[i] - before[i]) for i in told] == [1, 1]
        assert after[told[0]] - before[told[0]] <= before[told[1]]
        pairs[told] += 1
    for pair, probability in {
        (0, 1): (2 / 3 + 2 / 5) / 3,
        (0, 2): (1 / 3 + 1 / 4) / 3,
        (1, 2): (3 / 5 + 3 / 4) / 3,
    }.items():
        assert abs(pairs[pair] / 300 - probability) < 4 * np.sqrt(probability * (1 - probability) / 300)


def test_with_oneself_counted_some_events_pass_alone() -> None:
    """Each knows four facts, so that 1 - (4/7 + 4/9 + 4/8) / 3 of all events are meetings."""
    meetings = 0
    for seed in range(1, 201):
        found = published(
            "carley",
            seed,
            **ONE_EVENT,
            **{FOURTH: 0, FIFTH: 0, SIXTH: 0},
            rules__random_activation__partners="familiar_or_alone",
        )
        meetings += facts(found.founding) != facts(found.final)
    expected = 1 - (4 / 7 + 4 / 9 + 4 / 8) / 3
    assert abs(meetings / 200 - expected) < 4 * np.sqrt(expected * (1 - expected) / 200)


def test_groups_come_to_know_what_they_knew_together_and_never_merge() -> None:
    found = published("carley")
    before, after = facts(found.founding), facts(found.final)
    for group in (range(3), range(3, 6)):
        together = set().union(*(before[i] for i in group))
        assert all(after[i] == together for i in group)
    assert not after[0] & after[3]
    assert found.final.clock[3] > 0


def test_nobody_forgets_and_nobody_learns_what_nobody_knew() -> None:
    found = published("carley_crowd")
    before, after = facts(found.founding), facts(found.final)
    assert all(one <= other for one, other in zip(before, after, strict=True))
    assert set().union(*after) == set().union(*before)


@pytest.mark.parametrize("told", ["any", "new"])
def test_telling_what_is_new_is_quicker(told: str) -> None:
    weeks = {
        word: np.mean(
            [published("carley_crowd", seed, rules__fact_exchange__told=word).final.clock[3] for seed in (1, 2, 3)]
        )
        for word in ("any", "new")
    }
    assert (weeks[told] == max(weeks.values())) == (told == "any")
