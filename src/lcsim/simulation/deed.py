"""What every act of an intervention keeps to: when it acts, what it counts, and that it is taken back."""

from __future__ import annotations

from collections.abc import Callable

from lcsim.simulation.ground import Aim
from lcsim.state import NEVER, State

Count = Callable[[str, int], None]


class Deed:
    """One declared act while a run lasts.

    It acts before the rules of a week, in its first week and then every `interval` weeks up to its last; and in
    the week after its last it takes back what is to be taken back.
    """

    def __init__(self, aim: Aim, count: Count, interval: int = 1, times: int = 0) -> None:
        self.aim = aim
        self.count = count
        self.interval = interval
        self.last = aim.last if times == 0 else min(aim.last, aim.first + interval * (times - 1))

    def next_week(self, after: int) -> int | None:
        """The first week after `after` in which there is something to do; ``None`` when there is none any more."""
        first = self.aim.first
        if after < first:
            return first
        later = first + ((after - first) // self.interval + 1) * self.interval
        if later <= self.last:
            return later
        return None if self.aim.last == NEVER or after > self.aim.last else self.aim.last + 1

    def carry_out(self, state: State, week: int) -> State:
        """Do what is due in `week`; return the state, which may have more rows than before."""
        if week > self.aim.last:
            self.take_back(state)
            return state
        return self.act(state, week)

    def act(self, state: State, week: int) -> State:
        """Act in one of its weeks."""
        raise NotImplementedError

    def take_back(self, state: State) -> None:
        """Take back what does not last beyond the window."""
