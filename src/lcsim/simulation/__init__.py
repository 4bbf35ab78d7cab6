"""Running communities: founding, schedule, one path for a notebook, a laptop and a cluster; Mesa on top."""

from lcsim.simulation.community import Community
from lcsim.simulation.compiling import compile_model
from lcsim.simulation.layout import Layout, Names
from lcsim.simulation.run import Run, abreast, run, stages
from lcsim.simulation.schedule import Plan, plan
from lcsim.simulation.skeleton import Skeleton, skeleton

__all__ = [
    "Community",
    "Layout",
    "Names",
    "Plan",
    "Run",
    "Skeleton",
    "abreast",
    "compile_model",
    "plan",
    "run",
    "skeleton",
    "stages",
]
