"""Write the tables of docs/building-blocks.md anew: ``python -m tests.scenario.write_building_blocks``."""

from __future__ import annotations

from pathlib import Path

from lcsim.scenario.building_blocks import filled_in

DOCS = Path(__file__).resolve().parents[2] / "docs" / "building-blocks.md"

if __name__ == "__main__":
    DOCS.write_text(filled_in(DOCS.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
