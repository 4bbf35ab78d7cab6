"""What can happen to a chunk of runs where it is done; workers find it here by name.

``DISTURB`` in the environment says what: ``slow:SECONDS`` per run, ``deadly:REPLICATE,POINT,ARM`` for a run whose
worker dies, ``useless`` for workers that cannot do anything.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

from lcsim.experiment import sweep_work

before = sweep_work.do_runs
before_ready = sweep_work.ready


def disturb(keys: Sequence[tuple[int, int, int]]) -> None:
    for wanted in filter(None, os.environ.get("DISTURB", "").split()):
        what, _, value = wanted.partition(":")
        if what == "slow":
            time.sleep(float(value) * len(keys))
        elif what == "deadly" and tuple(map(int, value.split(","))) in keys:
            os._exit(9)
        elif what == "useless":
            raise ModuleNotFoundError("No module named 'lcsim'")


def do_runs(work: bytes, keys: Sequence[tuple[int, int, int]]) -> bytes:
    disturb(keys)
    return before(work, keys)


def ready(work: bytes) -> bool:
    disturb(())
    return before_ready(work)


def main() -> None:
    """The command line, disturbed."""
    from lcsim.cli.main import main
    from lcsim.experiment import sweep

    sweep.do_runs, sweep.ready = do_runs, ready
    main(sys.argv[1:])
