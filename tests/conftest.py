"""What all tests share: where the real data are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real data and printed values: ``../shared/data`` beside the project, or LCSIM_SHARED_DATA."""
    given = os.environ.get("LCSIM_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("shared data not found: put them beside the project in ../shared/data, or set LCSIM_SHARED_DATA")
    return folder
