"""The state of a community as columns, and what can be done with columns as such."""

from lcsim.state.columns import AT_FOUNDING, DERIVED, NEVER, PEOPLE_COLUMNS, State
from lcsim.state.compiled_view import StateType
from lcsim.state.digest import digest
from lcsim.state.rows import copy_in_use, copy_state, fill_block, grow, people

__all__ = [
    "AT_FOUNDING",
    "DERIVED",
    "NEVER",
    "PEOPLE_COLUMNS",
    "State",
    "StateType",
    "copy_in_use",
    "copy_state",
    "digest",
    "fill_block",
    "grow",
    "people",
]
