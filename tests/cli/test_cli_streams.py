"""Wherever results and messages go: a pipe that nobody reads, a disk that is full, streams that are closed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from lcsim.chance import cache_folder
from lcsim.cli.main import run, trouble_with_files

SMALL = Path(__file__).parents[1] / "small.yaml"
RUN = ["run", str(SMALL), "--weeks", "2", "--no-results"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="shells and pipes of POSIX")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")


def shell(arguments: list[str], streams: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "lcsim", *arguments]
    return subprocess.run(
        ["sh", "-c", f'"$@" {streams}', "sh", *line], capture_output=True, text=True, timeout=300, check=False
    )


@POSIX
@pytest.mark.parametrize("arguments", [["schema"], ["verify", "friedkin_johnsen", "--quick", "--workers", "1"]])
def test_a_reader_that_is_gone_before_the_end_is_no_error(arguments):
    """Written in pieces, or in one that no pipe holds: the rest is what fails."""
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen([sys.executable, "-m", "lcsim", *arguments], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert process.communicate(timeout=300)[1] == b""
    assert process.returncode == 0


@POSIX
@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_lead_nowhere(streams):
    found = shell(RUN, streams)
    assert found.returncode == 0, found.stderr
    assert "unexpected" not in found.stderr
    assert ("small" in found.stdout) == (streams == "2>&-")


@FULL
def test_a_result_that_cannot_be_printed_is_told(tmp_path):
    found = shell(["run", str(SMALL), "--weeks", "2", "--no-plots", "--out", str(tmp_path / "kept")], ">/dev/full")
    assert found.returncode == 1
    assert found.stderr == "lcsim: what it prints could not be written: No space left on device.\n"
    assert (tmp_path / "kept" / "manifest.json").is_file()


@FULL
@pytest.mark.parametrize(("arguments", "code"), [(RUN, 0), (["run", "none.yaml"], 2), (["run", "--seed", "x"], 2)])
def test_messages_that_go_nowhere_change_nothing(arguments, code):
    found = shell(arguments, "2>/dev/full")
    assert (found.returncode, found.stderr) == (code, "")
    assert ("small" in found.stdout) == (code == 0)


def test_a_process_of_others_that_dies_is_told_in_one_line(monkeypatch, capsys):
    def dies(*_: object, **__: object) -> None:
        raise BrokenProcessPool("A process in the process pool was terminated abruptly")

    monkeypatch.setattr("lcsim.docking.verify.verify", dies)
    assert run(["verify", "bass"]) == 1
    assert capsys.readouterr().err == (
        "lcsim: a process that did runs died (out of memory, or killed): fewer --workers may fit.\n"
    )


@POSIX
def test_without_a_home_figures_are_drawn_and_nothing_is_said_of_that(tmp_path):
    out = tmp_path / "out"
    compiled = cache_folder()
    if compiled is None:
        pytest.skip("nothing of what is compiled can be kept here")
    gone = {
        "HOME": os.devnull,
        "XDG_CACHE_HOME": "",
        "XDG_CONFIG_HOME": "",
        "MPLCONFIGDIR": "",
        "TMPDIR": str(tmp_path),
    }
    found = subprocess.run(
        [sys.executable, "-m", "lcsim", "run", str(SMALL), "--weeks", "2", "--out", str(out)],
        env={**os.environ, "LCSIM_CACHE_DIR": str(compiled.parent), **gone},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (found.returncode, found.stderr) == (0, "")
    assert len(list((out / "figures").iterdir())) == 8


def test_files_that_may_not_get_larger_are_told_with_a_cure():
    assert trouble_with_files(OSError(errno.EFBIG, "File too large")) == (
        "File too large; files may not get larger here, see ulimit -f"
    )
