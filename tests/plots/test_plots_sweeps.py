"""Figures of sweeps: all text inside, both languages, whatever the numbers are like."""

from __future__ import annotations

import dataclasses
import string
import subprocess
import sys
from functools import cache

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from lcsim.analysis import (
    Estimates,
    Sample,
    Varied,
    difference,
    founding_shares,
    luck_shares,
    morris,
    regression,
    settling,
)
from lcsim.analysis.contrasts import Contrast
from lcsim.analysis.sobol import Sobol
from lcsim.analysis.sweep_findings import analyse
from lcsim.analysis.sweep_results import read_sweep
from lcsim.plots import contrasts, screening, shares, sobol_bars, tornado  # fmt: skip
from lcsim.plots import map as map_plot
from lcsim.plots import settling as settling_plot
from lcsim.plots.draw_sweep import sweep_figures
from lcsim.plots.style import house_style, save
from lcsim.plots.sweep_texts import TEXTS, label, number
from tests.sweeps import sweep_folder

MEASURE = {"en": "space for possible action", "nl": "ruimte voor mogelijk handelen van een persoon"}

ALIKE = settling(np.arange(1.0, 9.0))


@cache
def sobol_found(factors=4, shares=None):
    rng = np.random.default_rng(1)
    value = np.sort(rng.uniform(-0.02, 0.6, factors))
    estimates = Estimates(value, value - 0.1, value + 0.1)
    shares = shares or luck_shares(rng.normal(0, 1, (20, 1)) + rng.normal(0, 1, (20, 5)), draws=5)
    names = tuple(f"organisations.house_{j}.teams.north.control" for j in range(factors))
    return Sobol(names, estimates, estimates, shares, 64)


@cache
def morris_found(factors=4, noise=0.5):
    from SALib.sample.morris import sample

    names = [f"rules.deliberation.parameter_{j}" for j in range(factors)]
    problem = {"num_vars": factors, "names": names, "bounds": [[0, 1]] * factors}
    points = sample(problem, 8, num_levels=4, seed=1)
    rng = np.random.default_rng(1)
    outputs = (points @ np.linspace(0, 3, factors))[:, None] + rng.normal(0, noise, (len(points), 4)) * (noise > 0)
    return morris(Sample(tuple(map(Varied, names)), points, "morris"), outputs, draws=10)


@cache
def regression_found(flat=False):
    rng = np.random.default_rng(1)
    factors = (Varied("a.long.path.to.a_parameter_of_a_rule"), Varied("b"), Varied("rule", categories=("x", "y")))
    points = rng.random((60, 3))
    points[:, 2] = points[:, 2] > 0.5
    signal = (points[:, :1] - 0.5) ** 2 if flat else points @ [[2.0], [-1.0], [0.5]]
    return regression(Sample(factors, points), signal + rng.normal(0, 0.05, (60, 3)), draws=10)


@cache
def map_found(scattered=False, flat=False):
    rng = np.random.default_rng(1)
    factors = (Varied("control", 0.1, 0.8), Varied("interval", 1, 8))
    points = np.array([(a, b) for a in np.linspace(0.1, 0.8, 4) for b in np.linspace(1, 8, 4)])
    points = rng.random((20, 2)) * [0.7, 7] + [0.1, 1] if scattered else points
    zero = np.zeros((len(points), 6))
    effect = zero if flat else (points[:, :1] - 0.4) * 3 + rng.normal(0, 0.3, zero.shape)
    return difference(Sample(factors, points), effect, zero, "control", "interval", smallest=0.2)


@cache
def settling_found(measures=4):
    rng = np.random.default_rng(1)
    names = ("agreement", "level", "space", "quality", "ties", "trust", "reach", "share")
    return {name: settling(rng.normal(0.4 * place, 0.1, 60)) for place, name in enumerate(names[:measures])}


NAN = Estimates(*np.full((3, 4), np.nan))
FOUNDED = founding_shares(np.random.default_rng(1).normal(0, 1, (5, 4, 4)))
FEW = luck_shares(np.random.default_rng(2).normal(0, 1, (6, 5)))


def contrasts_found(measures):
    verdicts = ("higher", "lower", "equivalent", "apart_unclear")
    return {
        f"a rather long name of measure number {n} that does not fit": [
            Contrast("m", f"an arm that has a long name {verdict}", "baseline", n * 0.1, n * 0.1 - 1.0, n * 0.1 + 0.5,
                     verdict, 3, 0, 0, None)
            for verdict in verdicts
        ]
        for n in range(measures)
    }  # fmt: skip


FIGURES = {
    "shares": lambda lang: shares.draw({"agreement": FOUNDED, "level": FEW, "space": FOUNDED}, "an arm", lang),
    "shares_one": lambda lang: shares.draw({"agreement": FEW}, "", lang),
    "contrasts": lambda lang: contrasts.draw(contrasts_found(4), lang),
    "contrasts_one": lambda lang: contrasts.draw(contrasts_found(1), lang),
    "sobol": lambda lang: sobol_bars.draw(sobol_found(), MEASURE[lang], lang),
    "sobol_one": lambda lang: sobol_bars.draw(sobol_found(1), MEASURE[lang], lang),
    "sobol_many": lambda lang: sobol_bars.draw(sobol_found(30), MEASURE[lang], lang),
    "sobol_founding": lambda lang: sobol_bars.draw(sobol_found(shares=FOUNDED), MEASURE[lang], lang),
    "sobol_no_luck": lambda lang: sobol_bars.draw(sobol_found(shares=luck_shares(np.ones((3, 1)))), "x", lang),
    "sobol_nothing": lambda lang: sobol_bars.draw(dataclasses.replace(sobol_found(), first=NAN, total=NAN), "x", lang),
    "tornado": lambda lang: tornado.draw(regression_found(), MEASURE[lang], lang),
    "tornado_doubtful": lambda lang: tornado.draw(regression_found(flat=True), MEASURE[lang], lang),
    "morris": lambda lang: screening.draw(morris_found(), MEASURE[lang], lang),
    "morris_many": lambda lang: screening.draw(morris_found(30), MEASURE[lang], lang),
    "morris_without_luck": lambda lang: screening.draw(morris_found(1, 0.0), MEASURE[lang], lang),
    "settling": lambda lang: settling_plot.draw(settling_found(), lang),
    "settling_one": lambda lang: settling_plot.draw(settling_found(1), lang),
    "settling_long": lambda lang: settling_plot.draw({f"{MEASURE[lang]}, by {n}" * 2: ALIKE for n in "ab"}, lang),
    "settling_many": lambda lang: settling_plot.draw(settling_found(8), lang),
    "map": lambda lang: map_plot.draw(map_found(), "dialogue", "baseline", MEASURE[lang], lang),
    "map_scattered": lambda lang: map_plot.draw(map_found(scattered=True), "dialogue", "baseline", "x", lang),
    "map_alone": lambda lang: map_plot.draw(map_found(), "a long name of an arm", "", MEASURE[lang], lang),
    "map_flat": lambda lang: map_plot.draw(map_found(flat=True), "dialogue", "baseline", "x", lang),
}


@pytest.mark.parametrize(
    ("name", "lang"), [*((name, "nl") for name in FIGURES), *((name, "en") for name in FIGURES if "_" not in name)]
)
def test_all_text_is_inside(name, lang):
    with house_style():
        figure = FIGURES[name](lang)
        FigureCanvasAgg(figure).draw()
        width, height = figure.bbox.width, figure.bbox.height
        everything = figure.findobj(matplotlib.text.Text)
        titles = {text for axes in figure.axes for text in axes.get_children() if text in everything} - {
            text for axes in figure.axes for text in axes.texts
        }
        for text in everything:
            if text.get_visible() and text.get_text().strip():
                box = text.get_window_extent()
                if box.width == 0.0 or (text.get_clip_on() and text not in figure.texts and text not in titles):
                    continue
                assert box.x0 >= -1 and box.x1 <= width + 1, text.get_text()
                assert box.y0 >= -1 and box.y1 <= height + 1, text.get_text()


@pytest.mark.parametrize("name", ["sobol", "morris", "map"])
def test_the_same_bytes_each_time(name, tmp_path):
    with house_style():
        for copy in "ab":
            save(FIGURES[name]("en"), tmp_path / copy, ("svg",))
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_bars_and_marks_stand_where_the_numbers_are():
    with house_style():
        one = shares.draw({"agreement": FOUNDED}, "", "en").axes[0]
        apart = contrasts.draw(contrasts_found(2), "en").axes[1]
    widths = sorted(bar.get_width() for bar in one.patches)
    assert widths == pytest.approx(sorted(np.nan_to_num(FOUNDED.shares.value)))
    marks = [line.get_xdata()[0] for line in apart.lines if line.get_marker() in "^vso"]
    assert marks == pytest.approx([0.1] * 4)
    assert {line.get_marker() for line in apart.lines} >= set("^vso")


def test_luck_beside_sobol_indices_is_the_luck_of_the_account(tmp_path):
    """Two estimates of one share, a figure apart, would be a riddle; and founding has its part in both."""
    rng = np.random.default_rng(2)

    def outcome(experiment, arm, point, replicate):
        return {"space": point[0] + rng.normal(0.0, 0.3)}

    ranges = "organisations.house.control: {low: 0, high: 1}, founding.safety: {low: 0, high: 1}"
    text = f"vary: {{{ranges}}}\ndesign: {{kind: sobol, points: 16}}\nreplicates: 3\nmeasures: [space]"
    found = analyse(read_sweep(sweep_folder(tmp_path / "sobol", text, outcome)))
    with house_style():
        drawn = {name: make() for name, make in sweep_figures(found, "en", {}, str) if "map" not in name}
    bars = [
        [bar.get_width() for bar in axes.patches] for axes in (drawn["sobol_space"].axes[1], drawn["shares"].axes[0])
    ]
    assert bars[0] == bars[1]
    assert sum(bars[0]) == pytest.approx(1.0)


def test_a_doubtful_line_is_told_and_pale():
    with house_style():
        sure, doubtful = (tornado.draw(regression_found(flat=flat), "x") for flat in (False, True))
    assert "do not read" not in sure.texts[1].get_text()
    assert "do not read" in doubtful.texts[1].get_text().replace("\n", " ")
    assert doubtful.axes[0].patches[0].get_alpha() < 1.0


def test_nothing_is_drawn_beyond_the_points():
    with house_style():
        figure = map_plot.draw(map_found(scattered=True), "dialogue", "baseline", "x")
    mesh = figure.axes[0].collections[0]
    assert np.ma.getmaskarray(mesh.get_array()).mean() > 0.05


def test_a_map_says_how_many_points_luck_alone_would_mark():
    with house_style():
        told = map_plot.draw(map_found(), "dialogue", "baseline", "x").texts[1].get_text()
    assert "luck alone would mark up to about" in told.replace("\n", " ")


def test_no_bar_is_cut_off_where_there_are_no_intervals():
    nan = np.full(2, np.nan)
    found = dataclasses.replace(
        sobol_found(2),
        first=Estimates(np.array([-0.6, 0.9]), nan, nan),
        total=Estimates(np.array([0.5, 1.6]), nan, nan),
    )
    with house_style():
        low, high = sobol_bars.draw(found, "x").axes[0].get_xlim()
    assert low < -0.6
    assert high > 1.6


def test_both_languages_have_the_same_texts_with_the_same_blanks():
    def blanks(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert TEXTS["en"].keys() == TEXTS["nl"].keys()
    for key, text in TEXTS["en"].items():
        assert blanks(text) == blanks(TEXTS["nl"][key]), key


def test_labels_and_numbers():
    assert label("a.b_c", None) == "a.b c"
    assert label("a.b_c", {"a.b_c": "control"}) == "control"
    assert number(0.25, "nl") == "0,25"
    with pytest.raises(ValueError, match="no measure"):
        settling_plot.draw({})


def test_pyplot_is_never_touched():
    code = "import sys, lcsim.plots.map, lcsim.plots.screening, lcsim.plots.tornado; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_numbers_of_runs_are_whole():
    rng = np.random.default_rng(3)
    figure = settling_plot.draw({"space": settling(rng.normal(1.0, 0.1, 4))}, "nl")
    figure.canvas.draw()
    labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert labels == ["0", "1", "2", "3", "4"]
