"""Digests of the files of a finished folder of results: damage that still reads well is found out too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from lcsim.part import Fault, Faults

KEY: Final = "files"
"""Where the manifest has them, by the path within the folder; folders of before have none."""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hex digits, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


CHANGED: Final = "was changed or damaged since it was written"


def changed_files(folder: Path, manifest: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Those of `names` (paths within the folder) that are not as they were written; without a digest: not looked at."""
    known = manifest.get(KEY)
    if not isinstance(known, dict):
        return []
    return [name for name in names if name in known and _digest(folder / name) != known[name]]


def refuse_changed(folder: Path, manifest: Mapping[str, Any], names: Iterable[str], cure: str) -> None:
    """Refuse files that are not as they were written.

    Parameters
    ----------
    names
        Paths within the folder; those without a digest in the manifest are not looked at.
    cure
        What to do about it.

    Raises
    ------
    Faults
        One for each file that was changed or is gone.
    """
    changed = changed_files(folder, manifest, names)
    if changed:
        raise Faults(Fault(CHANGED, file=str(folder / name), cure=cure) for name in changed)


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""
