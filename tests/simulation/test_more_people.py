"""People whom an intervention adds: their groups and seats are whole rows of the state, like those of the founding."""

import pytest

from lcsim.scenario import apply_set, apply_with, draft, resolve
from lcsim.simulation.community import Community

START = 3


def at_start(differing: bool) -> Community:
    """A class in the week in which four students come; people may differ in susceptibility."""
    source = apply_with(draft("classroom_small"), [f"student_placement:start={START},number=4,cohorts=1,stay=4"])
    if differing:
        source = apply_set(source, ["organisations[0].teams[0].people[0].susceptibility_spread=.3"])
    community = Community(resolve(source), seed=1)
    community.advance(START)
    return community


@pytest.mark.parametrize("differing", [False, True])
@pytest.mark.parametrize("kind", ["group", "seat"])
def test_every_column_of_what_is_added_has_a_row_for_it(kind: str, differing: bool) -> None:
    state = at_start(differing).state
    rows = {name: len(column) for name, column in state._asdict().items() if name.startswith(f"{kind}_")}
    assert len(rows) > 3
    assert set(rows.values()) == {len(getattr(state, f"{kind}_key"))}


def test_those_who_are_added_come_from_their_group() -> None:
    community = at_start(True)
    before, state = Community(community.scenario, seed=1).state, community.state
    groups = len(before.group_key)
    assert len(state.group_key) > groups
    seats = [seat for seat in range(len(before.seat_key), len(state.seat_key)) if state.seat_row[seat] >= 0]
    assert len(seats) == 4 * (len(state.group_key) - groups)
    for seat in seats:
        assert state.seat_group[seat] >= groups
        assert state.susceptibility[state.seat_row[seat]] > 0.0
