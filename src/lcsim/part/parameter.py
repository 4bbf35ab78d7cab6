"""A number of the model, said once: default, range, unit, wording in two languages, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

ORIGINS: Final[tuple[str, ...]] = ("measured", "estimated", "assumed")
"""How a number is known, from best to worst."""


class Origin(BaseModel):
    """Where a number comes from: ``measured``, ``estimated`` or ``assumed``, and by whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: str
    source: str = ""


@dataclass(frozen=True)
class ParameterFacts:
    """All that is known about one parameter of a part."""

    name: str
    default: float | int
    low: float
    high: float
    unit: str
    wording: str
    dutch: str
    origin: str
    source: str
    lower_bound: float
    upper_bound: float
    whole: bool


def parameter(
    default: float | int,
    *,
    low: float,
    high: float,
    unit: str,
    wording: str,
    dutch: str,
    origin: str = "assumed",
    source: str = "prototype of the default model",
    at_least: float = 0.0,
    at_most: float | None = None,
) -> Any:
    """Declare a parameter of a part.

    Parameters
    ----------
    default
        Starting value. An ``int`` default makes a whole-number parameter.
    low, high
        The plausible range, both ends included: bounds of sweeps and sliders.
    unit
        Unit, or ``"share"``, ``"probability"``, ``"ratio"``.
    wording, dutch
        What it means, for people, in English and Dutch.
    origin, source
        One of `ORIGINS`, and the reference.
    at_least, at_most
        What is allowed at all, both ends included (``at_most=None``: no upper bound).
    """
    if origin not in ORIGINS:
        raise ValueError(f"origin must be one of {ORIGINS}, got {origin!r}")
    extra: dict[str, Any] = {
        "low": low,
        "high": high,
        "unit": unit,
        "dutch": dutch,
        "origin": origin,
        "source": source,
        "at_least": at_least,
        "at_most": at_most,
    }
    return Field(
        default=default, ge=at_least, le=at_most, description=wording, json_schema_extra=extra, allow_inf_nan=False
    )


@cache
def facts_of(model: type[BaseModel]) -> tuple[ParameterFacts, ...]:
    """List the facts of every field of `model` that was declared with `parameter`, in order."""
    found: list[ParameterFacts] = []
    for name, field in model.model_fields.items():
        facts = _facts(name, field)
        if facts is not None:
            found.append(facts)
    return tuple(found)


def _facts(name: str, field: FieldInfo) -> ParameterFacts | None:
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or "dutch" not in extra:
        return None
    known: dict[str, Any] = dict(extra)
    upper = known["at_most"]
    return ParameterFacts(
        name=name,
        default=field.default,
        low=known["low"],
        high=known["high"],
        unit=known["unit"],
        wording=field.description or "",
        dutch=known["dutch"],
        origin=known["origin"],
        source=known["source"],
        lower_bound=known["at_least"],
        upper_bound=float("inf") if upper is None else upper,
        whole=isinstance(field.default, int) and not isinstance(field.default, bool),
    )
