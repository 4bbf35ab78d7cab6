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


def find_scenario(name: str | Path, beside: Path | None = None) -> Path:
    """The file of a scenario: a path to a file (also relative to `beside`), or a name of the catalogue.

    Raises
    ------
    Faults
        When there is none, with the nearest name.
    """
    text = str(name)
    shipped = scenario_files()
    try:
        tried = [Path(text)] if beside is None else [beside / text, beside / f"{text}.yaml"]
        for path in tried:
            if path.is_file():
                return path
    except (OSError, ValueError):
        pass
    if text in shipped:
        return shipped[text]
    looks_like_path = any(sign in text for sign in "/\\") or text.endswith((".yaml", ".yml"))
    what = "there is no such file" if looks_like_path else "is neither a file nor a scenario of the catalogue"
    raise Faults([Fault(what, file=text[:200], cure=suggest(Path(text[:200]).stem, shipped))])
