"""The door: the group of commands, and what becomes of everything that can go wrong."""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final, NoReturn

import click

from lcsim.cli.console import CONSOLE, NobodyReadsError, NotShownError, on_terminal, to_nowhere, to_stderr
from lcsim.cli.lazy import LazyGroup

DONE: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2
INTERRUPTED: Final = 130
TERMINATED: Final = 143
LAST_STREAM: Final = 2
"""Numbers of files up to this one are stdin, stdout and stderr."""
REPORT: Final = "please report it, with this line and the command that you gave"


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        import lcsim

        click.echo(f"lcsim {lcsim.__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="A SCENARIO is a file or the name of one that comes with lcsim. Try: lcsim run nursing_home",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def group() -> None:
    """Simulate learning communities as complex systems."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code: 0 done, 1 failed, 2 bad input, 130 interrupted."""
    try:
        code = run(arguments)
    except SystemExit as told:
        if told.code == TERMINATED:
            _leave_at_once(TERMINATED)
        raise
    if code == INTERRUPTED:
        _leave_at_once(code)
    sys.exit(code)


def _leave_at_once(code: int) -> NoReturn:
    """Leave without waiting for threads: an exception in the midst of anything may have left a lock closed for ever.

    All that was to be cleaned up was, on the way here; workers end when they see that nobody is there any more.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads, or closed
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    CONSOLE.quiet = CONSOLE.verbose = CONSOLE.interrupted = False
    gc.set_threshold(50_000, 20, 50)  # a short life with many imports: looking for garbage takes longer than it frees
    _end_gently_when_told()
    _speak_utf_8()
    try:
        return _call(arguments)
    except NobodyReadsError:
        return DONE
    except NotShownError as error:
        to_stderr(f"lcsim: what it prints could not be written: {error}.")
        return FAILED
    except BrokenPipeError:
        to_nowhere(sys.stdout)
        return DONE
    except KeyboardInterrupt:
        to_stderr("\nInterrupted; nothing was written.")
        return INTERRUPTED


def _call(arguments: Sequence[str] | None) -> int:
    try:
        result: Any = group.main(
            args=None if arguments is None else list(arguments), prog_name="lcsim", standalone_mode=False
        )
        sys.stdout.flush()
        return result if isinstance(result, int) else DONE
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        with suppress(OSError):
            error.show(file=sys.stderr)
        return BAD_INPUT
    except (BrokenPipeError, KeyboardInterrupt, NobodyReadsError, NotShownError):
        raise
    except Exception as error:
        return _wrong(error)


def _wrong(error: Exception) -> int:
    """Say what went wrong, in as few words as it takes."""
    from concurrent.futures import BrokenExecutor

    from lcsim.part import Faults  # a cheap import only now: most calls never need it

    if isinstance(error, Faults):
        to_stderr(faults_text(error))
        return BAD_INPUT
    if CONSOLE.verbose:
        import traceback

        traceback.print_exception(error)
    if isinstance(error, OSError):
        to_stderr(f"lcsim: {trouble_with_files(error)}")
        return FAILED
    if isinstance(error, MemoryError):
        to_stderr("lcsim: out of memory: fewer people, replicates or workers may fit.")
        return FAILED
    if isinstance(error, BrokenExecutor):
        to_stderr("lcsim: a process that did runs died (out of memory, or killed): fewer --workers may fit.")
        return FAILED
    more = "" if CONSOLE.verbose else "; -v shows where"
    to_stderr(f"lcsim: unexpected {type(error).__name__}: {error}\n  {REPORT}{more}.")
    return FAILED


def trouble_with_files(error: OSError) -> str:
    """One line about a disk or file that did not do."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "the disk is full: no results were left there. Make room, or choose another disk with --out."
    where = f"{error.filename}: " if error.filename else ""
    small = "; files may not get larger here, see ulimit -f" if error.errno == errno.EFBIG else ""
    return f"{where}{error.strerror or error}{small}"


def faults_text(error: Any, nothing: str = "nothing was run") -> str:
    """Every fault, how many there are, and what was not done for them."""
    faults = error.faults
    files = sorted({fault.file for fault in faults if fault.file and not fault.file.startswith("--")})
    count = "1 problem" if len(faults) == 1 else f"{len(faults)} problems"
    place = f" in {files[0]}" if len(files) == 1 else ""
    return "\n".join([*(str(fault) for fault in faults), f"{count}{place}; {nothing}."])


def _end_gently_when_told() -> None:
    """Let a plain ``kill`` clean up what is unfinished, and let no Ctrl-C be lost."""
    import threading

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where a shell had it ignored
            signal.signal(signal.SIGINT, _interrupted)


def _interrupted(*_: object) -> NoReturn:
    """Remember Ctrl-C: what it raises can be swallowed, by a callback from a library in another language."""
    CONSOLE.interrupted = True
    raise KeyboardInterrupt


def _speak_utf_8() -> None:
    """Files and pipes get UTF-8 whatever the system's habit; what a terminal cannot show becomes a question mark.

    Streams that were closed lead nowhere.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _fill_closed()
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if not on_terminal(stream) and "PYTHONIOENCODING" not in os.environ:
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="replace")


def _fill_closed() -> None:
    """Give closed streams something to write to, and see that no file gets their number, nor what they are sent."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        os.set_inheritable(number, True)  # workers have none either
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
