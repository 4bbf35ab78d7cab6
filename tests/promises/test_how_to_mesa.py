"""The page for Mesa users: what it shows can be typed, in its order, and does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import lcsim
from lcsim.simulation.agents import Organisation, Person

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to-mesa.md").read_text(encoding="utf-8")


def test_what_the_page_shows_runs_in_its_order():
    here: dict = {}
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 7
    for number, block in enumerate(blocks):
        exec(compile(block, f"block {number} of how-to-mesa.md", "exec"), here)
        if number == 0:
            assert here["model"].week == 26
        if number == 2:
            study = lcsim.run("nursing_home", weeks=26)
            told = study.series.query("measure == 'space' and scope == 'all'").value.to_list()
            assert here["course"].tolist() == told
        if number == 3:
            assert here["collector"].get_model_vars_dataframe()["week"].to_list() == [27, 28, 29, 30]
    assert here["model"].people.agg("openness", max) <= 0.35
    assert here["model"].people.select(lambda person: person.role == "staff").agg("openness", max) <= 0.1
    here["model"].close()


def test_attributes_that_the_page_names_are_there():
    for kind, begins in ((Person, "A person has "), (Organisation, "An organisation has ")):
        sentence = PAGE[PAGE.index(begins) :].split(".")[0]
        names = re.findall(r"`(\w+)`", sentence)
        assert len(names) > 5
        assert [name for name in names if not hasattr(kind, name)] == []


def test_the_readme_leads_to_it():
    assert "docs/how-to-mesa.md" in (ROOT / "README.md").read_text(encoding="utf-8")
