"""A word of the model, said once: which words there are, the default, and what it is about, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field


@dataclass(frozen=True)
class ChoiceFacts:
    """All that is known about one parameter of a part that is a word; compiled rules see its place in `words`."""

    name: str
    default: str
    words: tuple[str, ...]
    wording: str
    dutch: str
    source: str


def choice(default: str, *, wording: str, dutch: str, source: str = "our assumption") -> Any:
    """Declare a parameter of a part that is a word; its annotation is the ``Literal`` of all words.

    Parameters
    ----------
    default
        The word to start from.
    wording, dutch
        What it means, for people, in English and Dutch.
    source
        Where the choice comes from.
    """
    return Field(default=default, description=wording, json_schema_extra={"chosen_dutch": dutch, "source": source})


@cache
def choices_of(model: type[BaseModel]) -> tuple[ChoiceFacts, ...]:
    """List the facts of every field of `model` that was declared with `choice`, in order."""
    found: list[ChoiceFacts] = []
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        if not isinstance(extra, dict) or "chosen_dutch" not in extra:
            continue
        if get_origin(field.annotation) is not Literal:
            raise TypeError(f"{model.__name__}.{name}: a choice is annotated with a Literal")
        words = tuple(str(word) for word in get_args(field.annotation))
        found.append(
            ChoiceFacts(
                name, field.default, words, field.description or "", str(extra["chosen_dutch"]), str(extra["source"])
            )
        )
    return tuple(found)
