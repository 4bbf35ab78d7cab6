"""Many runs: replicates in this process or in several, and the folder of results that they leave."""

from lcsim.experiment.nulls import NULLS
from lcsim.experiment.outcome import Outcome
from lcsim.experiment.replicates import Replicates, replicates
from lcsim.experiment.results import ResultsFolder
from lcsim.experiment.write import write_results

__all__ = ["NULLS", "Outcome", "Replicates", "ResultsFolder", "replicates", "write_results"]
