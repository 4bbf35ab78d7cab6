"""Experiment files: a question, arms, what is varied and how, how often; every fault at once.

Read as strictly as scenarios. What comes out is complete and frozen: every arm is a resolved scenario, every value
that any point can have was tried in every arm.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StrictBool

from lcsim.experiment.arms import Arm, ArmReader
from lcsim.experiment.design import Design, Factor, count_points
from lcsim.experiment.design_section import DesignReader
from lcsim.experiment.experiment import FULL, Experiment, Record, draft_at, dump_experiment, scenario_at
from lcsim.experiment.factors import FactorReader
from lcsim.experiment.trying import note_overlaps, try_all, try_what_no_arm_changes
from lcsim.part import Fault, Faults
from lcsim.part.faults import suggest
from lcsim.scenario import catalogue as known
from lcsim.scenario.draft import is_scenario
from lcsim.scenario.model import Name, Section, Seed, Text, Weeks
from lcsim.scenario.paths import split_path
from lcsim.scenario.read import read_text, read_yaml
from lcsim.scenario.shape import FAULTY, Shaper, complaint
from lcsim.scenario.tree import Collected, Node, shown
from lcsim.scenario.value_types import FileName

MOST_POINTS: Final = 1_000_000
MOST_RUNS: Final = 10_000_000
FILE: Final = "experiment.yaml"
"""Name of the file in the folder of an experiment."""


__all__ = [
    "Arm",
    "Experiment",
    "Record",
    "draft_at",
    "dump_experiment",
    "experiment_files",
    "find_experiment",
    "read_experiment",
    "read_experiment_text",
    "scenario_at",
]


class RecordKeys(Section):
    """The section ``record``."""

    series: StrictBool = True
    cadence: Weeks = 4
    people_every: Annotated[int, Field(strict=True, ge=0, le=1000)] = 0
    events: StrictBool = False
    groups: StrictBool = False


class ExperimentKeys(Section):
    """The keys of an experiment file; arms, vary and design are read on their own."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    name: FileName | None = None
    question: Text = ""
    scenario: Text | None = None
    arms: Any = None
    vary: Any = None
    design: Any = None
    replicates: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = 20
    seed: Seed = 1
    founding: Literal["own", "shared"] = "own"
    crossing: Literal["full", "in_turn"] = "full"
    weeks: Weeks | None = None
    measures: tuple[Name, ...] | None = Field(default=None, min_length=1)
    record: RecordKeys = RecordKeys()


def experiment_folders() -> tuple[Path, ...]:
    """Folders of experiments: ``experiments`` here, those shipped, those of a checkout."""
    inside = Path(str(files("lcsim").joinpath("_experiments")))
    checkout = Path(__file__).resolve().parents[3] / "experiments"
    return tuple(folder for folder in (Path("experiments"), inside, checkout) if folder.is_dir())


def experiment_files() -> dict[str, Path]:
    """Experiments that can be named, in alphabetical order."""
    found: dict[str, Path] = {}
    for folder in experiment_folders():
        for path in folder.glob(f"*/{FILE}"):
            found.setdefault(path.parent.name, path)
    return dict(sorted(found.items()))


def find_experiment(name: str | Path) -> Path:
    """The file of an experiment: a path to it or to its folder, or the name of a folder of experiments.

    Raises
    ------
    Faults
        When there is none, with the nearest name.
    """
    text = str(name)
    named = experiment_files()
    try:
        for path in (Path(text), Path(text) / FILE):
            if text.strip() and path.is_file():
                return path
    except (OSError, ValueError):
        pass
    if text in named:
        return named[text]
    cure = suggest(Path(text[:200]).stem, named)
    written = " ".join(text[:200].split()) or "EXPERIMENT"
    raise Faults([Fault(f"is neither a file nor a folder with {FILE}", file=written, cure=cure)])


def read_experiment(name: str | Path, tables: bool = True) -> Experiment:
    """Read an experiment from its file, its folder or its name.

    Parameters
    ----------
    tables
        Whether tables of people are needed. Without them the complete scenarios of results tell all but who people are:
        enough to read what came out, not to run it.

    Raises
    ------
    Faults
        Everything that is wrong with it, and with its scenarios.
    """
    path = find_experiment(name)
    shipped = path in experiment_files().values()
    file = f"{path.parent.name}/{path.name}" if shipped and path.is_absolute() else str(path)
    stem = path.resolve().parent.name if path.name == FILE else path.stem
    return read_experiment_text(read_text(path, file), name=stem, folder=path.parent, file=file, tables=tables)


def read_experiment_text(
    text: str, *, name: str = "experiment", folder: str | Path = ".", file: str = "", tables: bool = True
) -> Experiment:
    """The same for a text; `folder` is where its scenario files lie, `name` the one it has if it gives none."""
    faults = Collected()
    root = _root(text, file or f"{name}.yaml", faults)
    if root.mapping() is None:
        faults.add(root.place, f"must be a mapping of sections, got {shown(root.value)}")
        faults.stop()
    if is_scenario(root.mapping() or {}):
        faults.add(
            root.place,
            "is a scenario, not an experiment",
            cure="`lcsim run` runs it; `scenario:` of an experiment names it",
        )
        faults.stop()
    given = Shaper(faults).section(root, ExperimentKeys)
    if given is FAULTY:
        faults.stop()
    keys = {key: info.default for key, info in ExperimentKeys.model_fields.items()} | given
    reader = ArmReader(faults, Path(folder), tables)
    if keys["founding"] == "shared":
        reader.fixed = (("founding.seed", keys["seed"]), ("environment.landscape", keys["seed"]))
    top = root.place
    arms = reader.read(root.get("arms"), root.get("scenario"), top)
    _one_length(faults, arms, keys["weeks"], root)
    vary = FactorReader(faults, arms)
    varied = root.get("vary")
    factors = vary.factors(varied)
    something = varied is not None and (varied.broken or varied.value not in (None, {}))
    factors, design = DesignReader(vary, keys["seed"] % 2**32).design(root.get("design"), factors, top, something)
    note_overlaps(faults, arms, factors, vary.places)
    if design is not None:
        _count(faults, arms, factors, design, keys, root)
    if arms:
        try_all(faults, arms, factors, design, vary.places, root.key_place("design"))
    else:
        try_what_no_arm_changes(faults, reader.only_base(), factors, design, vary.places)
    measures = _measures(root.get("measures"), given.get("measures"), faults)
    if keys["seed"] + keys["replicates"] > 2**63:
        faults.add(root.key_place("seed"), "the seeds of the last replicates are too large", where="seed")
    faults.stop()
    assert design is not None
    record = given.get("record") or {}
    weeks = {arm.scenario.calendar.weeks for arm in arms}
    return Experiment(
        name=keys["name"] or _name(name),
        question=keys["question"],
        scenario=keys["scenario"] or arms[0].base,
        arms=arms,
        factors=factors,
        design=design,
        replicates=keys["replicates"],
        seed=keys["seed"],
        founding=keys["founding"],
        weeks=keys["weeks"] or (weeks.pop() if len(weeks) == 1 else None),
        measures=measures,
        record=Record(**record),
        crossing=keys["crossing"],
        text=text,
    )


def _root(text: str, file: str, faults: Collected) -> Node:
    """The tree of a file; faults of form speak of experiments."""
    try:
        return read_yaml(text, file, faults)
    except Faults as found:
        cure = "`scenario`, `vary` and `design` are what it needs"
        raise Faults(
            replace(
                fault,
                what=fault.what.replace("one file is one scenario", "one file is one experiment"),
                cure=cure if fault.what == "is empty" else fault.cure,
            )
            for fault in found.faults
        ) from None


def _name(text: str) -> str:
    """A name out of that of a file or folder."""
    name = "".join(sign if sign.isalnum() or sign in "_- " else "_" for sign in text).strip()
    return name if complaint(name, Name) is None else f"experiment_{name}"[:100].rstrip()


def _count(
    faults: Collected,
    arms: tuple[Arm, ...],
    factors: tuple[Factor, ...],
    design: Design,
    keys: dict[str, Any],
    root: Node,
) -> None:
    points = count_points(factors, design)
    if points > MOST_POINTS:
        faults.add(
            root.key_place("design"), f"has {points:,} points; at most {MOST_POINTS:,} are possible", where="design"
        )
    elif (runs := (points if keys["crossing"] == FULL else 1) * len(arms) * keys["replicates"]) > MOST_RUNS:
        what = f"makes {runs:,} runs ({points:,} points, {len(arms)} arm{'s' if len(arms) > 1 else ''}); at most {MOST_RUNS:,} are possible"
        faults.add(root.key_place("replicates"), what, where="replicates")


def _one_length(faults: Collected, arms: tuple[Arm, ...], weeks: int | None, root: Node) -> None:
    """A fault where an arm sets a length that `weeks` undoes without a word."""
    for arm in arms:
        own = any(split_path(path) == ["calendar", "weeks"] for path, _ in arm.settings)
        if weeks is not None and own and arm.scenario.calendar.weeks != weeks:
            what = f"all runs last {weeks} weeks, and the arm {shown(arm.name)} sets {arm.scenario.calendar.weeks}"
            faults.add(root.key_place("weeks"), what, where="weeks", cure="leave one of the two out")


def _measures(node: Node | None, given: Any, faults: Collected) -> tuple[str, ...]:
    """Names of measures in the order of the catalogue; all that one run tells by default."""
    catalogue = {name: measure for name, measure in known.measures().items() if measure.needs != "replicates"}
    if given is None or node is None:
        return tuple(catalogue)
    items = node.items() if node.items() is not None else [node]
    seen: set[str] = set()
    for at, item in enumerate(items or []):
        where = f"measures[{at}]"
        if not isinstance(item.value, str):
            continue
        if item.value in seen:
            faults.add(item.place, f"{shown(item.value)} is here twice", where=where)
        elif item.value in known.measures() and item.value not in catalogue:
            what = f"{shown(item.value)} is a measure of many runs together, not of each"
            faults.add(item.place, what, where=where)
        elif item.value not in catalogue:
            cure = suggest(item.value, catalogue)
            faults.add(item.place, f"{shown(item.value)} is not a measure", where=where, cure=cure)
        seen.add(item.value)
    return tuple(name for name in catalogue if name in seen)
