"""One clear message for each fault, all faults at once: where, what, got, cure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with what a person gave us.

    ``line`` and ``column`` count from 1; 0 means that there is no such place (an option of the command
    line, a missing file). ``where`` is the path inside the file, such as ``organisations[2].count``.
    """

    what: str
    file: str = ""
    line: int = 0
    column: int = 0
    where: str = ""
    cure: str = ""
    source_line: str = ""
    width: int = 0

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}:{self.column}"
        head = ": ".join(piece for piece in (place, self.where, self.what) if piece)
        rows = [head]
        if self.source_line and self.line:
            rows.append(f"{self.line:6d} | {self.source_line}")
            rows.append(f"       | {' ' * (self.column - 1)}{'^' * max(1, self.width)}")
        if self.cure:
            rows.append(f"       = {self.cure}")
        return "\n".join(rows)


class Faults(Exception):
    """Bad input: every fault found, to be shown together; nothing was run or written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[Faults], tuple[tuple[Fault, ...]]]:
        return (Faults, (self.faults,))


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the nearest known word, or a short list of what is known."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if choices and len(choices) <= 16:
        return "known here: " + ", ".join(choices)
    return ""
