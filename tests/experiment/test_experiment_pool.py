"""A pool of processes ends whatever its processes were doing when they died."""

from __future__ import annotations

import sys
import time
from concurrent.futures.process import BrokenProcessPool

import pytest
from dying import half_sent

from lcsim.experiment.pool import LocalProcesses, end_pool

LONG = 100.0
"""Seconds after which something hangs."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="half of a message is sent as POSIX does")


def test_a_process_that_dies_while_it_sends_something_back_breaks_the_pool():
    pool = LocalProcesses(2)
    others = pool.submit(time.sleep, 1000)
    with pytest.raises(BrokenProcessPool):
        pool.submit(half_sent, "dies").result(LONG)
    assert isinstance(others.exception(LONG), BrokenProcessPool)
    pool.shutdown()


def test_a_pool_ended_while_something_is_sent_back_keeps_no_thread():
    pool = LocalProcesses(2)
    pool.submit(half_sent, "waits")
    manager = pool._executor_manager_thread
    end = time.monotonic() + LONG
    while sys._current_frames()[manager.ident].f_code.co_name != "_recv":  # it waits for the rest
        assert time.monotonic() < end
        time.sleep(0.1)
    end_pool(pool)
    manager.join(LONG)
    assert not manager.is_alive()
