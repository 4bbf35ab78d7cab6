"""An RO-Crate of a results folder: a Process Run Crate, so that archives and people know what made what.

https://w3id.org/ro/wfrun/process/0.5 on RO-Crate 1.1. Written as plain JSON-LD: the format is small and fixed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from lcsim.experiment.sweep_folder import read_manifest, write_text

NAME: Final = "ro-crate-metadata.json"
PROFILE: Final = "https://w3id.org/ro/wfrun/process/0.5"
CRATE: Final = "https://w3id.org/ro/crate/1.1"
MEDIA: Final = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv": "text/csv",
    ".yaml": "application/yaml",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
LEFT_OUT: Final = frozenset({"chunks"})


def write_crate(folder: Path, manifest: Mapping[str, Any], title: str) -> None:
    """Describe every file of `folder` beside its manifest."""
    text = json.dumps(crate(folder, manifest, title), indent=2, ensure_ascii=False) + "\n"
    write_text(folder / NAME, text)


def crate_of_run(folder: Path) -> None:
    """The same for the folder of `lcsim run`, from its manifest."""
    facts = read_manifest(folder) or {}
    write_crate(folder, facts, f"{facts.get('scenario', '')}: {facts.get('asked', '')} simulated runs")


def crate(folder: Path, manifest: Mapping[str, Any], title: str) -> dict[str, Any]:
    """The crate as JSON-LD: the folder, its files, the program, and the action that made them."""
    files = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in MEDIA and path.name != NAME
        and path.relative_to(folder).parts[0] not in LEFT_OUT
    )  # fmt: skip
    inputs = [name for name in files if name.startswith("scenarios/") or name == "experiment.yaml"]
    results = [name for name in files if name not in inputs]
    version = manifest.get("versions", {}).get("lcsim", "")
    command = " ".join(["lcsim", *manifest.get("command", [])])
    graph: list[dict[str, Any]] = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": CRATE},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": title,
            "description": f"Results of {command}: simulated data, not observations.",
            "datePublished": manifest.get("ended", manifest.get("started", "")),
            "license": {"@id": "https://spdx.org/licenses/CC0-1.0"},
            "conformsTo": {"@id": PROFILE},
            "hasPart": [{"@id": name} for name in files],
            "mentions": {"@id": "#run"},
        },
        {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {
            "@id": "https://spdx.org/licenses/CC0-1.0",
            "@type": "CreativeWork",
            "name": "CC0 1.0 Universal",
            "identifier": "https://spdx.org/licenses/CC0-1.0",
        },
        {
            "@id": "#lcsim",
            "@type": "SoftwareApplication",
            "name": "lcsim",
            "softwareVersion": version,
            "identifier": f"lcsim sources {str(manifest.get('sources', ''))[:16]}",
        },
        {
            "@id": "#run",
            "@type": "CreateAction",
            "name": command,
            "instrument": {"@id": "#lcsim"},
            "object": [{"@id": name} for name in inputs],
            "result": [{"@id": name} for name in results],
            "startTime": manifest.get("started", ""),
            "endTime": manifest.get("ended", ""),
            "description": "Simulated with the seeds that the experiment names; `lcsim rerun` does it again and compares.",
            "actionStatus": "http://schema.org/FailedActionStatus"
            if manifest.get("failed")
            else "http://schema.org/CompletedActionStatus",
        },
    ]
    graph += [
        {"@id": name, "@type": "File", "name": name, "encodingFormat": MEDIA[Path(name).suffix]} for name in files
    ]
    return {"@context": f"{CRATE}/context", "@graph": graph}
