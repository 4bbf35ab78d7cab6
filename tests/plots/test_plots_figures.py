"""Figures: there, the same every time, in both languages, and without a trace in the user's settings."""

from __future__ import annotations

import string
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from lcsim.experiment import replicates
from lcsim.plots import FIGURES, draw_all, figures
from lcsim.plots.network import _places
from lcsim.plots.practices import GREY, hue
from lcsim.plots.style import COLOURS, MARKERS, blank, colour, ending, marker, room, shorten, weeks_axis
from lcsim.plots.texts import TEXTS
from lcsim.scenario import load_text


@pytest.fixture(scope="module")
def one(small):
    return replicates(small, [1], nulls=0, keep=range(0, 16, 2))


@pytest.fixture(scope="module")
def many(small):
    return replicates(small, range(1, 6), nulls=0, workers=1)


def test_every_figure_is_saved_and_has_the_same_bytes_each_time(one, tmp_path):
    draw_all(one, tmp_path / "a")
    draw_all(one, tmp_path / "b")
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == sorted(f"{name}.{form}" for name in FIGURES for form in ("svg", "png"))
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_no_date_no_path_inside(one, tmp_path):
    draw_all(one, tmp_path / "a")
    for path in (tmp_path / "a").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "<dc:date>" not in text
        assert str(tmp_path) not in text


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("runs", ["one", "many"])
def test_titles_say_what_is_seen_and_all_text_is_inside(request, runs, lang):
    for name, figure in figures(request.getfixturevalue(runs), lang):
        FigureCanvasAgg(figure).draw()
        width, height = figure.bbox.width, figure.bbox.height
        for text in figure.findobj(matplotlib.text.Text):
            if text.get_visible() and text.get_text().strip():
                box = text.get_window_extent()
                assert box.x0 >= -1 and box.x1 <= width + 1, (name, text.get_text())
                assert box.y0 >= -1 and box.y1 <= height + 1, (name, text.get_text())
        assert len(figure.texts[0].get_text()) > 20


def test_the_users_settings_stay_as_they_are(one, tmp_path):
    with matplotlib.rc_context({"font.size": 33.0, "axes.grid": False}):
        before = dict(matplotlib.rcParams)
        draw_all(one, tmp_path / "a")
        assert dict(matplotlib.rcParams) == before


def test_pyplot_and_windows_are_never_touched(tmp_path):
    code = (
        "import sys, lcsim.plots.draw, matplotlib.figure\n"
        "from lcsim.plots.style import blank, house_style, save\n"
        "from pathlib import Path\n"
        f"save(blank(1, 1), Path({str(tmp_path / 'x')!r}))\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("teams", [0, 1, 7, 30])
def test_any_number_of_teams_can_be_drawn(teams):
    people = "{name: staff, count: 3}, {name: pupils, role: student, count: 1, stay: 4}"
    listed = ", ".join(f"{{name: team{t}, people: [{people}]}}" for t in range(teams))
    text = f"""
schema: 1
calendar: {{weeks: 4}}
values: [care]
practices: {{domains: 3, options: 2, complexity: 1}}
organisations: [{{name: house, teams: [{listed}]}}]
interventions: [{{kind: enabling_leadership, start: 1, end: 3}}]
environment: {{disturbances: [{{week: 2, share: 0.5}}]}}
"""
    found = replicates(load_text(text, name="teams"), [1, 2], nulls=0)
    for _, figure in figures(found):
        FigureCanvasAgg(figure).draw()


def test_both_languages_have_the_same_texts_with_the_same_blanks():
    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert TEXTS["en"].keys() == TEXTS["nl"].keys()
    for key, text in TEXTS["en"].items():
        assert blanks(text) == blanks(TEXTS["nl"][key]), key


def test_teams_differ_in_colour_or_shape():
    looks = {(colour(t), marker(t)) for t in range(len(COLOURS) * len(MARKERS))}
    assert len(looks) == len(COLOURS) * len(MARKERS)


def test_grey_is_the_official_way_and_no_other():
    assert hue(2, 2) == GREY
    others = [hue(q, 2) for q in (0, 1, 3)]
    assert len(set(others)) == 3
    assert GREY not in others


def test_places_do_not_depend_on_luck_and_stay_inside():
    weight = np.ones((12, 12)) - np.eye(12)
    team = np.repeat([0, 1, 2], 4)
    places = _places(weight, team)
    np.testing.assert_array_equal(places, _places(weight, team))
    assert np.abs(places).max() <= 1.0 + 1e-12
    assert np.unique(np.round(places, 6), axis=0).shape[0] == 12
    assert _places(np.zeros((0, 0)), np.zeros(0, np.int32)).shape == (0, 2)


def test_axes_have_room():
    assert room(0.5, 0.5, 0.3, 0.0, 1.0) == (pytest.approx(0.35), pytest.approx(0.65))
    assert room(0.0, 0.1, 0.3, 0.0, 1.0) == (0.0, pytest.approx(0.3))
    assert room(0.95, 1.0, 0.3, 0.0, 1.0) == (pytest.approx(0.7), 1.0)


def test_long_names_are_shortened():
    assert shorten("how meals are eaten", 12) == "how meals…"
    assert ending("organisation_1/team", 7) == "…1/team"
    assert shorten("short", 12) == ending("short", 12) == "short"


FIRMS = """
schema: 1
title: Twelve firms
dutch_title: Twaalf bedrijven
calendar: {weeks: 6}
values: [care, order]
practices: {domains: 3, options: 3}
organisations:
  - {name: zeta, teams: [{name: one, people: 3}]}
  - {name: firm, count: 11, teams: [{name: shop, people: 3}]}
"""
WRITTEN = [
    "one",
    "firm 1/shop",
    "firm 2/shop",
    "firm 3/shop",
    "firm 4/shop",
    "firm 5/shop",
    "firm 6/shop",
    "firm 7/shop",
]


ALONE = ["one", *(f"firm {number}" for number in range(1, 12))]
"""The same where an organisation has one team: by its name."""


@pytest.fixture(scope="module")
def firms():
    return replicates(load_text(FIRMS), [1], nulls=0, keep=range(0, 7, 2))


def labels_of(figure) -> list[str]:
    return [text.get_text() for legend in figure.legends for text in legend.get_texts()]


def test_teams_stand_in_the_order_of_the_scenario(firms):
    """Not firm 1, firm 10, firm 11, and zeta last, as their names would have it; the same colours in all figures."""
    drawn = dict(figures(firms))
    assert firms.names.team_titles[:3] == ("firm_1/shop", "firm_10/shop", "firm_11/shop")
    assert labels_of(drawn["fan_chart"])[:8] == WRITTEN
    assert labels_of(drawn["values"])[:6] == WRITTEN[:6]
    for panel in drawn["network"].axes:  # too many for a legend: beside their people, all of them
        beside = [text.get_text() for text in panel.texts if text.get_text() in ALONE]
        assert beside == ALONE
    assert not set(labels_of(drawn["network"])) & set(WRITTEN)
    titles = [axes.get_title(loc="left").replace("\n", "/") for axes in drawn["practices"].axes]
    assert titles[:6] == WRITTEN[:6]
    first = drawn["fan_chart"].axes[0].get_lines()[0]
    team = firms.names.team_titles.index("one")
    assert first.get_ydata() == pytest.approx(firms.done[0].weekly("agreement", team), nan_ok=True)
    assert first.get_color() == drawn["values"].axes[0].get_lines()[0].get_color() == colour(0)


@pytest.mark.parametrize(("lang", "title"), [("en", "Twelve firms"), ("nl", "Twaalf bedrijven")])
def test_the_title_of_a_scenario_is_in_the_language_of_the_figure(firms, small, lang, title):
    def heading(found):
        return next(figure for name, figure in figures(found, lang) if name == "fan_chart").texts[0].get_text()

    assert heading(firms) == title
    assert heading(replicates(small, [1], nulls=0)).startswith("Small: ")  # a name is all it has


@pytest.mark.parametrize(
    ("weeks", "most", "ticks"),
    [
        (20, 3, [0, 10, 20]),
        (60, 7, [0, 10, 20, 30, 40, 50, 60]),
        (156, 7, [0, 26, 52, 78, 104, 130, 156]),
        (156, 3, [0, 52, 104, 156]),
        (62, 7, [0, 13, 26, 39, 52]),
        (1, 7, [0, 1]),
        (0, 7, [0]),
    ],
)
def test_weeks_are_round_and_end_in_the_last_where_they_can(weeks, most, ticks):
    axes = blank(4.0, 3.0).add_subplot()
    weeks_axis(axes, weeks, "week", most)
    assert axes.get_xticks().tolist() == ticks


@pytest.mark.parametrize("options", [2, 3, 9])
def test_the_legend_of_ways_has_as_many_as_there_are_and_fits(options):
    ways = f"practices: {{domains: 3, options: {options}, complexity: 1}}\n"
    text = f"schema: 1\ncalendar: {{weeks: 3}}\nvalues: [care]\n{ways}"
    found = replicates(
        load_text(text + "organisations: [{name: a, teams: [{name: b, people: 4}]}]\n"), [1], nulls=0, keep=[0, 3]
    )
    english = dict(figures(found))["practices"]
    ways = [f"another way ({sign})" for sign in "abc"] + [f"({sign})" for sign in "defg"]
    assert labels_of(english) == ["the official way at the start", *ways[: options - 1]]
    for figure in (english, dict(figures(found, "nl"))["practices"]):
        FigureCanvasAgg(figure).draw()
        assert figure.legends[0].get_window_extent().x1 <= figure.bbox.width
