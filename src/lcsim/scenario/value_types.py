"""What the numbers and texts of a scenario may be, and what every section of it is."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SCHEMA: Final = 1
"""Version of the file format."""

MOST_DOMAINS: Final = 128
MOST_OPTIONS: Final = 1000
MOST_KNOWN: Final = 64
"""Options of a domain of which a repertoire (a bit mask) can be kept."""

MOST_PEOPLE: Final = 10_000_000
"""More people than this in one group, or in all, is a slip of the pen."""

AUTHORITY: Final = {"staff": 0.6, "student": 0.3, "leader": 0.9, "facilitator": 0.7}
STUDENT_STAY: Final = 20

FORBIDDEN_IN_NAMES: Final = frozenset(".[]=,:+\"'")


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    """Names appear in paths (``--set``), tables and messages: no blanks at the ends, no path characters."""
    if text != text.strip() or not text.isprintable():
        raise ValueError("a name has no blanks at its ends and no control characters")
    wrong = sorted(FORBIDDEN_IN_NAMES.intersection(text))
    if wrong:
        raise ValueError(f"a name cannot contain {' '.join(wrong)}")
    if text.isdigit():
        raise ValueError("a name cannot be a number")
    return text


def _name_of_a_file(text: str) -> str:
    """Results and files are called so: no folder can be meant."""
    if "/" in text or "\\" in text:
        raise ValueError("results are called so, and a name of files cannot contain / or \\")
    return text


Share = Annotated[float, Field(strict=True, ge=0.0, le=1.0, allow_inf_nan=False)]
Positive = Annotated[float, Field(strict=True, ge=0.0, le=1e12, allow_inf_nan=False)]
Number = Annotated[float, Field(strict=True, ge=-1e12, le=1e12, allow_inf_nan=False)]
Weight = Annotated[float, Field(strict=True, ge=-1.0, le=1.0, allow_inf_nan=False)]
Text = Annotated[str, Field(strict=True, max_length=20_000)]
Name = Annotated[str, Field(strict=True, min_length=1, max_length=100), AfterValidator(_name)]
FileName = Annotated[Name, AfterValidator(_name_of_a_file)]
Label = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
"""What somebody else called something: a column of a table, a team in a roster."""
Week = Annotated[int, Field(strict=True, ge=0, le=100_000)]
MOST_WEEKS: Final = 10_000
Weeks = Annotated[int, Field(strict=True, ge=1, le=MOST_WEEKS)]
Count = Annotated[int, Field(strict=True, ge=0, le=MOST_PEOPLE)]
Copies = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Seed = Annotated[int, Field(strict=True, ge=0, le=2**63 - 1)]

Drawn = Literal["normal", "uniform", "regular"]
Role = Literal["staff", "student", "leader", "facilitator"]
Format = Literal["dialogue", "joint_inquiry", "creative", "reflection", "plenary", "project"]


class Section(BaseModel):
    """A mapping of a scenario file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
