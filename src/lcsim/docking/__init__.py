"""Docking: is the model right? Targets from the literature, and what the engine makes of them.

Two kinds live here and share their records: published results (`lcsim verify`) and patterns of the field
(`lcsim patterns`). The name is that of Axtell, Axelrod, Epstein & Cohen 1996.
"""

from lcsim.docking.verdict import LEVELS, OUTCOMES, Target, Verdict, all_pass, as_json

__all__ = ["LEVELS", "OUTCOMES", "Target", "Verdict", "all_pass", "as_json"]
