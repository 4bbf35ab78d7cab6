"""What all tests share: a small community, real data, and a model compiled before several workers need it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from lcsim.scenario import Scenario, load_text

LONGEST = (
    "reference_literature", "reference_twins", "nothing_lost", "sweep_executors", "reference_power", "cli_commands",
    "cli_compare", "claims", "mechanisms_learning", "stopping", "carley", "docking_verify",
)  # fmt: skip
"""Files of tests that take longest, the longest first: begun last, one of them would keep one worker busy alone."""

SMALL = Path(__file__).with_name("small.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def small() -> Scenario:
    """A community that runs in some milliseconds."""
    return load_text(SMALL, name="small")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real data and printed values: ``../shared/data`` beside the project, or LCSIM_SHARED_DATA."""
    given = os.environ.get("LCSIM_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("shared data not found: put them beside the project in ../shared/data, or set LCSIM_SHARED_DATA")
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """Workers of pytest-xdist ignore Ctrl-C, and what they start would too: tests of Ctrl-C need it back."""
    if hasattr(config, "workerinput"):
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)  # after pytest-randomly
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest; the others keep their order."""

    def turn(item: pytest.Item) -> int:
        return next((n for n, name in enumerate(LONGEST) if item.path.stem.endswith(name)), len(LONGEST))

    items.sort(key=turn)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the model once before workers of pytest-xdist start, or where tests would hear that it is compiled."""
    from lcsim.chance.compiled import is_cold

    workers = getattr(session.config.option, "numprocesses", None)
    elsewhere = session.config.option.collectonly or hasattr(session.config, "workerinput")
    if not elsewhere and (workers or is_cold()):
        import lcsim
        from lcsim.simulation.compiling import compile_model

        compile_model(lcsim.load("nursing_home"))
