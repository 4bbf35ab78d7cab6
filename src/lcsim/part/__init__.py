"""What every part of the model promises: names, ranges, units, wording, origins, sources, faults.

A *part* is one idea of the model in one file: a rule, an intervention or a measure. It is a frozen,
validated set of parameters with a name, a place in the week, the columns it reads and writes, and the
literature it rests on. Validation, error text, ``lcsim describe``, sweep bounds and sliders all read the
same declaration, so that nothing is said twice.
"""

from lcsim.part.choice import ChoiceFacts, choice, choices_of
from lcsim.part.faults import Fault, Faults
from lcsim.part.names import PHASES, ROLES, SESSION_FORMATS, TIE_KINDS
from lcsim.part.parameter import ORIGINS, Origin, ParameterFacts, facts_of, parameter
from lcsim.part.part import InterventionPart, Part, Rule

__all__ = [
    "ORIGINS",
    "PHASES",
    "ROLES",
    "SESSION_FORMATS",
    "TIE_KINDS",
    "ChoiceFacts",
    "Fault",
    "Faults",
    "InterventionPart",
    "Origin",
    "ParameterFacts",
    "Part",
    "Rule",
    "choice",
    "choices_of",
    "facts_of",
    "parameter",
]
