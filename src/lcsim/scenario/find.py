"""Where scenarios are: an existing file, the package's own catalogue, or ``scenarios/`` of a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from lcsim.part import Fault, Faults
from lcsim.part.faults import suggest


def scenario_folders() -> tuple[Path, ...]:
    """Folders of the shipped catalogue that exist here."""
    inside = Path(str(files("lcsim").joinpath("_scenarios")))
    checkout = Path(__file__).resolve().parents[3] / "scenarios"
    return tuple(folder for folder in (inside, checkout) if folder.is_dir())


def scenario_files() -> dict[str, Path]:
    """Shipped scenarios by name, in alphabetical order."""
    found: dict[str, Path] = {}
    for folder in scenario_folders():
        for path in folder.glob("*.yaml"):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def published_files() -> dict[str, Path]:
    """Shipped scenarios of published models by name (``canon/axelrod``), in alphabetical order."""
    found: dict[str, Path] = {}
    for folder in scenario_folders():
        for path in folder.glob("canon/*.yaml"):
            if not path.name.endswith(".targets.yaml"):
                found.setdefault(f"canon/{path.stem}", path)
    return dict(sorted(found.items()))


def nearest_scenario(text: str) -> str:
    """The shipped scenario that a name probably means, or which there are."""
    published = published_files()
    if f"canon/{text}" in published:
        return f"did you mean 'canon/{text}'?"
    return suggest(text, published if text.startswith("canon/") else scenario_files())


def find_scenario(name: str | Path, beside: Path | None = None) -> Path:
    """The file of a scenario: a path to a file (also relative to `beside`), or a name of the catalogue (``canon/axelrod`` too).

    Raises
    ------
    Faults
        When there is none, with the nearest name.
    """
    text = str(name)
    shipped = scenario_files()
    tried = [Path(text)] if beside is None else [beside / text, beside / f"{text}.yaml"]
    try:
        for path in tried:
            if path.is_file():
                return path
    except (OSError, ValueError):
        pass
    if text in shipped:
        return shipped[text]
    if text.startswith("canon/") and text in published_files():
        return published_files()[text]
    raise Faults([_missing(text, tried)])


def _missing(text: str, tried: list[Path]) -> Fault:
    """What is wrong with a name that is no scenario, and the nearest one that is."""
    name = " ".join(text[:200].split()) or "SCENARIO"
    cure = nearest_scenario(name if name.startswith("canon/") else Path(name).stem)
    if not text.strip():
        return Fault("is empty: name a file or a scenario of the catalogue", file=name, cure=cure)
    try:
        if any(path.is_dir() for path in tried):
            return Fault("is a folder, not a scenario file", file=name)
        if any(path.exists() for path in tried):
            return Fault("is not a regular file", file=name)
    except (OSError, ValueError):
        pass
    if any(sign in text for sign in "/\\") or text.endswith((".yaml", ".yml")):
        near = cure if cure.startswith("did you mean") else ""
        return Fault(
            "there is no such file", file=name, cure=near or "`lcsim scenarios` lists those that come with lcsim"
        )
    own = next((path.with_suffix(end) for path in tried for end in (".yaml", ".yml") if _is_file(path, end)), None)
    if own is not None:
        cure = f"did you mean '{own}'?"
    return Fault("is neither a file nor a scenario of the catalogue", file=name, cure=cure)


def _is_file(path: Path, end: str) -> bool:
    try:
        return path.with_suffix(end).is_file()
    except (OSError, ValueError):
        return False
