"""Strict reading of YAML 1.2: every node with its place, every fault of form at once.

Works on parser events, not on constructed objects: nothing is ever executed, depth and size are bounded,
and aliases cost nothing until they are counted. Plain scalars follow the core schema of YAML 1.2, so that
``no`` and ``on`` are text.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from lcsim.part import Fault, Faults
from lcsim.scenario.tree import Collected, Node, Place, Scalar, Source, printable, shown

MOST_BYTES: Final = 10_000_000
MOST_NODES: Final = 300_000
DEEPEST: Final = 40
LINE_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

_CONTROL: Final = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML has no room for."""

_WHOLE: Final = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL: Final = re.compile(r"0o[0-7]+\Z")
_HEX: Final = re.compile(r"0x[0-9a-fA-F]+\Z")
_REAL: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_UNBOUNDED: Final = re.compile(r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z")
_ONE_WORD: Final = re.compile(r'(-?[0-9][0-9.]*([eE][-+]?[0-9]+)?|[A-Za-z_]\w*|"\w+")\Z', re.ASCII)
_TAG: Final = "tag:yaml.org,2002:"


def read_text(path: Path, shown_as: str | None = None, cure: str = "save it as UTF-8") -> str:
    """Read a UTF-8 text file, or raise one fault that says why not (`cure` for another coding)."""
    name = shown_as or str(path)
    try:
        if path.is_dir():
            raise Faults([Fault("is a folder, not a file", file=name)])
        if path.stat().st_size > MOST_BYTES:
            raise Faults([Fault(f"is larger than {MOST_BYTES // 1_000_000} MB", file=name)])
        data = path.read_bytes()
    except FileNotFoundError:
        raise Faults([Fault("there is no such file", file=name)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Faults([Fault(f"cannot be read: {reason}", file=name)]) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[: error.start].rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        raise Faults([Fault("is not UTF-8 text", file=name, line=line, column=column, cure=cure)]) from None


def read_yaml(text: str, file: str, faults: Collected) -> Node:
    """Read one YAML document into nodes.

    Duplicate keys, keys that are not text, tags, unknown aliases, NaN and infinity go into `faults`, and
    reading goes on.

    Raises
    ------
    Faults
        Syntax, tabs, too deep, too large, empty, more than one document: what ends reading (with what was
        collected before).
    """
    source = Source(file, tuple(LINE_BREAK.split(text)))
    control = _CONTROL.search(text)
    if control is not None:
        before = LINE_BREAK.split(text[: control.start()])
        what = f"the character U+{ord(control.group()):04X} is no text"
        faults.add(Place(source, len(before), len(before[-1]) + 1), what, cure="take it out, or write it anew")
        faults.stop()
    reader = _Reader(source, faults)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if not reader.take(event):
                faults.stop()
    except MarkedYAMLError as error:
        place, problem, cure = _syntax(source, error)
        faults.add(place, problem, cure=cure)
        faults.stop()
    except (
        YAMLError,
        ValueError,
        OverflowError,
        IndexError,
        AttributeError,
        AssertionError,
        TypeError,
    ) as error:
        faults.add(Place(source), f"is not readable as YAML: {printable(str(error))[:200]}")
        faults.stop()
    if reader.root is None or (reader.root.value is None and not reader.root.broken):
        faults.add(Place(source), "is empty", cure="`lcsim new NAME` writes a commented skeleton")
        faults.stop()
    assert reader.root is not None
    return reader.root


IN_PLAIN_WORDS: Final = (
    # how the parser's problem begins; what it is; cure; whether it is told where it began
    ("mapping values are not allowed", "a colon too many, or a key further in than those beside it",
     "text with ': ' in it goes between quotes", False),
    ("expected <block end>, but found '<scalar>'", "text after a closing quote or bracket",
     "put the whole between quotes", False),
    ("expected <block end>", "begins in another column than what it belongs with",
     "keys of one section, and items of one list, stand below one another", False),
    ("could not find expected ':'", "a key without a colon", "write key: value, with a blank after the colon", True),
    ("found unexpected end of stream", "a quote opens here and is not closed", "close it, with the same sign", True),
    ("expected ',' or", "a bracket opens here and is not closed", "close it; between its items stand commas", True),
    ("found character", "a text cannot begin with this sign", "put it between quotes", False),
)  # fmt: skip


def _syntax(source: Source, error: MarkedYAMLError) -> tuple[Place, str, str]:
    """Where a text is no YAML, what is wrong and what to do."""
    mark = error.problem_mark or error.context_mark
    problem = (error.problem or error.context or "is not readable as YAML").strip()
    cure = ""
    for begins, what, how, at_its_start in IN_PLAIN_WORDS:
        if problem.startswith(begins) and "\\t" not in problem:
            problem, cure = what, how
            mark = error.context_mark if at_its_start and error.context_mark is not None else mark
            break
    line = column = 0
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
        at = source.lines[line - 1] if line <= len(source.lines) else ""
        if "\\t" in problem or at[: column + 1].lstrip(" ").startswith("\t"):
            problem, cure = "a tab cannot indent; use spaces", ""
    return Place(source, line, column), problem, cure


def scalar(text: str) -> Scalar:
    """Value of a plain scalar by the core schema of YAML 1.2; raises ValueError for NaN and infinity."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _WHOLE.match(text):
        if len(text) > 300:
            raise ValueError(f"a number of {len(text)} digits is too large")
        return int(text)
    if _OCTAL.match(text):
        return int(text[2:300], 8)
    if _HEX.match(text):
        return int(text[2:300], 16)
    if _REAL.match(text):
        number = float(text)
        if math.isinf(number):
            raise ValueError(f"{text[:40]} is too large a number")
        return number
    if _UNBOUNDED.match(text):
        raise ValueError(f"must be a finite number, got {text}")
    return text


def one_word(text: str) -> Node | None:
    """A number or a word as `read_yaml` reads it, without its machinery: a sweep has one for every factor and point."""
    if not _ONE_WORD.match(text):
        return None
    if text.startswith('"'):
        return Node(text[1:-1])
    try:
        value = scalar(text)
    except ValueError:  # the reader says why
        return None
    return None if value is None else Node(value)


class _Reader:
    """Builds nodes from parser events with a stack of its own (no recursion)."""

    def __init__(self, source: Source, faults: Collected) -> None:
        self.source = source
        self.faults = faults
        self.root: Node | None = None
        self.documents = 0
        self.anchors: dict[str, Node] = {}
        self.stack: list[tuple[Node, list[Node], str | None]] = []
        self.nodes = 0

    def place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Place(self.source, start.line + 1, start.column + 1, max(1, width))

    def take(self, event: Any) -> bool:
        """Take one event; False when reading cannot go on."""
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.faults.add(self.place(event), "a second document begins here; one file is one scenario")
                return False
            if event.version is not None and tuple(event.version) != (1, 2):
                self.faults.add(self.place(event), "only YAML 1.2 is read")
        elif isinstance(event, ScalarEvent):
            self._finish(self._scalar(event), event.anchor)
        elif isinstance(event, AliasEvent):
            known = self.anchors.get(event.anchor)
            if known is None:
                self.faults.add(self.place(event), f"there is no anchor '{event.anchor}' before this place")
                known = Node(None, self.place(event), broken=True)
            self._finish(known, None, known.size)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            mapping = isinstance(event, MappingStartEvent)
            wanted = _TAG + ("map" if mapping else "seq")
            self._tag(event, wanted)
            start = event.start_mark
            place = Place(self.source, start.line + 1, start.column + 1, 1)
            if len(self.stack) >= DEEPEST:
                self.faults.add(place, f"is nested more than {DEEPEST} deep")
                return False
            self.stack.append((Node({} if mapping else [], place), [], event.anchor))
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            node, children, anchor = self.stack.pop()
            self._close(node, children)
            self._finish(node, anchor)
        if self.nodes > MOST_NODES:
            self.faults.add(Place(self.source), f"has more than {MOST_NODES} values, aliases counted")
            return False
        return True

    def _tag(self, event: Any, wanted: str) -> None:
        tag = str(event.tag) if event.tag is not None else None
        if tag not in (None, "!", wanted):
            self.faults.add(self.place(event), f"the tag {shown(tag)} is not read here", cure="leave it out")

    def _scalar(self, event: Any) -> Node:
        place = self.place(event)
        quoted = event.style in ("'", '"', "|", ">")
        tag = str(event.tag) if event.tag is not None else None
        self._tag(event, _TAG + "str")
        text = event.value
        value: Scalar = text
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            self.faults.add(place, "contains half a character (a lone surrogate)")
            return Node(None, place, broken=True)
        if not quoted and tag is None:
            try:
                value = scalar(text)
            except ValueError as error:
                self.faults.add(place, str(error))
                return Node(None, place, broken=True)
        return Node(value, place)

    def _close(self, node: Node, children: list[Node]) -> None:
        node.size = 1 + sum(child.size for child in children)
        if isinstance(node.value, list):
            node.value.extend(children)
            return
        assert isinstance(node.value, dict)
        for key, child in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key.value, str):
                comma = isinstance(key.value, int) and child.value is None  # {low: 0,5}
                cure = "a number has no comma in it: 0.5, or 1000" if comma else ""
                self.faults.add(key.place, f"a key must be text, got {shown(key.value)}", cure=cure)
            elif key.value in node.value:
                first = node.keys[key.value].line
                self.faults.add(
                    key.place,
                    f"the key {shown(key.value)} is here twice",
                    cure=f"the first is in line {first}; keep one of them",
                )
            else:
                node.value[key.value] = child
                node.keys[key.value] = key.place

    def _finish(self, node: Node, anchor: str | None, cost: int = 1) -> None:
        self.nodes += cost
        if anchor:
            self.anchors[str(anchor)] = node
        if self.stack:
            self.stack[-1][1].append(node)
        else:
            self.root = node
