"""Redraws the figures of published results from runs of the engine, beside the published numbers.

    python experiments/canon/figures.py FOLDER [NAME...]

What is drawn, from which scenarios with which settings, stands in ``figures.yaml``. Nothing is simulated here.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from textwrap import fill
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray
from ruamel.yaml import YAML

from lcsim.docking.judging import estimate
from lcsim.docking.target_file import canon_folders, setting_text
from lcsim.docking.verify import look_at, scenario_of
from lcsim.experiment.executors import in_this_process, local_processes
from lcsim.plots.style import INK, blank, colour, head, house_style, marker
from lcsim.simulation import run

HERE = Path(__file__).resolve().parent
AT_ONCE = 20
"""Runs of a piece of work."""
STROKES = ("-", (0, (5, 3)), "-.", (0, (1, 1.5)))
"""Lines that lie upon one another can be told apart."""

FORMULAS: Final[dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]]] = {
    "bass": lambda time: (1.0 - np.exp(-0.41 * time)) / (1.0 + 0.38 / 0.03 * np.exp(-0.41 * time)),
    "floor_of_half": lambda threshold: np.floor(1.0 / (2.0 * threshold)),
    "giant_component": lambda x: np.full_like(x, 0.980),
}
"""Closed forms, by name."""


class Points(NamedTuple):
    """What came out along a line: means over runs and half the width of their 95% intervals."""

    mean: list[float]
    half: list[float]


def figures(names: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    """Figures by name, as `figures.yaml` has them."""
    found = YAML(typ="safe", pure=True).load((HERE / "figures.yaml").read_text(encoding="utf-8"))
    unknown = [name for name in names if name not in found]
    if unknown:
        raise SystemExit(f"no such figure: {', '.join(unknown)}; there are {', '.join(found)}")
    return {name: found[name] for name in names or found}


def scenario_file(name: str) -> str:
    """A scenario of a published result, by name."""
    return str(next(folder / f"{name}.yaml" for folder in canon_folders()))


def points(line: dict[str, Any], executor: Executor) -> Points:
    """Run what a line shows: `over` is a setting, or ``with.x`` for what is looked at in the same runs."""
    over, at = str(line["over"]), line["at"]
    given = {**line.get("set", {})}
    runs = int(line.get("runs", 50))
    seeds = [tuple(range(first, min(first + AT_ONCE, runs + 1))) for first in range(1, runs + 1, AT_ONCE)]
    inside = over.startswith("with.")
    wanted = [line.get("with", {}) | ({over.removeprefix("with."): x} if inside else {}) for x in at]
    settings = [given] if inside else [given | {over: x} for x in at]
    keep = tuple(int(x) for x in at if x > 0) if over == "with.week" else ()
    waiting = []
    for place, setting in enumerate(settings):
        looks = tuple((str(line["look"]), tuple(sorted(w.items()))) for w in (wanted if inside else [wanted[place]]))
        texts = tuple(f"{key}={setting_text(value)}" for key, value in setting.items())
        path = scenario_file(line["scenario"])
        scenario_of(path, texts)
        waiting.append([executor.submit(look_at, path, texts, some, keep, looks) for some in seeds])
    seen = [np.concatenate([piece.result()[0] for piece in pieces]) for pieces in waiting]
    columns = list(seen[0].T) if inside else [rows[:, 0] for rows in seen]
    found = [estimate(column) for column in columns]
    return Points([one.mean for one in found], [1.96 * one.error for one in found])


def draw_panel(axes: Any, panel: dict[str, Any], executor: Executor) -> None:
    """One panel: lines with intervals are what came out, open marks what was published."""
    for place, line in enumerate(panel.get("lines", ())):
        tone, at = colour(place), line.get("place", line["at"])
        got = points(line, executor)
        label = line.get("label")
        if len(at) > 25:
            axes.plot(at, got.mean, color=tone, linewidth=1.6, label=label)
        else:
            axes.errorbar(at, got.mean, yerr=got.half, color=tone, marker=marker(place), markersize=4.0,
                          linewidth=1.4, capsize=2.0, label=label)  # fmt: skip
        for kind, key in (("s", "published"), ("D", "reference")):
            there = line.get(key)
            if there is None:
                continue
            x, y = (there["at"], there["values"]) if isinstance(there, dict) else (at, there)
            pairs = [(a, b) for a, b in zip(x, y, strict=True) if b is not None]
            axes.plot(*zip(*pairs, strict=True), linestyle="none", marker=kind, markersize=9.0 if kind == "s" else 7.5,
                      markerfacecolor="none", markeredgecolor=tone, markeredgewidth=1.1)  # fmt: skip
    for formula in panel.get("formulas", ()):
        x = np.linspace(*formula["from_to"], 400)
        y = FORMULAS[formula["formula"]](x)
        axes.plot(x, y, color=INK, linewidth=0.9, linestyle=(0, (4, 3)), label=formula["label"], zorder=1.5)
    if "paths" in panel:
        draw_paths(axes, panel["paths"])
    axes.set_title(panel.get("title", ""))
    axes.set_xlabel(panel["x"])
    axes.set_ylabel(panel["y"])
    for side in ("x", "y"):
        if panel.get(f"log_{side}"):
            getattr(axes, f"set_{side}scale")("log")
        if f"{side}_limits" in panel:
            getattr(axes, f"set_{side}lim")(*panel[f"{side}_limits"])
        if f"{side}_ticks" in panel:
            getattr(axes, f"set_{side}ticks")(panel[f"{side}_ticks"], [f"{t:g}" for t in panel[f"{side}_ticks"]])
            axes.minorticks_off()
    if len(axes.get_legend_handles_labels()[0]) > 0:
        axes.legend(loc=panel.get("legend", "best"), fontsize=8.5)


def draw_paths(axes: Any, paths: dict[str, Any]) -> None:
    """What each person of one run holds, week by week; on a scale of its own where `low` and `high` are given."""
    texts = tuple(f"{key}={setting_text(value)}" for key, value in paths.get("set", {}).items())
    weeks = list(range(int(paths["weeks"]) + 1))
    found = run(scenario_of(scenario_file(paths["scenario"]), texts), int(paths.get("seed", 1)), keep=weeks[1:])
    low, high = float(paths.get("low", 0.0)), float(paths.get("high", 1.0))
    rows = np.flatnonzero(found.founding.present)
    over_time = np.array([found.snapshots[week].values[rows, 0] for week in weeks if week in found.snapshots])
    few = rows.size <= 8
    for place in range(rows.size):
        axes.plot(weeks[: len(over_time)], low + (high - low) * over_time[:, place], linewidth=1.5 if few else 0.5,
                  color=colour(place) if few else colour(0), alpha=1.0 if few else 0.5,
                  marker=marker(place) if few else "", markersize=4.0, label=paths["labels"][place] if few else None,
                  linestyle=STROKES[place % len(STROKES)] if few else "-")  # fmt: skip
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    for place, value in enumerate(paths.get("published", ())):
        axes.plot([weeks[-1]], [value], linestyle="none", marker="s", markersize=9.0, markerfacecolor="none",
                  markeredgecolor=colour(place), clip_on=False)  # fmt: skip


def draw(figure: dict[str, Any], executor: Executor) -> Any:
    """A figure with its panels side by side."""
    panels = figure["panels"]
    width, height = (6.4, 4.6) if len(panels) == 1 else (9.6, 4.6)
    note = fill(figure["note"], 80 if len(panels) == 1 else 122)
    drawn = blank(width, height)
    head(drawn, figure["title"], note)
    top = 1.0 - (1.0 + 0.22 * note.count("\n")) / height
    every = drawn.subplots(1, len(panels), squeeze=False, sharey=bool(figure.get("same_y")))[0]
    drawn.subplots_adjust(left=0.62 / width, right=1.0 - 0.15 / width, top=top, bottom=0.55 / height, wspace=0.24)
    for axes, panel in zip(every, panels, strict=True):
        draw_panel(axes, panel, executor)
    return drawn


def save_small(drawn: Any, path: Path) -> None:
    """Save as PNG with a palette: a third of the size."""
    from PIL import Image

    whole = io.BytesIO()
    drawn.savefig(whole, format="png", metadata={"Software": None})
    Image.open(whole).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def main(arguments: Sequence[str]) -> None:
    """Draw all figures, or those that are named, into a folder."""
    if not arguments:
        raise SystemExit(__doc__)
    folder, chosen = Path(arguments[0]), figures(arguments[1:])
    folder.mkdir(parents=True, exist_ok=True)
    workers = int(os.environ.get("LCSIM_WORKERS", os.cpu_count() or 1))
    with (in_this_process() if workers == 1 else local_processes(workers)).make() as executor, house_style():
        for name, figure in chosen.items():
            save_small(draw(figure, executor), folder / f"{name}.png")
            print(f"{folder / name}.png", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
