"""The drawing of the house: imports point down the floors, never to a sister room, never up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "lcsim"

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"part"}),
    frozenset({"state", "chance"}),
    frozenset({"mechanisms", "interventions", "measures"}),
    frozenset({"scenario"}),
    frozenset({"simulation"}),
    frozenset({"experiment"}),
    frozenset({"analysis"}),
    frozenset({"plots", "docking"}),
    frozenset({"report"}),
    frozenset({"web"}),
    frozenset({"cli"}),
)

ONLY_HERE = {"mesa": "simulation", "matplotlib": "plots"}
FROM_FLOOR = {"numpy": 1, "numba": 1, "llvmlite": 1, "scipy": 2, "networkx": 2, "ruamel": 3, "pyarrow": 5, "pandas": 6,
              "SALib": 5, "jinja2": 8, "starlette": 9, "uvicorn": 9, "click": 10, "tqdm": 10, "rich": 10}  # fmt: skip

FILES = sorted(p for p in SOURCE.rglob("*.py") if p.parent != SOURCE)


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def imported(path: Path) -> list[str]:
    """Modules that a file imports anywhere, also inside functions."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            found.append(node.module or "")
    return found


def faults_of(path: Path, room: str) -> list[str]:
    faults = []
    for module in imported(path):
        parts = module.split(".")
        if parts[0] == "lcsim" and len(parts) > 1:
            other = parts[1]
            if other != room and floor_of(other) >= floor_of(room):
                faults.append(f"{room} (floor {floor_of(room)}) imports {other} (floor {floor_of(other)})")
        elif parts[0] in ONLY_HERE and room != ONLY_HERE[parts[0]]:
            faults.append(f"{parts[0]} is only for {ONLY_HERE[parts[0]]}, imported in {room}")
        elif FROM_FLOOR.get(parts[0], 0) > floor_of(room):
            faults.append(f"{parts[0]} belongs to floor {FROM_FLOOR[parts[0]]} and above, imported in {room}")
    return faults


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_point_down(path: Path) -> None:
    assert faults_of(path, path.relative_to(SOURCE).parts[0]) == []


def test_every_room_has_a_floor() -> None:
    rooms = {p.name for p in SOURCE.iterdir() if p.is_dir() and not p.name.startswith("_")}
    assert rooms <= set().union(*FLOORS)


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("from lcsim.simulation import run", "mechanisms"),
        ("from lcsim.measures import PANEL", "mechanisms"),
        ("import mesa", "experiment"),
        ("def f():\n    import matplotlib.figure", "report"),
        ("import numpy", "part"),
    ],
)
def test_the_drawing_notices(tmp_path: Path, text: str, room: str) -> None:
    path = tmp_path / "x.py"
    path.write_text(text)
    assert len(faults_of(path, room)) == 1
