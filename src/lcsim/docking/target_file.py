"""Target files of published results: which runs are made, what is looked at, and what must come out.

They lie beside their scenarios in ``scenarios/canon/`` and are guarded: ``targets.sha256`` holds the SHA-256 of each, so
that no target is moved unseen. ``python -m lcsim.docking.target_file FOLDER`` writes it anew.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from lcsim.docking.observing import OBSERVATIONS
from lcsim.docking.verdict import LEVELS
from lcsim.part import Fault, Faults
from lcsim.part.faults import suggest
from lcsim.scenario.find import scenario_folders

GUARD: Final = "targets.sha256"
ENDING: Final = ".targets.yaml"
RESULT_KEYS: Final = frozenset({"title", "sources", "level", "runs", "targets", "note"})
RUN_KEYS: Final = frozenset({"scenario", "set", "replicates", "quick", "keep", "first_seed"})
TARGET_KEYS: Final = frozenset(
    {"name", "look", "with", "of", "wanted", "delta", "se", "between", "above", "below", "crosses", "level", "source",
     "control", "statement", "by", "quick"}
)  # fmt: skip


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
    """

    name: str
    scenario: Path
    settings: tuple[str, ...]
    replicates: int
    quick: int
    keep: tuple[int, ...] = ()
    first_seed: int = 1


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
    if not path.is_file():
        raise Faults([Fault(f"there is no file {name}")])
    guard = path.parent / GUARD
    guarded = name in files or guard.is_file()
    if guarded and f"{sha256_of(path)}  {path.name}" not in _lines_of(guard):
        what = f"is not the file whose SHA-256 is in {GUARD}: a target was moved"
        cure = f"python -m lcsim.docking.target_file {path.parent.name} writes {GUARD} anew, if that is meant"
        raise Faults([Fault(what, file=path.name, cure=cure)])
    return _read(path.name.removesuffix(ENDING), path)


def _lines_of(guard: Path) -> list[str]:
    return guard.read_text(encoding="utf-8").splitlines() if guard.is_file() else []


def _read(name: str, path: Path) -> Result:
    try:
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise Faults([Fault(f"cannot be read: {error}", file=path.name)]) from None
    faults: list[Fault] = []

    def known(given: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
        for key in given:
            if key not in keys:
                faults.append(Fault("unknown key", file=path.name, where=f"{where}{key}", cure=suggest(key, keys)))

    known(data, RESULT_KEYS, "")
    runs = {}
    for run, given in data.get("runs", {}).items():
        known(given, RUN_KEYS, f"runs.{run}.")
        settings = tuple(f"{key}={setting_text(value)}" for key, value in given.get("set", {}).items())
        runs[str(run)] = RunSet(
            str(run), _scenario(path, given.get("scenario", f"{name}.yaml")), settings, int(given.get("replicates", 1)),
            int(given.get("quick", given.get("replicates", 1))), tuple(given.get("keep", ())), int(given.get("first_seed", 1)),
        )  # fmt: skip
    targets = []
    for number, given in enumerate(data.get("targets", ())):
        where = f"targets[{number}]."
        known(given, TARGET_KEYS, where)
        of = given.get("of", ())
        of = tuple(map(str, of)) if isinstance(of, list) else (str(of),)
        level = given.get("level", data.get("level", "distributional"))
        for run in of:
            if run not in runs:
                faults.append(
                    Fault(f"there are no runs '{run}'", file=path.name, where=f"{where}of", cure=suggest(run, runs))
                )
        if given.get("look") not in OBSERVATIONS:
            faults.append(Fault(f"'{given.get('look')}' is nothing to look at", file=path.name, where=f"{where}look",
                                cure=suggest(str(given.get("look")), OBSERVATIONS)))  # fmt: skip
        if level not in LEVELS:
            faults.append(
                Fault(f"'{level}' is not a level", file=path.name, where=f"{where}level", cure=suggest(level, LEVELS))
            )
        rule = {
            key: given[key]
            for key in ("wanted", "delta", "se", "between", "above", "below", "crosses", "by")
            if key in given
        }
        if not {"wanted", "between", "above", "below"} & set(rule):
            faults.append(
                Fault("says not what must come out: wanted, between, above or below", file=path.name, where=where[:-1])
            )
        source = given.get("source", "; ".join(data.get("sources", ())))
        targets.append(
            Wanted(
                str(given.get("name", number)), str(given.get("look")), given.get("with", {}), of, rule, level, source,
                bool(given.get("control", False)), str(given.get("statement", "")), bool(given.get("quick", True)),
            )
        )  # fmt: skip
    if faults:
        raise Faults(faults)
    return Result(name, str(data.get("title", name)), tuple(data.get("sources", ())), runs, tuple(targets))


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
