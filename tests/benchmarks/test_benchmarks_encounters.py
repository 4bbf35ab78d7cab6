"""The encounters by hand in C leave the same state as lcsim, bit for bit: what is measured is the same work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import c_encounters
import numpy as np
import pytest

from lcsim.simulation import Community
from lcsim.state import State, copy_state

WEEKS = 6
SIZES = (60, 1000)


@pytest.fixture(scope="module", params=SIZES, ids=[f"{people} people" for people in SIZES])
def community(request: pytest.FixtureRequest) -> Community:
    """A community in the middle of a run, with room for a log."""
    made = c_encounters.in_the_middle(request.param, weeks=9)
    made.state = State(**(made.state._asdict() | {"log": np.zeros((2000, 6), np.int32)}))
    return made


@pytest.fixture(scope="module", params=[(), (c_encounters.NATIVE,)], ids=["plain", "native"])
def program(request: pytest.FixtureRequest) -> Iterator[Any]:
    yield from in_c(*request.param)


@pytest.fixture(scope="module", params=["-DPAIR=UINT64_C(3)", "-DNEWCOMER_WEEKS=25"])
def wrong_program(request: pytest.FixtureRequest) -> Iterator[Any]:
    yield from in_c(request.param)


def in_c(*flags: str) -> Iterator[Any]:
    try:
        with c_encounters.compiled_c(*flags) as program:
            yield program
    except c_encounters.NoCompilerError as missing:
        pytest.skip(str(missing))


def both(program: Any, community: Community) -> tuple[State, State]:
    """States after some weeks in C and in lcsim, from the same state."""
    rules, seed, week = community.plan.rules, int(community.seed), community.week + 1
    by_c, by_lcsim = copy_state(community.state), copy_state(community.state)
    c_encounters.weeks_in_c(program, by_c, rules, seed, week, WEEKS)
    c_encounters.weeks_in_lcsim(by_lcsim, rules, seed, week, WEEKS)
    return by_c, by_lcsim


def test_c_and_lcsim_leave_the_same_state(program: Any, community: Community) -> None:
    by_c, by_lcsim = both(program, community)
    assert c_encounters.different_columns(by_c, by_lcsim) == []
    changed = c_encounters.different_columns(community.state, by_lcsim)
    must = {"values", "practice", "known", "tie_trust", "tie_last", "doing", "events", "clock", "log"}
    assert must <= set(changed)  # the comparison is of something


def test_contributions_without_a_table_are_the_same_too(program: Any, community: Community) -> None:
    state = community.state
    bare = state.contributions[:, :, :0].copy()
    made = Community.__new__(Community)
    made.__dict__.update(community.__dict__)
    made.state = State(**(state._asdict() | {"contributions": bare}))
    by_c, by_lcsim = both(program, made)
    assert c_encounters.different_columns(by_c, by_lcsim) == []
    assert c_encounters.different_columns(both(program, community)[0], by_c) == ["contributions"]


def test_races_choose_the_same_partners(program: Any, community: Community) -> None:
    rules, seed, week = community.plan.rules, int(community.seed), community.week + 1
    start = np.uint64(c_encounters.stream(community.seed, week, c_encounters.STREAM))
    by_lcsim = c_encounters.races_in_lcsim(community.state, int(rules["everyday_work"]["meetings"]), start)
    assert program.races_of_a_week(*c_encounters.in_c(community.state, rules), seed, week) == by_lcsim > 0


def test_another_constant_in_c_is_noticed(wrong_program: Any, community: Community) -> None:
    assert c_encounters.different_columns(*both(wrong_program, community))


def test_one_unequal_bit_is_noticed(community: Community) -> None:
    other = copy_state(community.state)
    assert c_encounters.different_columns(community.state, other) == []
    other.tie_trust[3, 1] = np.nextafter(other.tie_trust[3, 1], 2.0)
    assert c_encounters.different_columns(community.state, other) == ["tie_trust"]


def test_another_variant_of_a_meeting_is_refused(community: Community) -> None:
    rules = community.plan.rules.copy()
    rules["meeting"]["influence"] = 2
    with pytest.raises(ValueError, match="one variant of influence only"):
        c_encounters.in_c(community.state, rules)


def test_without_a_compiler_the_program_says_so(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(c_encounters.NoCompilerError, match="install gcc"), c_encounters.compiled_c():
        pass
    monkeypatch.setattr(c_encounters, "compare", lambda people: next(in_c_or_fail()))
    assert c_encounters.main(["60"]) == 2
    assert "install gcc" in capsys.readouterr().err


def in_c_or_fail() -> Iterator[Any]:
    with c_encounters.compiled_c() as program:
        yield program


def test_pairs_alternate_and_are_paired() -> None:
    told: list[str] = []
    pairs = c_encounters.in_turn(lambda: told.append("a"), lambda: told.append("b"), lambda: told.append("."), 2)
    assert "".join(told) == ".a.b.b.a" * 2
    assert pairs.first.size == pairs.second.size == 4
    known = c_encounters.Pairs(np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 4.0]))
    assert known.ratios.tolist() == [1.0, 1.5, 2.0]
    assert str(known) == "1.50 (1.10-1.90)"
