"""Texts for people: each one is used, each one that is used is there, in both languages, with the same blanks."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import lcsim
from lcsim.analysis.comparison import VERDICTS
from lcsim.analysis.comparison_results import SCOPES
from lcsim.experiment import NULLS
from lcsim.measures import HEADLINES
from lcsim.part import ROLES
from lcsim.plots.contrasts import LOOKS as OF_CONTRASTS
from lcsim.plots.sweep_texts import TEXTS as OF_SWEEPS
from lcsim.plots.texts import TEXTS as OF_RUNS
from lcsim.plots.tornado import LOOKS
from lcsim.report.texts import TEXTS as OF_REPORT
from lcsim.report.words import Words
from lcsim.scenario.describe_words import WORDS
from lcsim.scenario.model import Stop

ROOM = Path(lcsim.__file__).parent
OF_DESCRIPTION = {lang: {key: texts[n] for key, texts in WORDS.items()} for n, lang in enumerate(("en", "nl"))}
OF_PLOTS = {lang: {**OF_RUNS[lang], **OF_SWEEPS[lang]} for lang in ("en", "nl")}
MADE = {
    "report": {*HEADLINES, *NULLS, *(f"{name}_note" for name in HEADLINES if name != "level"),
               "mean_degree", "density", "isolates", *(f"verdict_{verdict}" for verdict in VERDICTS),
               *(f"stopped_{when}" for when in get_args(Stop.model_fields["when"].annotation) if when != "never"),
               *(f"scope_{scope}" for scope in SCOPES), *(f"role_{role}" for role in ROLES)},
    "plots": {*HEADLINES, *(f"tornado_{look}" for look in LOOKS), "map_grid", "map_triangles",
              "parameters", "founding", "course", "luck", "interaction",
              *(f"contrasts_{look}" for look in OF_CONTRASTS), *(f"forest_{name}" for name in (*HEADLINES, *VERDICTS))},
    "description": {"measured", "estimated", "assumed",
                    *(f"{c}_text" for c in ("emergence", "adaptation", "learning", "sensing", "stochasticity",
                                            "collectives"))},
}  # fmt: skip
"""Keys that code makes up from names of measures, nulls and origins."""
CATALOGUES = {
    "report": (
        OF_REPORT,
        ["report/*.py", "cli/run.py", "cli/analyse.py", "cli/options.py"],
        {"texts.py", "sweep_texts.py", "comparison_texts.py"},
    ),
    "plots": (OF_PLOTS, ["plots/*.py"], {"texts.py", "sweep_texts.py"}),
    "description": (OF_DESCRIPTION, ["scenario/describe.py"], set()),
}
TELLERS = {"w", "words", "Words"}


def trees(rooms: list[str], but: set[str]) -> Iterator[ast.AST]:
    for room in rooms:
        for path in sorted(ROOM.glob(room)):
            if path.name not in but:
                yield ast.parse(path.read_text(encoding="utf-8"))


def literals(node: ast.AST) -> set[str]:
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def is_teller(call: ast.expr) -> bool:
    """``w(...)``, ``self.words(...)``, ``Words(lang)(...)``."""
    if isinstance(call, ast.Call):
        return isinstance(call.func, ast.Name) and call.func.id == "Words"
    name = call.id if isinstance(call, ast.Name) else call.attr if isinstance(call, ast.Attribute) else ""
    return name in TELLERS - {"Words"}


def told(node: ast.expr) -> set[str]:
    """Keys of a first argument: a literal, or one of two."""
    if isinstance(node, ast.IfExp):
        return told(node.body) | told(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_is_used(name: str) -> None:
    catalogue, rooms, but = CATALOGUES[name]
    used = set().union(*(literals(tree) for tree in trees(rooms, but))) | MADE[name]
    assert set(catalogue["en"]) - used == set()


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_that_is_used_is_there_in_both_languages(name: str) -> None:
    catalogue, rooms, but = CATALOGUES[name]
    wanted = set(MADE[name])
    for tree in trees(rooms, but):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and is_teller(node.func):
                for argument in node.args[:2]:  # words of plots have the language before the key
                    wanted |= told(argument)
    wanted -= {"en", "nl"}
    assert len(wanted) > len(catalogue["en"]) / 3, "calls are found"
    for lang in ("en", "nl"):
        assert wanted - set(catalogue[lang]) == set()


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_have_the_same_texts_with_the_same_blanks(name: str) -> None:
    def blanks(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    catalogue = CATALOGUES[name][0]
    assert catalogue["en"].keys() == catalogue["nl"].keys()
    for key, text in catalogue["en"].items():
        assert text.strip()
        assert blanks(text) == blanks(catalogue["nl"][key]), key


@pytest.mark.parametrize(("value", "told"), [(-0.004, "0,00"), (-0.0, "0,00"), (-0.006, "-0,01"), (0.004, "0,00")])
def test_what_is_0_to_people_has_no_sign(value, told):
    assert Words("nl").number(value, 2) == told
    assert Words("nl").share(value) == told
