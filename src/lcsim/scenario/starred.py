"""``*`` in the path of a setting: every item that is there, one after the other."""

from __future__ import annotations

from typing import Final

from lcsim.scenario.tree import Node, name_of

STAR: Final = "*"


def every(root: Node, steps: list[str]) -> list[list[str]]:
    """The paths that steps with ``*`` stand for, as positions (``[0]``); the steps themselves where there is none.

    A ``*`` under which nothing is found stands for no path. An item that lacks the rest of the path is one all the
    same: what does not exist yet may be made.
    """
    if STAR not in steps:
        return [steps]
    at = steps.index(STAR)
    node = _inside(root, steps[:at])
    children = node.mapping() if node is not None else None
    if children is not None:
        names = list(children)
    else:
        count = len(node.items() or []) if node is not None else 0
        names = [f"[{place}]" for place in range(count)]
    return [path for name in names for path in every(root, [*steps[:at], name, *steps[at + 1 :]])]


def _inside(node: Node | None, steps: list[str]) -> Node | None:
    for step in steps:
        children = node.mapping() if node is not None else None
        if children is not None:
            node = children.get(step)
        elif node is not None:
            items = node.items() or []
            named = [item for place, item in enumerate(items) if step in (f"[{place}]", name_of(item))]
            node = named[0] if named else None
    return node
