"""Paths of settings: their steps, where a step leads, and ``*`` for every item that is there."""

from __future__ import annotations

import re
from typing import Final

from lcsim.scenario.tree import Node, name_of

STAR: Final = "*"
STEP: Final = re.compile(r"\[(\d+)\]\Z")
"""A step that is a position."""


def split_path(path: str) -> list[str]:
    """Steps of a path: ``organisations[0].control`` to ``organisations``, ``[0]``, ``control``."""
    return [step for step in re.split(r"\.|(?=\[)", path) if step]


def step_into(node: Node | None, step: str) -> tuple[str, Node | None]:
    """Where a step leads, by key, name or position: its name, if it has one, and the node, ``None`` where there is none."""
    if node is None:
        return step, None
    position = STEP.match(step)
    children, items = node.mapping(), node.items()
    if children is not None:
        if position is not None and len(position[1]) < 9 and int(position[1]) < len(children):
            step = list(children)[int(position[1])]
        return step, children.get(step)
    if items is None:
        return step, None
    if position is not None:
        at = int(position[1]) if len(position[1]) < 9 else len(items)
        return (name_of(items[at]) or step, items[at]) if at < len(items) else (step, None)
    return step, next((item for item in items if name_of(item) == step), None)


def every(root: Node, steps: list[str]) -> list[list[str]]:
    """The paths that steps with ``*`` stand for, as positions (``[0]``); the steps themselves where there is none.

    A ``*`` under which nothing is found stands for no path. An item that lacks the rest of the path is one all the
    same: what does not exist yet may be made.
    """
    if STAR not in steps:
        return [steps]
    at = steps.index(STAR)
    node: Node | None = root
    for step in steps[:at]:
        _, node = step_into(node, step)
    children = node.mapping() if node is not None else None
    if children is not None:
        names = list(children)
    else:
        count = len(node.items() or []) if node is not None else 0
        names = [f"[{place}]" for place in range(count)]
    return [path for name in names for path in every(root, [*steps[:at], name, *steps[at + 1 :]])]
