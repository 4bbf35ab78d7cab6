"""What the type hints of the models say of the sections of a file; found once for each hint, and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from lcsim.scenario.model import Section

FILLED_IN: Final = frozenset({"Scenario.level", "Intervention.name"})
"""Required fields that resolution fills in."""

INTERNAL: Final = frozenset({"Tables.folder", "Scenario.origins"})
"""Fields that are not written in files."""

BOTH: Final = (
    "is short for one team of its own, and there are teams beside it",
    "keep one of the two; `people: null` beside `teams` takes away that of the base",
)
"""What is wrong with both forms of an organisation at once, and its cure."""

Found = TypeVar("Found")


def of_hint(function: Callable[[Any], Found]) -> Callable[[Any], Found]:
    """Keep what is found of a type hint, by its identity: not all of them can be hashed."""
    kept: dict[int, tuple[Any, Found]] = {}

    @wraps(function)
    def known(hint: Any) -> Found:
        found = kept.get(id(hint))
        if found is None or found[0] is not hint:
            found = kept[id(hint)] = (hint, function(hint))
        return found[1]

    return known


@cache
def fields(section: type[Section]) -> dict[str, Any]:
    """Type hints of the fields of a section by the key used in files."""
    hints = get_type_hints(section, include_extras=True)
    found = {}
    for name, info in section.model_fields.items():
        if f"{section.__name__}.{name}" in INTERNAL:
            continue
        found[info.alias or name] = Annotated[hints[name], *info.metadata] if info.metadata else hints[name]
    return found


@cache
def needed(section: type[Section]) -> tuple[str, ...]:
    """Keys of a section that must be there in a file."""
    return tuple(
        info.alias or name
        for name, info in section.model_fields.items()
        if info.is_required() and f"{section.__name__}.{name}" not in FILLED_IN
    )


@of_hint
def bare(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """The type inside ``Annotated`` and ``| None``, with the annotations."""
    notes: tuple[Any, ...] = ()
    while True:
        if get_origin(hint) is Annotated:
            inner, *more = get_args(hint)
            hint, notes = inner, (*notes, *more)
        elif get_origin(hint) in (Union, UnionType):
            others = [choice for choice in get_args(hint) if choice is not NoneType]
            if len(others) != 1:
                return hint, notes
            hint = others[0]
        else:
            return hint, notes


@of_hint
def optional(hint: Any) -> bool:
    """Whether ``None`` is among the choices."""
    if get_origin(hint) is Annotated:
        return optional(get_args(hint)[0])
    return get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint)


@of_hint
def is_section(hint: Any) -> bool:
    """Whether a type is a section of the file."""
    return isinstance(hint, type) and issubclass(hint, Section)


@of_hint
def is_named(hint: Any) -> bool:
    """Whether a type is a section whose instances have names."""
    return is_section(hint) and "name" in hint.model_fields


@of_hint
def kind_of(hint: Any) -> tuple[Any, tuple[Any, ...], Any]:
    """The type inside with its annotations, and what it is: a `Section`, ``tuple``, ``dict`` or something else."""
    inner, notes = bare(hint)
    return inner, notes, Section if is_section(inner) else get_origin(inner)
