"""Kernels run as ordinary Python from their source text, whole or with one operator replaced.

Text and imports are those of lcsim.mechanisms; only luck is replaced by the twins' own, so that nothing has to
be compiled.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from lcsim.mechanisms import RULES
from lcsim.mechanisms.meeting import every_meeting_rule
from lcsim.mechanisms.meeting import source as source_of_meeting
from lcsim.part import PHASES
from lcsim.state import State, copy_state
from tests.reference import luck
from tests.reference.agreement import Case
from tests.reference.landscape import Landscape

OTHER_WAY: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


def _landscape(state: Any) -> Landscape:
    redraws = [(int(state.redraw_key[d]), float(state.redraw_share[d])) for d in range(state.redraw_count[0])]
    return Landscape(state.partners.tolist(), int(state.landscape_key[0]), redraws)


CHANCE = {
    "compiled": lambda function: function,
    "inlined": lambda function: function,
    "stream_key": lambda *names: np.uint64(luck.name_key(*names)),
    "mix": lambda x: np.uint64(luck.scramble(int(x))),
    "stream": lambda seed, week, rule: np.uint64(
        luck.scramble(
            (luck.scramble((int(seed) + luck.GOLDEN) & luck.MASK) + int(week) * luck.GOLDEN + int(rule)) & luck.MASK
        )
    ),
    "bits": lambda start, who, number: np.uint64(luck.bits(start, who, number)),
    "uniform": luck.uniform,
    "to_share": luck.share,
    "to_open_share": luck.open_share,
    "to_index": luck.index,
    "exponential": luck.exponential,
    "logarithm": luck.logarithm,
    "short_logarithm": luck.short_logarithm,
    "normal_quantile": luck.normal_quantile,
    "gain_in": lambda state, way, domain, option: _landscape(state).gain(way, int(domain), int(option)),
    "quality_in": lambda state, way: _landscape(state).quality(way),
    "renew_contributions": lambda state: _landscape(state).write(state.contributions),
}


def text_of(name: str) -> str:
    """Source text of a module of lcsim.mechanisms; of ``meeting`` the module written from the catalogue."""
    if name == "meeting":
        return source_of_meeting(every_meeting_rule())
    spec = find_spec(f"lcsim.mechanisms.{name}")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).read_text(encoding="utf-8")


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(text_of(name))


def operators(name: str) -> list[tuple[int, str]]:
    """Places of a module where an operator in a function can be turned the other way: (number, "function: text")."""
    return [(at, f"{where}: {ast.unparse(node)}") for at, (where, node) in enumerate(_places(tree_of(name)))]


def _places(tree: ast.Module) -> list[tuple[str, ast.AST]]:
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    found = []
    for function in functions:
        for node in ast.walk(function):
            operator = getattr(node, "op", None) or (getattr(node, "ops", None) or [None])[0]
            if type(operator) in OTHER_WAY:
                found.append((function.name, node))
    return found


class Plain:
    """The modules of lcsim.mechanisms as plain Python; in one of them one operator may be turned."""

    def __init__(self, mutated: str | None = None, place: int = 0) -> None:
        self.mutated, self.place = mutated, place
        self.modules: dict[str, ModuleType] = {}

    def module(self, name: str) -> ModuleType:
        if name not in self.modules:
            tree = tree_of(name)
            if name == self.mutated:
                tree = ast.parse(text_of(name))
                node: Any = _places(tree)[self.place][1]
                if hasattr(node, "op"):
                    node.op = OTHER_WAY[type(node.op)]()
                else:
                    node.ops[0] = OTHER_WAY[type(node.ops[0])]()
            made = ModuleType(f"plain_{name}")
            made.__dict__["__builtins__"] = builtins.__dict__ | {"__import__": self._import}
            self.modules[name] = made
            exec(compile(tree, f"<plain {name}>", "exec"), made.__dict__)
        return self.modules[name]

    def _import(self, name: str, globals_: Any = None, locals_: Any = None, names: Any = (), level: int = 0) -> Any:
        if name == "lcsim.chance":
            return SimpleNamespace(**CHANCE)
        if name.startswith("lcsim.mechanisms."):
            return self.module(name.removeprefix("lcsim.mechanisms."))
        return __import__(name, globals_, locals_, names, level)

    def after(self, case: Case, rule: str) -> State:
        """A copy of the state of a case after the weekly rule."""
        state = copy_state(case.state)
        phase = next(phase for phase in PHASES if rule in RULES[phase])
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            self.function(rule)(state, record_as_names(case.plan.rules), np.uint64(case.seed), case.week)
            if phase in ("arrivals", "departures"):
                self.module("roll").call_roll(state)
        return state

    def function(self, rule: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(self.module(rule), rule)
        return found


def record_as_names(record: Any) -> Any:
    """A record of numbers as names with attributes."""
    if record.dtype.names is None:
        return record.item()
    return SimpleNamespace(**{name: record_as_names(record[name]) for name in record.dtype.names})
