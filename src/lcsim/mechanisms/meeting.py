"""``meet``: one meeting of two people, or of one with many, composed from rules of the catalogue.

The text of a small module with literal imports of the rules of a meeting is written into the cache folder and
imported: numba's disk cache does not work for closures over compiled functions, and a branch on a small code
costs next to nothing. This module holds the default rules; `composed` gives the same for any other choice, so
that nobody compiles what is not used. Adding a variant needs no line here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from lcsim.chance import cache_folder
from lcsim.mechanisms import RULES, class_name
from lcsim.part.names import MEETING_PHASES

OFF = 0

USUAL: Final = tuple(RULES[phase][0] for phase in MEETING_PHASES)
"""The default rules of a meeting."""

ARGUMENTS: Final = {
    "influence": "rules, luck, i, j, trust, distance, voice",
    "observation": "rules, week, luck, i, j, trust, bracket",
    "adoption": "rules, week, luck, i, j, domain, bracket",
    "trust": "rules, week, luck, i, j, slot, distance, learned",
}
"""What a rule of each phase that concerns one other person receives, after the state."""

OF_MANY: Final = "rules, week, luck, i, others, weights, n"
"""What a rule receives that concerns many: rows and weights of the first `n` partners, maybe i among them."""

ANSWERS: Final = {"influence": "", "observation": "-1, False", "adoption": "False", "trust": ""}
"""What a phase that is switched off answers."""


def variant_code(name: str) -> int:
    """Code of a meeting rule within its phase: 1, 2, ... in the order of the catalogue; 0 is off."""
    for names in RULES.values():
        if name in names:
            return names.index(name) + 1
    raise KeyError(name)


def part_of(name: str) -> Any:
    """The class of a rule of a meeting, also while the catalogue is being made."""
    return getattr(import_module(f"lcsim.mechanisms.{name}"), class_name(name))


def every_meeting_rule() -> tuple[str, ...]:
    """All rules of a meeting."""
    return tuple(name for phase in MEETING_PHASES for name in RULES[phase])


def _branches(phase: str, included: Iterable[str], contacts: tuple[str, ...], indent: str, many: bool) -> list[str]:
    """One branch for each rule of a phase, by its code."""
    rows: list[str] = []
    back = "return " if ANSWERS[phase] and not many else ""
    for name in RULES[phase]:
        if name not in included or part_of(name).meets_with not in contacts:
            continue
        rows.append(f"{indent}{'elif' if rows else 'if'} code == {variant_code(name)}:")
        if part_of(name).meets_with != "many":
            rows.append(f"{indent}    {back}{name}_meeting(state, {ARGUMENTS[phase]})")
        elif many:
            rows.append(f"{indent}    {name}_meeting(state, {OF_MANY})")
        else:  # one partner is a crowd of one
            week = "state.clock[WEEK]" if phase == "influence" else "week"
            weight = "trust" if phase == "influence" else "1.0"
            rows.append(f"{indent}    others = np.empty(1, np.int32)")
            rows.append(f"{indent}    weights = np.empty(1)")
            rows.append(f"{indent}    others[0] = j")
            rows.append(f"{indent}    weights[0] = {weight}")
            rows.append(f"{indent}    {name}_meeting(state, rules, {week}, luck, i, others, weights, 1)")
    return rows


def _function(phase: str, head: str, included: tuple[str, ...]) -> str:
    rows = _branches(phase, included, ("one", "seen", "many"), "    ", False)
    return "\n".join([f"def {head}(code, state, {ARGUMENTS[phase]}):", *rows, f"    return {ANSWERS[phase]}".rstrip()])


def source(included: tuple[str, ...] = USUAL) -> str:
    """Text of the generated module with these rules of a meeting; ``meet_many`` only where not all are the usual ones."""
    imports = [f"from lcsim.mechanisms.{name} import {name} as {name}_meeting" for name in included]
    weekly = []
    for name in included:
        if hasattr(import_module(f"lcsim.mechanisms.{name}"), f"{name}_weekly"):
            imports.append(f"from lcsim.mechanisms.{name} import {name}_weekly")
            weekly.append(f"    if code == {variant_code(name)}:\n        {name}_weekly(state, rules, i)")
    alone = [str(variant_code(n)) for n in included if n in RULES["adoption"] and part_of(n).meets_with != "seen"]
    also = "".join(f" or rules.meeting.adoption == {code}" for code in alone)
    crowd = [n for n in included if part_of(n).meets_with == "many"]
    of_crowd = {
        phase: _branches(phase, included, ("many",), "    ", True) or ["    return"]
        for phase in ("influence", "adoption")
    }
    pairwise = {
        phase: " and ".join(
            [f"rules.meeting.{phase} > 0"]
            + [f"rules.meeting.{phase} != {variant_code(n)}" for n in crowd if n in RULES[phase]]
        )
        for phase in ("influence", "adoption")
    }
    text = f'''"""Written from the catalogue of rules by lcsim.mechanisms.meeting; do not edit."""
import numpy as np

from lcsim.chance import compiled, mix
from lcsim.mechanisms.acts import NEWCOMER_WEEKS, value_distance
from lcsim.state.columns import WEEK
{chr(10).join(imports)}

PAIR = np.uint64(0xD1342543DE82EF95)


@compiled
{_function("influence", "influence", included)}


@compiled
def influence_weekly(code, state, rules, i):
{chr(10).join([*weekly, "    return"])}


@compiled
{_function("observation", "observe", included)}


@compiled
{_function("adoption", "adopt", included)}


@compiled
{_function("trust", "update_trust", included)}


@compiled
def voice_of(state, week, j):
    """Authority; of a newcomer, identity."""
    identity = state.identity[j]  # both looked up: a choice, not a branch
    authority = state.authority[j]
    return identity if state.joined[j] > week - NEWCOMER_WEEKS else authority


@compiled
def meet(state, rules, week, luck, i, j, slot, bracket):
    """One meeting: influence, observation, adoption, trust; only i changes unless the variant says mutual."""
    trust = state.tie_trust[i, slot]
    distance = value_distance(state, i, j)
    influence(rules.meeting.influence, state, rules, luck, i, j, trust, distance, voice_of(state, week, j))
    domain, learned = observe(rules.meeting.observation, state, rules, week, luck, i, j, trust, bracket)
    if domain >= 0{also}:
        adopt(rules.meeting.adoption, state, rules, week, luck, i, j, domain, bracket)
    update_trust(rules.meeting.trust, state, rules, week, luck, i, j, slot, distance, learned)
'''
    return (
        text
        + f'''

@compiled
def influence_of_many(code, state, {OF_MANY}):
{chr(10).join(of_crowd["influence"])}


@compiled
def adopt_of_many(code, state, {OF_MANY}):
{chr(10).join(of_crowd["adoption"])}


@compiled
def meet_many(state, rules, week, luck, i, others, weights, n, slots, bracket):
    """One with many partners: rules about many once, the others with one partner after the other.

    `slots`: -1 where partners have no tie with i, otherwise partner e is i's tie e.
    """
    influence_of_many(rules.meeting.influence, state, {OF_MANY})
    pairs_influence = {pairwise["influence"]}
    pairs_adopt = {pairwise["adoption"]}
    if pairs_influence or pairs_adopt or rules.meeting.observation > 0 or (slots and rules.meeting.trust > 0):
        for e in range(n):
            j = others[e]
            if j == i:
                continue
            own = mix(luck ^ (state.key[j] * PAIR))
            distance = value_distance(state, i, j)
            if pairs_influence:
                influence(
                    rules.meeting.influence, state, rules, own, i, j, weights[e], distance, voice_of(state, week, j)
                )
            domain, learned = observe(rules.meeting.observation, state, rules, week, own, i, j, weights[e], bracket)
            if pairs_adopt and (domain >= 0{also}):
                adopt(rules.meeting.adoption, state, rules, week, own, i, j, domain, bracket)
            if slots:
                update_trust(rules.meeting.trust, state, rules, week, own, i, j, e, distance, learned)
    adopt_of_many(rules.meeting.adoption, state, {OF_MANY})


@compiled
def meet_stranger(state, rules, week, luck, i, j, bracket):
    """A meeting of two without a tie: full weight, and no trust that could grow."""
    distance = value_distance(state, i, j)
    influence(rules.meeting.influence, state, rules, luck, i, j, 1.0, distance, voice_of(state, week, j))
    domain, _ = observe(rules.meeting.observation, state, rules, week, luck, i, j, 1.0, bracket)
    if domain >= 0{also}:
        adopt(rules.meeting.adoption, state, rules, week, luck, i, j, domain, bracket)
'''
    )


def load_generated(text: str, stem: str) -> ModuleType:
    """Import `text` as a module kept in the cache folder (or, with no folder, straight from memory)."""
    name = f"lcsim_{stem}_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    if name in sys.modules:
        return sys.modules[name]
    folder = cache_folder()
    if folder is None:
        module = ModuleType(name)
        sys.modules[name] = module
        exec(compile(text, f"<{name}>", "exec"), module.__dict__)
        return module
    path = folder / f"{name}.py"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        scratch = folder / f"{name}.{os.getpid()}.tmp"
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(path)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot import the generated module {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


_generated = load_generated(source(), "meeting")
meet = _generated.meet
meet_many = _generated.meet_many
meet_stranger = _generated.meet_stranger
influence = _generated.influence
influence_weekly = _generated.influence_weekly
voice_of = _generated.voice_of

__all__ = [
    "USUAL",
    "every_meeting_rule",
    "influence",
    "influence_weekly",
    "load_generated",
    "meet",
    "meet_many",
    "meet_stranger",
    "source",
    "variant_code",
    "voice_of",
]
