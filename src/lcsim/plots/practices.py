"""Ways of working by team over the weeks: which option most members follow, and how many do."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis import Ways, Wordings, readable, teams_as_written, ways_over_weeks
from lcsim.experiment import Replicates
from lcsim.measures import emerged_practices
from lcsim.plots import texts
from lcsim.plots.style import blank, colour, ending, head, shorten, weeks_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_TEAMS: Final = 6
TEAMS_WITH_WORDS: Final = 2
WORDS_IN_LEGEND: Final = 3
"""Other ways that are called so in full: more would not stand in one line."""
GREY: Final = (0.42, 0.42, 0.42)
HUES: Final = ("#E69F00", "#0072B2", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#7A5195")


def draw(found: Replicates, lang: str = "en") -> Figure:
    """Draw the ways of working of the shown run."""
    run = found.shown
    if run is None:
        raise ValueError("no run came to its end")
    names = found.names
    ways = ways_over_weeks(run)
    official = run.founding.code[run.founding.team_organisation]
    shown = teams_as_written(found.scenario, names)[:MOST_TEAMS]
    teams = len(shown)
    domains = len(names.domains)
    wordings = Wordings(found.scenario, names, lang)
    in_words = teams <= TEAMS_WITH_WORDS
    titles = [_title(names.team_titles[team], teams) for team in shown]
    above = 0.2 if any("\n" in title for title in titles) else 0.0
    width, height = 13.0, 2.3 + 0.4 * domains + above
    figure = blank(width, height)
    note = texts.words(lang, "practices_note", seed=run.seed)
    if teams < len(names.teams):
        note += texts.words(lang, "practices_some", shown=teams, teams=len(names.teams))
    head(figure, texts.words(lang, "practices_title"), fill(note, 150))
    left, right = 0.225, 0.995
    step = (right - left) / max(teams, 1)
    strip = step * (0.53 if in_words else 0.90)
    order = _most_changed_first(ways, official, list(shown))
    new = {(u, k) for u, k, _ in emerged_practices(run.founding, run.final, run.targets).found}
    for place, team in enumerate(shown):
        axes = figure.add_axes((left + place * step, 0.85 / height, strip, 1.0 - (2.05 + above) / height))
        _strips(axes, ways, team, official[team], order)
        weeks_axis(axes, run.weeks, texts.words(lang, "week"), most=max(3, 14 // (teams + 1)))
        if teams > 3:  # strips stand close: the last week of one must not run into the first of the next
            _inward(axes)
        axes.set_title(titles[place], color=colour(place), fontsize=12.0 if teams <= 3 else 9.0)
        axes.set_yticks(range(domains))
        axes.set_yticklabels([fill(shorten(wordings.domain(k), 64), 36) for k in order] if place == 0 else [])
        for row, k in enumerate(order):
            star = "★ " if (team, k) in new else ""
            said = shorten(wordings.option(k, int(ways.modal[-1, team, k])), 62) if in_words else ""
            if star or said:
                changed = ways.modal[-1, team, k] != official[team, k]
                axes.text(
                    run.weeks * 1.02, row, fill(star + said, 34), fontsize=8.0, va="center", clip_on=False,
                    color="#111111" if changed else "#777777", fontweight="bold" if star else "normal",
                )  # fmt: skip
    others = ways.shares.shape[3] - int(bool((official[list(shown)] >= 0).all()))
    _legend(figure, lang, others)
    return figure


def _title(team: str, teams: int) -> str:
    """Name of a team above its strip: below that of its organisation where they do not fit beside one another."""
    room = 30 if teams <= 3 else 90 // teams
    name = readable(team)
    if len(name) <= room:
        return name
    return "\n".join(shorten(part, room + 4) for part in name.split("/", 1)) if "/" in name else ending(name, room)


def _inward(axes: Axes) -> None:
    """Let the labels of the first and the last week stand within the strip."""
    labels = axes.get_xticklabels()
    if len(labels) > 1:
        labels[0].set_horizontalalignment("left")
        labels[-1].set_horizontalalignment("right")


def _most_changed_first(ways: Ways, official: NDArray[np.int16], teams: list[int]) -> list[int]:
    """Domains by how long, over the teams shown, most members did not follow the official way."""
    if not teams:
        return list(range(ways.shares.shape[2]))
    other = (ways.modal[:, teams] != official[None, teams]).mean(axis=(0, 1))
    return sorted(range(other.size), key=lambda k: (-float(other[k]), k))


def _strips(axes: Axes, ways: Ways, team: int, official: NDArray[np.int16], order: list[int]) -> None:
    """One strip of colour per domain: hue says which option, depth how many follow it."""
    official = official[order]
    modal, share = ways.modal[:, team, order].T, ways.modal_share[:, team, order].T
    pixels = np.ones((*modal.shape, 3))
    for k in range(modal.shape[0]):
        for w in range(modal.shape[1]):
            if modal[k, w] >= 0:
                depth = float(np.clip((share[k, w] - 0.15) / 0.75, 0.12, 1.0))
                pixels[k, w] = 1.0 - depth * (1.0 - np.array(hue(int(modal[k, w]), int(official[k]))))
    weeks = np.array(ways.weeks, np.float64)
    edges = np.concatenate(([weeks[0]], (weeks[1:] + weeks[:-1]) / 2.0, [weeks[-1] + 1e-9]))
    fine = np.linspace(0.0, max(weeks[-1], 1.0), 313)
    column = np.clip(np.searchsorted(edges, (fine[1:] + fine[:-1]) / 2.0, side="right") - 1, 0, weeks.size - 1)
    axes.imshow(
        pixels[:, column], aspect="auto", interpolation="nearest",
        extent=(0.0, max(weeks[-1], 1.0), modal.shape[0] - 0.5, -0.5),
    )  # fmt: skip
    axes.grid(visible=False)
    axes.hlines(np.arange(modal.shape[0] - 1) + 0.5, 0.0, weeks[-1], colors="white", linewidth=3.0)
    axes.tick_params(axis="y", length=0.0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def hue(option: int, official: int) -> tuple[float, float, float]:
    """Grey for the official way at the start; other options in the order of their names."""
    from matplotlib.colors import to_rgb

    if option == official:
        return GREY
    place = option - (1 if 0 <= official < option else 0)
    return to_rgb(HUES[place % len(HUES)])


def _legend(figure: Figure, lang: str, others: int) -> None:
    """Grey, and a hue for each of `others` options that a domain has besides."""
    from matplotlib.lines import Line2D

    def patch(shade: Any, label: str) -> Line2D:
        return Line2D(
            [],
            [],
            color="none",
            marker="s",
            markersize=9.0,
            markerfacecolor=shade,
            markeredgewidth=0.0,
            label=label,
        )

    handles = [patch(GREY, texts.words(lang, "inherited"))]
    for n, shade in enumerate(HUES[:others]):
        sign = f"({'abcdefg'[n]})"
        handles.append(patch(shade, f"{texts.words(lang, 'option')} {sign}" if n < WORDS_IN_LEGEND else sign))
    many = others > WORDS_IN_LEGEND
    figure.legend(
        handles=handles, loc="lower left", ncols=len(handles), bbox_to_anchor=(0.02 if many else 0.24, 0.0),
        columnspacing=1.0 if many else 2.0,
    )  # fmt: skip
