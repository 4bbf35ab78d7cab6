"""What an intervention declares that it does; the simulation carries it out and takes it back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ColumnSetting:
    """For the window, `column` of the targeted rows is base * `multiply` + `add`, kept within 0..1.

    The base is the value without any intervention; several settings of one column apply in the order of the
    names of their interventions. Only columns that no rule writes can be set.
    """

    column: str
    multiply: float = 1.0
    add: float = 0.0


@dataclass(frozen=True)
class AddedSession:
    """A series of sessions for the targeted people during the window."""

    format: str
    interval: int
    facilitation: float
    mixing: float
    relevance: float
    attendance: float


@dataclass(frozen=True)
class Declared:
    """All that an intervention does at its dose."""

    settings: tuple[ColumnSetting, ...] = ()
    sessions: tuple[AddedSession, ...] = ()
