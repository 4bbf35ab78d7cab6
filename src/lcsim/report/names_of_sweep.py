"""What factors and measures of a sweep are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lcsim.analysis.wordings import readable
from lcsim.measures import HEADLINES, catalogue

STEPS: Final = {"organisations", "teams", "people", "communities", "rules", "interventions", "*"}
"""Steps of a path that tell nothing by themselves; nor does the star that stands for every name."""


def labels_of(paths: Sequence[str]) -> dict[str, str]:
    """Short names of factors: the end of their paths, as much of it as tells them apart."""
    found: dict[str, str] = {}
    for path in paths:
        steps = [step for step in path.split(".") if step not in STEPS] or [path]
        for length in range(min(2, len(steps)), len(steps) + 1):
            end = steps[-length:]
            others = [[s for s in other.split(".") if s not in STEPS][-length:] for other in paths if other != path]
            if end not in others:
                break
        else:
            end = [path]
        found[path] = readable(": ".join(end))
    return found


def measure_name(name: str, lang: str) -> str:
    """A measure as people read it."""
    found = next((measure for measure in catalogue() if measure.name == name), None)
    return readable(name) if found is None else (found.dutch if lang == "nl" else found.wording)


def headlines_of(measures: Sequence[str]) -> tuple[str, ...]:
    """Measures told unless others are asked for: the headlines, or all where there is none of them."""
    return tuple(name for name in measures if name in HEADLINES) or tuple(measures)
