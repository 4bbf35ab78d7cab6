"""Agent-based simulation of learning communities as complex systems.

    >>> import lcsim
    >>> print(lcsim.run("nursing_home"))  # doctest: +SKIP

`load` reads a scenario, `check` lists what is wrong with one, `run` runs it, `compare` compares interventions in it,
`sweep` does all runs of an experiment, and `LearningCommunity` is the same community as a Mesa model. Everything is imported when it is first
asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lcsim.experiment.from_python import sweep
    from lcsim.report.comparing import compare
    from lcsim.report.study import Study, run
    from lcsim.scenario import check_file as check
    from lcsim.scenario import load
    from lcsim.simulation.model import LearningCommunity

_PUBLIC = {
    "load": ("lcsim.scenario", "load"),
    "check": ("lcsim.scenario", "check_file"),
    "run": ("lcsim.report.study", "run"),
    "Study": ("lcsim.report.study", "Study"),
    "compare": ("lcsim.report.comparing", "compare"),
    "sweep": ("lcsim.experiment.from_python", "sweep"),
    "LearningCommunity": ("lcsim.simulation.model", "LearningCommunity"),
}

__all__ = ["LearningCommunity", "Study", "__version__", "check", "compare", "load", "run", "sweep"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("lcsim")
        except PackageNotFoundError:  # a checkout that is not installed
            return "0+unknown"
    if name in _PUBLIC:
        module, attribute = _PUBLIC[name]
        value = getattr(import_module(module), attribute)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'lcsim' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
