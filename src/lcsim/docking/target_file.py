"""Target files of published results: which runs are made, what is looked at, and what must come out.

They lie beside their scenarios in ``scenarios/canon/`` and are guarded: ``targets.sha256`` holds the SHA-256 of each, so
that no target is moved unseen. ``python -m lcsim.docking.target_file FOLDER`` writes it anew.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from lcsim.docking.target_sections import TargetFile, check_target
from lcsim.part import Fault, Faults
from lcsim.part.faults import suggest
from lcsim.scenario.find import scenario_folders
from lcsim.scenario.read import read_text, read_yaml
from lcsim.scenario.shape import FAULTY, Shaped, Shaper
from lcsim.scenario.tree import Collected, Node, Place, shown

GUARD: Final = "targets.sha256"
ENDING: Final = ".targets.yaml"
KEYS: Final = "`runs` and `targets` are what it needs; docs/canon.md tells their keys"


@dataclass(frozen=True)
class RunSet:
    """Runs of one scenario with one group of settings.

    Attributes
    ----------
    scenario
        File of the scenario.
    settings
        As ``--set`` takes them.
    replicates, quick
        How many runs, in full and with ``--quick`` (0: left out).
    keep
        Weeks to keep states of.
    first_seed
        Seed of the first run; the others follow.
    places
        Where each of the settings stands in the target file: place and path of keys.
    """

    name: str
    scenario: Path
    settings: tuple[str, ...]
    replicates: int
    quick: int
    keep: tuple[int, ...] = ()
    first_seed: int = 1
    places: Mapping[str, tuple[Place, str]] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class Wanted:
    """One target: what is looked at in which runs, and what must come out (see docs/canon.md for the keys)."""

    name: str
    look: str
    given: Mapping[str, Any]
    of: tuple[str, ...]
    rule: Mapping[str, Any]
    level: str
    source: str
    control: bool = False
    statement: str = ""
    quick: bool = True


@dataclass(frozen=True)
class Result:
    """One published result: its runs and targets."""

    name: str
    title: str
    sources: tuple[str, ...]
    runs: Mapping[str, RunSet]
    targets: tuple[Wanted, ...] = field(repr=False)


def canon_folders() -> tuple[Path, ...]:
    """Folders with published results."""
    return tuple(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())


def result_files() -> dict[str, Path]:
    """Target files by the name of the result."""
    found: dict[str, Path] = {}
    for folder in canon_folders():
        for path in sorted(folder.glob(f"*{ENDING}")):
            found.setdefault(path.name.removesuffix(ENDING), path)
    return found


def sha256_of(path: Path) -> str:
    """SHA-256 (hex) of a text file, whatever its line ends."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def guard_text(folder: Path) -> str:
    """What the guard of a folder must say."""
    return "".join(f"{sha256_of(path)}  {path.name}\n" for path in sorted(folder.glob(f"*{ENDING}")))


def read_results(names: Sequence[str] = ()) -> list[Result]:
    """Read the target files of results (default: all that ship).

    Raises
    ------
    Faults
        All that is wrong with names and files, at once.
    """
    faults: list[Fault] = []
    results: list[Result] = []
    for name in names or result_files():
        try:
            results.append(read_result(name))
        except Faults as wrong:
            faults += wrong.faults
    if faults:
        raise Faults(faults)
    return results


def read_result(name: str) -> Result:
    """Read the target file of a result that ships, or any target file, and see that nobody has moved its targets.

    Raises
    ------
    Faults
        There is no such result, the file is not as it must be, or it is not the one that is guarded.
    """
    files = result_files()
    path = files[name] if name in files else Path(name)
    if not path.name.endswith(ENDING):
        raise Faults([Fault(f"'{name}' is not a published result that lcsim reproduces", cure=suggest(name, files))])
    try:
        there = path.is_file()
    except (OSError, ValueError):  # no file can be called so
        there = False
    if not there:
        raise Faults([Fault(f"there is no file {name}")])
    guard = path.parent / GUARD
    guarded = name in files or guard.is_file()
    if guarded and f"{sha256_of(path)}  {path.name}" not in _lines_of(guard):
        what = f"is not the file whose SHA-256 is in {GUARD}: a target was moved"
        cure = f"python -m lcsim.docking.target_file {path.parent.name} writes {GUARD} anew, if that is meant"
        raise Faults([Fault(what, file=path.name, cure=cure)])
    return _read(path.name.removesuffix(ENDING), path)


def _lines_of(guard: Path) -> list[str]:
    return guard.read_text(encoding="utf-8", errors="replace").splitlines() if guard.is_file() else []


def _read(name: str, path: Path) -> Result:
    try:
        return _read_strictly(name, path)
    except Faults as found:
        raise Faults(
            replace(fault, cure=KEYS if "lcsim new" in fault.cure else fault.cure) for fault in found.faults
        ) from None


def _read_strictly(name: str, path: Path) -> Result:
    faults = Collected()
    file = path.name if path in result_files().values() else str(path)
    root = read_yaml(read_text(path, file), file, faults)
    shaper = Shaper(faults)
    data = shaper.section(root, TargetFile)
    if data is FAULTY:
        faults.stop()
    shaped = shaper.shaped
    listed = root.get("runs")
    groups = None if listed is None else listed.mapping()
    known = None if groups is None else set(groups)
    written = data.get("targets", [])
    for number, given in zip(_places(root, written), written, strict=True):
        check_target(given, f"targets[{number}]", known, shaped, faults)
    runs = {run: _runs(run, given, name, path, shaped, faults) for run, given in data.get("runs", {}).items()}
    faults.stop()
    sources, level = tuple(data.get("sources", ())), data.get("level", "distributional")
    targets = [_target(number, given, level, sources) for number, given in enumerate(data["targets"])]
    return Result(name, data.get("title") or name, sources, runs, tuple(targets))


def _runs(run: str, given: Mapping[str, Any], name: str, path: Path, shaped: Shaped, faults: Collected) -> RunSet:
    where = f"runs.{run}"
    written = given.get("scenario") or f"{name}.yaml"
    scenario = _scenario(path, written)
    if not scenario.is_file():
        place = shaped.place(f"{where}.scenario")
        faults.add(place, f"there is no scenario {shown(written)}", where=f"{where}.scenario")
    settings = {f"{key}={setting_text(value)}": f"{where}.set.{key}" for key, value in given.get("set", {}).items()}
    replicates = given.get("replicates", 1)
    quick = given.get("quick")
    return RunSet(
        run, scenario, tuple(settings), replicates, replicates if quick is None else quick, tuple(given.get("keep", ())),
        given.get("first_seed", 1), {text: (shaped.key(key), key) for text, key in settings.items()},
    )  # fmt: skip


def _target(number: int, given: Mapping[str, Any], level: str, sources: Sequence[str]) -> Wanted:
    rule = {
        key: given[key]
        for key in ("wanted", "delta", "se", "between", "above", "below", "crosses", "by")
        if given.get(key) is not None
    }
    source = given.get("source")
    return Wanted(
        given.get("name") or str(number), given["look"], given.get("with", {}), tuple(given["of"]), rule,
        given.get("level") or level, "; ".join(sources) if source is None else source,
        given.get("control", False), given.get("statement", ""), given.get("quick", True),
    )  # fmt: skip


def _places(root: Node, written: Sequence[Any]) -> list[int]:
    """Numbers in the file of the targets that could be read: those of no form have a fault already."""
    node = root.get("targets")
    listed = [] if node is None else node.items() or list((node.mapping() or {}).values())
    kept = [number for number, item in enumerate(listed) if isinstance(item.value, (dict, str))]
    return kept[: len(written)]


def _scenario(path: Path, name: str) -> Path:
    """The scenario beside a target file, or one of the published results that ship."""
    places = [path.parent / name, *(folder / name for folder in canon_folders())]
    return next((place for place in places if place.is_file()), places[0])


def setting_text(value: Any) -> str:
    """A value as ``--set`` reads it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    for chosen in (Path(argument) for argument in sys.argv[1:]):
        (chosen / GUARD).write_text(guard_text(chosen), encoding="utf-8")
