"""What is shared instead of made again: tables of columns, and the last row of the record."""

from __future__ import annotations

import numpy as np

from lcsim import load
from lcsim.measures import final_measures
from lcsim.simulation import Community, run
from lcsim.state.columns import make_table, with_columns


def test_a_founded_state_tells_where_its_own_columns_are() -> None:
    state = Community(load("nursing_home"), 1).state
    assert (state.table == make_table(state)).all()
    more = with_columns(state, {"tie_to": np.zeros((state.key.size, 99), np.int32)})
    assert (more.table == make_table(more)).all()
    assert (more.table != state.table).any()
    assert more.values is state.values


def test_the_last_row_of_the_record_is_what_the_final_state_gives() -> None:
    found = run(load("nursing_home"), seed=2, weeks=30)
    series = found.panel if found.scenario.record.cadence == 1 else None
    anew = final_measures(found.final, found.founding, gamma=found.gamma, series=series, seed=found.seed)
    assert repr(found.measures()) == repr(anew)
