"""The network of ties at the start, in the middle and at the end: everybody in the same place."""

from __future__ import annotations

from collections import Counter
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis import readable, teams_as_written
from lcsim.experiment import Replicates
from lcsim.part.names import FACILITATOR, LEADER, STUDENT
from lcsim.plots import texts
from lcsim.plots.style import INK, blank, colour, head, marker, shorten
from lcsim.simulation import Names, Run
from lcsim.state import State, people

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PEOPLE: Final = 240
MOST_IN_LEGEND: Final = 6
STEPS: Final = 120


def draw(found: Replicates, lang: str = "en") -> Figure:
    """Draw the networks of the shown run."""
    run = found.shown
    if run is None:
        raise ValueError("no run came to its end")
    weeks = sorted({0, run.weeks // 2, run.weeks})
    order = np.array(teams_as_written(run.scenario, run.names), np.int64)
    team = np.argsort(order)[run.founding.seat_team]  # by its place among the teams as they are written
    seats = _seats(team)
    team = team[seats]
    titles = [run.names.team_titles[t] for t in order]
    figure = blank(4.6 * len(weeks), 6.2)
    note = texts.words(lang, "network_note", seed=run.seed)
    total = run.founding.seat_key.shape[0]
    if seats.size < total:
        note += texts.words(lang, "network_some", shown=seats.size, people=total)
    head(figure, texts.words(lang, "network_title"), fill(note, 56 * len(weeks)))
    trusts = [_between_seats(run.snapshots[week], seats) for week in weeks]
    places = _places(np.maximum.reduce([np.nan_to_num(t) for t in trusts]), team)
    for n, (week, trust) in enumerate(zip(weeks, trusts, strict=True)):
        axes = figure.add_axes(((n + 0.02) / len(weeks), 0.085, 0.96 / len(weeks), 0.66))
        _panel(axes, run, week, seats, team, trust, places, lang)
        if np.unique(team).size > MOST_IN_LEGEND:
            _names(axes, [names_beside(run.names)[t] for t in order], team, places)
    _legend(figure, titles, team, lang)
    return figure


def _seats(team: NDArray[np.int64]) -> NDArray[np.intp]:
    """Seats that are drawn: of whole teams, as many as can be told apart."""
    sizes = np.bincount(team)
    shown = np.flatnonzero(np.cumsum(sizes) <= MOST_PEOPLE)
    seats = np.flatnonzero(np.isin(team, shown))
    return seats if seats.size else np.arange(min(team.size, MOST_PEOPLE))


def _between_seats(state: State, seats: NDArray[np.intp]) -> NDArray[np.float64]:
    """Trust between the holders of seats, the higher of both ways, float64[n, n]; NaN without a tie."""
    n = seats.size
    place = np.full(people(state) + 1, -1)
    held = state.seat_row[seats]
    place[held[held >= 0]] = np.flatnonzero(held >= 0)
    trust = np.full((n, n), np.nan)
    for a in range(n):
        i = held[a]
        if i < 0:
            continue
        for e in range(state.tie_count[i]):
            b = place[state.tie_to[i, e]]
            if b >= 0:
                trust[a, b] = trust[b, a] = np.fmax(trust[a, b], state.tie_trust[i, e])
    return trust


def _places(weight: NDArray[np.float64], team: NDArray[np.int64]) -> NDArray[np.float64]:
    """Where each seat is drawn, float64[n, 2]: the same for all weeks, and without luck.

    Springs (Fruchterman & Reingold 1991) say who is near whom; each team then gets an island of its own, so
    that ties between teams can be seen.
    """
    n = weight.shape[0]
    if n == 0:
        return np.zeros((0, 2))
    teams, inverse = np.unique(team, return_inverse=True)
    around = 0.75 * np.pi - 2.0 * np.pi * np.arange(teams.size) / teams.size
    centres = np.column_stack((np.cos(around), np.sin(around)))
    if teams.size == 1:
        centres[:] = 0.0
    rank = np.zeros(n)
    for t in range(teams.size):
        own = inverse == t
        rank[own] = np.arange(own.sum()) / max(own.sum(), 1)
    spin = 2.0 * np.pi * rank + 0.7 * inverse
    radius = 0.35 + 0.25 * (np.arange(n) % 2)
    places = centres[inverse] + np.column_stack((np.cos(spin), np.sin(spin))) * radius[:, None]
    ideal = 1.5 / np.sqrt(n)
    for step in range(STEPS):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.01)
        force = ideal**2 / distance**2 - weight * distance / ideal * 0.35
        move = (apart * force[:, :, None]).sum(axis=1)
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1.0 - step / STEPS) + 0.002
        places = places + move * (np.minimum(length, heat) / length)[:, None]
    island = 1.0 if teams.size == 1 else min(0.62, 0.92 * np.sin(np.pi / teams.size))
    for t in range(teams.size):
        own = inverse == t
        around_mean = places[own] - places[own].mean(axis=0)
        widest = max(float(np.sqrt((around_mean**2).sum(axis=1)).max()), 1e-9)
        places[own] = centres[t] + around_mean * (island / widest)
    low, high = places.min(axis=0), places.max(axis=0)
    return np.asarray((places - (low + high) / 2.0) / max(float((high - low).max()) / 2.0, 1e-9))


def _panel(
    axes: Axes, run: Run, week: int, seats: NDArray[np.intp], team: NDArray[np.int64],
    trust: NDArray[np.float64], places: NDArray[np.float64], lang: str,
) -> None:  # fmt: skip
    from matplotlib.collections import LineCollection

    state = run.snapshots[week]
    a, b = np.nonzero(np.triu(~np.isnan(trust), 1))
    strength = trust[a, b]
    across = team[a] != team[b]
    for between, shade, order in ((False, (0.55, 0.55, 0.55), 1.0), (True, (0.1, 0.1, 0.1), 2.0)):
        chosen = across == between
        lines = np.stack((places[a[chosen]], places[b[chosen]]), axis=1)
        colours = [(*shade, alpha) for alpha in np.clip(0.12 + 0.55 * strength[chosen], 0.0, 0.85)]
        axes.add_collection(
            LineCollection(list(lines), colors=colours, linewidths=0.3 + 1.7 * strength[chosen], zorder=order)
        )
    held = state.seat_row[seats]
    there = held >= 0
    role = np.where(there, state.role[np.maximum(held, 0)], -1)
    smaller = min(1.0, (60.0 / max(seats.size, 1)) ** 0.5)
    for t in np.unique(team):
        own = (team == t) & there
        for who, size, fill_it, edge in (
            (own & (role == STUDENT), 62.0, False, 1.9),
            (own & (role != STUDENT) & (role != LEADER) & (role != FACILITATOR), 72.0, True, 0.8),
            (own & ((role == LEADER) | (role == FACILITATOR)), 150.0, True, 1.8),
        ):
            axes.scatter(
                places[who, 0], places[who, 1], s=size * smaller, marker=marker(int(t)), zorder=3.0,
                linewidths=edge,                facecolors=colour(int(t)) if fill_it else "white",
                edgecolors=("#111111" if size > 100 else "white") if fill_it else colour(int(t)),
            )  # fmt: skip
    axes.set_title(texts.words(lang, "network_panel", week=week), fontsize=12.0, pad=22.0)
    facts = texts.words(
        lang, "network_facts", people=int(there.sum()), ties=a.size,
        between=f"{100.0 * across.mean():.0f}%" if a.size else "0%",
        trust=texts.decimal(float(strength.mean()), 2, lang) if a.size else "–",
    )  # fmt: skip
    axes.text(0.0, 1.02, facts, transform=axes.transAxes, fontsize=8.5, color="#555555", va="bottom")
    axes.set_xlim(-1.12, 1.12)
    axes.set_ylim(-1.12, 1.12)
    axes.set_axis_off()


def names_beside(names: Names) -> list[str]:
    """What teams are called beside their people: short for those whose title has their organisation too.

    Where it has no other team, the organisation's name will do; elsewhere the team's, if no other has it.
    """
    number = Counter(names.team_organisation)
    short = [
        title if "/" not in title else names.organisations[o] if number[o] == 1 else team
        for title, team, o in zip(names.team_titles, names.teams, names.team_organisation, strict=True)
    ]
    again = Counter(short)
    return [title if again[name] > 1 else name for name, title in zip(short, names.team_titles, strict=True)]


def _names(axes: Axes, titles: list[str], team: NDArray[np.int64], places: NDArray[np.float64]) -> None:
    """Names of many teams beside their people, on the side away from the middle: a legend would only have some."""
    from matplotlib import patheffects

    halo = [patheffects.withStroke(linewidth=2.5, foreground="white")]
    for t in np.unique(team):
        own = places[team == t]
        low, high = own.min(axis=0), own.max(axis=0)
        x, y = (low + high) / 2.0
        beside = "left" if x < -0.6 else "right" if x > 0.6 else "center"
        axes.text(
            {"left": low[0], "right": high[0], "center": x}[beside], high[1] + 0.04 if y >= 0.0 else low[1] - 0.04,
            shorten(readable(titles[t]), 24), fontsize=7.0, color=INK, ha=beside, va="bottom" if y >= 0.0 else "top",
            path_effects=halo, zorder=4.0,
        )  # fmt: skip


def _legend(figure: Figure, titles: list[str], team: NDArray[np.int64], lang: str) -> None:
    from matplotlib.lines import Line2D

    def sign(shape: str, label: str, **look: object) -> Line2D:
        return Line2D([], [], color="none", marker=shape, label=label, **look)  # type: ignore[arg-type]

    handles = [
        sign(marker(int(t)), shorten(readable(titles[t]), 22), markerfacecolor=colour(int(t)),
             markeredgecolor="white", markersize=9.0)
        for t in np.unique(team)
        if np.unique(team).size <= MOST_IN_LEGEND
    ]  # fmt: skip
    handles += [
        sign("o", texts.words(lang, "staff"), markerfacecolor="#777777", markeredgecolor="white",
             markersize=9.0),
        sign("o", texts.words(lang, "student"), markerfacecolor="white", markeredgecolor="#777777",
             markeredgewidth=1.9, markersize=8.0),
        sign("o", texts.words(lang, "leading"), markerfacecolor="#777777", markeredgecolor="#111111",
             markeredgewidth=1.8, markersize=12.0),
    ]  # fmt: skip
    columns = len(handles) if len(handles) <= 7 else -(-len(handles) // 2)
    figure.legend(handles=handles, loc="lower center", ncols=columns, bbox_to_anchor=(0.5, 0.0))
