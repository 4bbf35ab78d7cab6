"""Where words go: results to stdout, messages and progress to stderr, colours only where they are welcome."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TextIO


class NobodyReadsError(Exception):
    """Whoever read what we print has seen enough."""


class NotShownError(Exception):
    """What should be printed could not be: the disk that it goes to is full, or gone."""


@dataclass
class Console:
    """What the person at the terminal wants to see."""

    quiet: bool = False
    verbose: bool = False
    interrupted: bool = False

    def say(self, message: str) -> None:
        """Give a message, unless asked to be quiet."""
        if not self.quiet:
            to_stderr(message)

    def detail(self, message: str) -> None:
        """Give a message to those who asked for more."""
        if self.verbose:
            to_stderr(message)


CONSOLE = Console()


def on_terminal(stream: TextIO) -> bool:
    """Whether a stream goes to a terminal."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def in_colour(stream: TextIO) -> bool:
    """Whether colours and bold are welcome (https://no-color.org)."""
    return on_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Characters a line: 80, fewer on a terminal that has no more."""
    return min(80, shutil.get_terminal_size((80, 24)).columns) if on_terminal(sys.stdout) else 80


def show(text: str) -> None:
    """Print a result; on a terminal its headings are bold."""
    if in_colour(sys.stdout):
        lines = (f"\x1b[1m{line}\x1b[0m" if line and not line.startswith(" ") else line for line in text.split("\n"))
        text = "\n".join(lines)
    to_stdout(text)


def to_stdout(text: str) -> None:
    """Print a result as it is.

    Raises
    ------
    NobodyReadsError, NotShownError
        When it does not get there; for a pipe that is no error of anybody's.
    """
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        to_nowhere(sys.stdout)
        raise NobodyReadsError from None
    except OSError as error:
        to_nowhere(sys.stdout)
        raise NotShownError(error.strerror or str(error)) from None


def to_stderr(message: str, end: str = "\n") -> None:
    """Print a message to stderr; when it cannot go there, work that is worth more than messages goes on without."""
    try:
        sys.stderr.write(f"{message}{end}")
        sys.stderr.flush()
    except OSError:
        to_nowhere(sys.stderr)


def to_nowhere(stream: TextIO) -> None:
    """Send all that is still to be written to a stream nowhere: the interpreter's last flush, too, is harmless then."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class Progress:
    """A bar on stderr, only on a terminal; nothing anywhere else."""

    def __init__(self, total: int, unit: str) -> None:
        self._bar: Any = None
        self._at = 0
        if total > 1 and not CONSOLE.quiet and on_terminal(sys.stderr):
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit=unit, file=sys.stderr, leave=False, delay=0.5)

    def to(self, done: int, total: int | None = None, failed: int = 0) -> None:
        """Move the bar to `done`; KeyboardInterrupt when Ctrl-C was pressed and nobody heard it."""
        if CONSOLE.interrupted:
            raise KeyboardInterrupt
        if self._bar is None:
            return
        if total is not None:
            self._bar.total = total
        if failed:
            self._bar.set_postfix(failed=failed, refresh=False)
        self._bar.update(done - self._at)
        self._at = done

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()
