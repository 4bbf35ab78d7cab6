"""Where words go: results to stdout, messages and progress to stderr, colours only where they are welcome."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TextIO


@dataclass
class Console:
    """What the person at the terminal wants to see."""

    quiet: bool = False
    verbose: bool = False
    interrupted: bool = False

    def say(self, message: str) -> None:
        """Give a message, unless asked to be quiet."""
        if not self.quiet:
            print(message, file=sys.stderr, flush=True)

    def detail(self, message: str) -> None:
        """Give a message to those who asked for more."""
        if self.verbose:
            print(message, file=sys.stderr, flush=True)


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
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


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
