"""The account of a comparison says on what a verdict depends, who loses, and what an effect costs, in 80 columns."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lcsim.analysis.comparison import DEPENDS, compare
from lcsim.analysis.comparison_results import Compared
from lcsim.experiment.compare_arms import Asked, comparison
from lcsim.measures import HEADLINES
from lcsim.plots.draw_comparison import draw_comparison
from lcsim.report.comparison import comparison_account
from lcsim.report.comparison_json import comparison_json
from tests.sweeps import SMALL

SETS, PAIRS = 20, 60
KAPPA = "rules.trust.kappa"


@pytest.fixture
def known(tmp_path: Path) -> tuple[Asked, Compared]:
    """The arm widens the space where kappa is high and narrows it where it is low; quality follows without turning."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    values = np.linspace(0.02, 0.2, SETS)
    rows = "".join(f"s{n},{value}\n" for n, value in enumerate(values))
    (tmp_path / "sets.csv").write_text(f"set,{KAPPA}\n{rows}", encoding="utf-8")
    asked = comparison(tmp_path / "small.yaml", ["talk=enabling_leadership"], ensemble=tmp_path / "sets.csv",
                       replicates=PAIRS)  # fmt: skip
    draws = np.random.default_rng(1)
    which = np.arange(PAIRS) % SETS
    effects = {
        "agreement": np.zeros(PAIRS),
        "level": draws.normal(0.0, 0.2, PAIRS),
        "space": 20.0 * (values[which] - 0.11) + draws.normal(0.0, 0.2, PAIRS),
        "quality": values[which] + draws.normal(0.0, 0.01, PAIRS),
    }
    base = {name: draws.normal(0.5, 0.1, PAIRS) for name in HEADLINES}
    outcomes = {("baseline", name): base[name] for name in HEADLINES}
    outcomes |= {("talk", name): base[name] + effects[name] for name in HEADLINES}
    groups = {("baseline", "quality", ("role", role)): base["quality"] for role in ("staff", "student")}
    groups[("talk", "quality", ("role", "staff"))] = base["quality"] + effects["quality"]
    groups[("talk", "quality", ("role", "student"))] = base["quality"] - effects["quality"]
    weekly = {key: np.stack([np.full(PAIRS, 0.5), column], axis=1) for key, column in outcomes.items()}
    costs = {"baseline": np.zeros((PAIRS, 2)), "talk": np.tile([1500.0, 60000.0], (PAIRS, 1))}
    return asked, Compared(tmp_path, asked.experiment, which, values[:, None], outcomes, costs, groups,
                           np.array([0, 16]), weekly, 0, "parquet")  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("en", ["depends on assumptions", "space depends on trust: kappa.", "-1.", "where it is 0.0768 or less",
                "quality: how much depends on what is assumed", "costs 1,500 hours of staff and 60,000 euros",
                "for each .010", "staff +.1", "students -.1", "level", "cannot be told apart"]),
        ("nl", ["hangt af van aannamen", "ruimte hangt af van trust: kappa.", "waar die 0,0768 of lager is",
                "kwaliteit: hoeveel hangt af van wat wordt aangenomen", "kost 1.500 uur van medewerkers en 60.000 euro",
                "per 0,010", "medewerkers +0,1", "studenten -0,1", "niet te onderscheiden"]),
    ],
)  # fmt: skip
def test_the_account_says_it(known: tuple[Asked, Compared], lang: str, wanted: list[str]) -> None:
    asked, compared = known
    text = comparison_account(asked, compare(compared), lang, "results/x/")
    assert max(map(len, text.splitlines())) <= 80
    said = " ".join(text.split())
    for words in wanted:
        assert words in said, text


def test_json_says_the_same_without_numbers_that_are_none(known: tuple[Asked, Compared]) -> None:
    asked, compared = known
    found = json.loads(json.dumps(comparison_json(asked, compare(compared)), allow_nan=False))
    space = found["arms"]["talk"]["effects"]["space"]
    assert space["verdict"] == DEPENDS
    assert space["assumptions"]["depends_on"] == [KAPPA]
    assert found["arms"]["talk"]["effects"]["quality"]["cost_per_smallest"]["hours"] == pytest.approx(136.0, rel=0.02)
    assert found["arms"]["talk"]["cost"] == {"hours": 1500.0, "euros": 60000.0}


def test_figures_are_drawn_of_it(known: tuple[Asked, Compared], tmp_path: Path) -> None:
    draw_comparison(compare(known[1]), tmp_path / "figures", "nl")
    names = {path.name for path in (tmp_path / "figures").iterdir()}
    assert names == {"forest.png", "forest.svg", "fan_talk.png", "fan_talk.svg"}
    assert "Infinity" not in (tmp_path / "figures/forest.svg").read_text(encoding="utf-8")
