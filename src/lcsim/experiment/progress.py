"""How far a sweep is, and how it ended."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Progress:
    """How far a sweep is: runs asked for, there before, done now, failed among those."""

    asked: int
    before: int
    done: int = 0
    failed: int = 0
    broken: tuple[str, ...] = ()
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> int:
        """Runs still to do."""
        return self.asked - self.before - self.done

    @property
    def rate(self) -> float:
        """Runs a second so far; 0 before the first."""
        return self.done / max(time.monotonic() - self.began, 1e-9)


@dataclass(frozen=True)
class SweepDone:
    """How a sweep ended.

    Attributes
    ----------
    folder, progress
        Where it is, and how far.
    interrupted
        Whether somebody stopped it.
    complete
        Whether all runs are there and the tables are written.
    stopped_by
        What ended it before its time, in words; empty otherwise.
    """

    folder: Path
    progress: Progress
    interrupted: bool = False
    complete: bool = False
    stopped_by: str = ""
