"""Figures of published results: one a result, from settings that resolve, beside numbers of the literature, and shown."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lcsim.docking.observing import OBSERVATIONS
from lcsim.docking.target_file import result_files, setting_text
from lcsim.docking.verify import scenario_of

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 60_000


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("canon_figures", ROOT / "experiments" / "canon" / "figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FIGURES: dict[str, Any] = program().figures()


def test_there_is_one_a_result_and_it_is_shown() -> None:
    assert set(FIGURES) == set(result_files())
    page = (ROOT / "docs" / "canon.md").read_text(encoding="utf-8")
    for name in FIGURES:
        assert f"](figures/canon/{name}.png)" in page
        assert 5_000 < (ROOT / "docs" / "figures" / "canon" / f"{name}.png").stat().st_size < MOST_BYTES


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_what_is_drawn_can_be_run(name: str) -> None:
    there = False
    for panel in FIGURES[name]["panels"]:
        lines = panel.get("lines", ())
        for line in [*lines, *([panel["paths"]] if "paths" in panel else [])]:
            settings = dict(line.get("set", {}))
            if lines and not line["over"].startswith("with."):
                settings[line["over"]] = line["at"][-1]
            scenario_of(
                program().scenario_file(line["scenario"]), tuple(f"{k}={setting_text(v)}" for k, v in settings.items())
            )
            assert not lines or line["look"] in OBSERVATIONS
            for key in ("published", "reference"):
                values = line.get(key)
                there |= values is not None
                if isinstance(values, list) and lines:
                    assert len(values) == len(line["at"])
        there |= "formulas" in panel or name == "flache_triad"
    assert there, "a figure shows what others found too"


def test_an_unknown_figure_is_refused() -> None:
    with pytest.raises(SystemExit, match="no such figure: marsh"):
        program().figures(["marsh"])
