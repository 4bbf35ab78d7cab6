"""Writing the complete form of a scenario as YAML that reads back as the same scenario."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from pydantic import BaseModel

from lcsim.scenario.hints import INTERNAL
from lcsim.scenario.model import Scenario
from lcsim.scenario.read import scalar

PLAIN_TEXT: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_ ()/.'-]*[A-Za-z0-9_)]\Z|[A-Za-z_]\Z")
WIDEST: Final = 110
IN_HALVES: Final = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\.")


def dump(scenario: Scenario) -> str:
    """YAML of the complete form, the same text for the same scenario; ``load_text(dump(s)) == s``.

    Tables are named relative to their folder: load it with that folder.
    """
    return "\n".join([*as_lines(as_data(scenario), 0), ""])


def as_data(scenario: Scenario) -> dict[str, Any]:
    """Plain data of the complete form, shaped like a file (origins as a section of their own)."""
    data: dict[str, Any] = _plain(scenario)
    if data.get("tables") is None:
        data.pop("tables", None)
    data["rules"] = {name: _plain(scenario.rules[name]) for name in scenario.rules}
    data["origins"] = {
        path: {"origin": origin.origin, **({"source": origin.source} if origin.source else {})}
        for path, origin in scenario.origins.items()
    }
    if not data["origins"]:
        del data["origins"]
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        kept = {}
        for name, info in type(value).model_fields.items():
            child = getattr(value, name)
            if f"{type(value).__name__}.{name}" not in INTERNAL and child is not None:
                kept[info.alias or name] = _plain(child)
        return kept
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(child) for child in value]
    return value


def as_lines(data: dict[str, Any], depth: int) -> list[str]:
    """Lines of YAML for plain data, indented by `depth` steps."""
    lines: list[str] = []
    for key, value in data.items():
        lines.extend(_entry(f"{'  ' * depth}{written(key)}:", value, depth))
    return lines


def _entry(head: str, value: Any, depth: int) -> list[str]:
    flow = _flow(value)
    if flow is not None and len(head) + 1 + len(flow) <= WIDEST:
        return [f"{head} {flow}"]
    if isinstance(value, dict):
        return [head, *as_lines(value, depth + 1)]
    if isinstance(value, list):
        return [head, *_listed(value, depth + 1)]
    return [f"{head} {written(value)}"]


def _listed(items: list[Any], depth: int) -> list[str]:
    lines: list[str] = []
    indent = "  " * depth
    for item in items:
        flow = _flow(item)
        if flow is not None and len(indent) + 2 + len(flow) <= WIDEST:
            lines.append(f"{indent}- {flow}")
        elif isinstance(item, dict):
            inner = as_lines(item, depth + 1)
            lines.append(f"{indent}- {inner[0].lstrip()}")
            lines.extend(inner[1:])
        elif isinstance(item, list):
            lines.append(f"{indent}-")
            lines.extend(_listed(item, depth + 1))
        else:
            lines.append(f"{indent}- {written(item)}")
    return lines


def _flow(value: Any) -> str | None:
    """One line for mappings and lists that hold single values only."""
    if isinstance(value, dict):
        if any(isinstance(child, (dict, list)) for child in value.values()):
            return None
        return "{" + ", ".join(f"{written(key)}: {written(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        if any(isinstance(child, (dict, list)) for child in value):
            return None
        return "[" + ", ".join(written(child) for child in value) + "]"
    return None


def written(value: Any) -> str:
    """A single value as YAML that reads back as the same value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    text = str(value)
    if PLAIN_TEXT.match(text) and isinstance(scalar(text), str):
        return text
    return whole_signs(json.dumps(text, ensure_ascii=not text.isprintable()))


def whole_signs(text: str) -> str:
    r"""Quoted text with signs beyond the first plane as YAML escapes them: ``\U0001f600``, not in two halves."""
    return IN_HALVES.sub(_whole_sign, text)


def _whole_sign(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[0]
    return f"\\U{0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00:08x}"
