"""``meet``: one meeting of two people, composed from the catalogue of rules.

The text of a small module with literal imports of every rule of a meeting phase is written from the
catalogue into the cache folder and imported: numba's disk cache does not work for closures over compiled
functions, and a branch on a small code costs next to nothing. Adding a variant needs no line here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from types import ModuleType

from lcsim.chance import cache_folder
from lcsim.mechanisms import RULES, class_name

OFF = 0


def variant_code(name: str) -> int:
    """Code of a meeting rule within its phase: 1, 2, ... in the order of the catalogue; 0 is off."""
    for names in RULES.values():
        if name in names:
            return names.index(name) + 1
    raise KeyError(name)


def _branches(phase: str, call: str, otherwise: str, indent: str = "    ") -> str:
    rows = []
    for number, name in enumerate(RULES[phase], start=1):
        rows.append(f"{indent}{'if' if number == 1 else 'elif'} code == {number}:")
        rows.append(f"{indent}    {call.format(name=name)}")
    rows.append(f"{indent}{otherwise}")
    return "\n".join(rows)


def source() -> str:
    """Text of the generated module."""
    meeting_phases = ("influence", "observation", "adoption", "trust")
    imports = [
        f"from lcsim.mechanisms.{name} import {name} as {name}_meeting" for p in meeting_phases for name in RULES[p]
    ]
    weekly = []
    for number, name in enumerate(RULES["influence"], start=1):
        module = __import__(f"lcsim.mechanisms.{name}", fromlist=["_"])
        if hasattr(module, f"{name}_weekly"):
            imports.append(f"from lcsim.mechanisms.{name} import {name}_weekly")
            weekly.append(f"    if code == {number}:\n        {name}_weekly(state, rules, i)")
    return f'''"""Written from the catalogue of rules by lcsim.mechanisms.meeting; do not edit."""
from lcsim.chance import compiled
from lcsim.mechanisms.acts import NEWCOMER_WEEKS, value_distance
{chr(10).join(imports)}


@compiled
def influence(code, state, rules, luck, i, j, trust, distance, voice):
{_branches("influence", "{name}_meeting(state, rules, luck, i, j, trust, distance, voice)", "return")}


@compiled
def influence_weekly(code, state, rules, i):
{chr(10).join(weekly)}
    return


@compiled
def observe(code, state, rules, week, luck, i, j, trust, bracket):
{_branches("observation", "return {name}_meeting(state, rules, week, luck, i, j, trust, bracket)", "return -1, False")}


@compiled
def adopt(code, state, rules, week, luck, i, j, domain, bracket):
{_branches("adoption", "return {name}_meeting(state, rules, week, luck, i, j, domain, bracket)", "return False")}


@compiled
def update_trust(code, state, rules, week, luck, i, j, slot, distance, learned):
{_branches("trust", "{name}_meeting(state, rules, week, luck, i, j, slot, distance, learned)", "return")}


@compiled
def voice_of(state, week, j):
    """Authority; of a newcomer, identity."""
    if state.joined[j] > week - NEWCOMER_WEEKS:
        return state.identity[j]
    return state.authority[j]


@compiled
def meet(state, rules, week, luck, i, j, slot, bracket):
    """One meeting: influence, observation, adoption, trust; only i changes unless the variant says mutual."""
    trust = state.tie_trust[i, slot]
    distance = value_distance(state, i, j)
    influence(rules.meeting.influence, state, rules, luck, i, j, trust, distance, voice_of(state, week, j))
    domain, learned = observe(rules.meeting.observation, state, rules, week, luck, i, j, trust, bracket)
    if domain >= 0:
        adopt(rules.meeting.adoption, state, rules, week, luck, i, j, domain, bracket)
    update_trust(rules.meeting.trust, state, rules, week, luck, i, j, slot, distance, learned)
'''


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
        scratch = folder / f"{name}.{id(text)}.tmp"
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
influence = _generated.influence
influence_weekly = _generated.influence_weekly
voice_of = _generated.voice_of

__all__ = [
    "class_name",
    "influence",
    "influence_weekly",
    "load_generated",
    "meet",
    "source",
    "variant_code",
    "voice_of",
]
