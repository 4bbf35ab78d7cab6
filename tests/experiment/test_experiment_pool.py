"""A pool of processes ends whatever its processes were doing when they died."""

from __future__ import annotations

import os
import signal
import sys
import time
from concurrent.futures.process import BrokenProcessPool

import pytest
from dying import half_sent, hears_ctrl_c

from lcsim.experiment.pool import LocalProcesses, end_pool, without_ctrl_c

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


def test_ctrl_c_that_comes_before_a_worker_is_prepared_does_not_end_it():
    pool = LocalProcesses(1, hears_ctrl_c)
    assert pool.submit(abs, -1).result(LONG) == 1
    pool.shutdown()


def test_ctrl_c_while_a_worker_is_started_is_not_lost():
    with pytest.raises(KeyboardInterrupt), without_ctrl_c():
        os.kill(os.getpid(), signal.SIGINT)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
