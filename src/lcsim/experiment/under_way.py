"""Which runs this process is at: a note on disk that stays when the process dies with one of them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lcsim.experiment.sweep_folder import RunName

NOTE: Final = ".under_way"


class UnderWay:
    """The note in the folder of a sweep.

    A run that ends its process cannot be told from a process that somebody killed, so what stands in the note is
    done next time by a process of its own: if that ends too, the run has failed and the others go on.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NOTE

    def left(self) -> set[RunName]:
        """Runs that a process was at when it ended without a word; none without a note that can be read."""
        try:
            return {(arm, point, replicate) for arm, point, replicate in json.loads(self._path.read_text("utf-8"))}
        except (OSError, ValueError, TypeError):
            return set()

    def begin(self, names: Iterable[RunName]) -> None:
        """Note what is begun. A disk that is full must not look like a run that failed."""
        with contextlib.suppress(OSError):
            self._path.write_text(json.dumps(list(names), ensure_ascii=False), encoding="utf-8")

    def end(self) -> None:
        """Take the note away."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
