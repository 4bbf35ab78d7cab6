"""The section ``design`` of an experiment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, Final

from pydantic import Field

from lcsim.experiment.design import KINDS, Design, Factor, power_of_two
from lcsim.experiment.factors import FactorReader
from lcsim.part.faults import suggest
from lcsim.scenario.model import Section
from lcsim.scenario.shape import FAULTY, Shaper
from lcsim.scenario.tree import Node, Place, shown

SHORT_NAMES: Final = {"lhs": "latin_hypercube"}

DesignSeed = Annotated[int, Field(strict=True, ge=0, le=2**32 - 1)]
Many = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]


class GridKeys(Section):
    """A full grid."""

    kind: Any = None
    levels: Annotated[int, Field(strict=True, ge=2, le=1000)] = 5


class ListKeys(Section):
    """Points one by one."""

    kind: Any = None
    points: Any = None


class LatinHypercubeKeys(Section):
    """A Latin hypercube."""

    kind: Any = None
    points: Many | None = None
    seed: DesignSeed | None = None


class SobolKeys(Section):
    """Saltelli's layout of a scrambled Sobol sequence; `second_order` stands in files of before, and can only be false."""

    kind: Any = None
    points: Many | None = None
    seed: DesignSeed | None = None
    second_order: Annotated[bool, Field(strict=True)] = False


class MorrisKeys(Section):
    """Morris's trajectories."""

    kind: Any = None
    trajectories: Annotated[int, Field(strict=True, ge=2, le=100_000)] = 10
    levels: Annotated[int, Field(strict=True, ge=2, le=1000)] = 4
    seed: DesignSeed | None = None


KEYS: Final[dict[str, type[Section]]] = dict(
    zip(KINDS, (GridKeys, ListKeys, LatinHypercubeKeys, SobolKeys, MorrisKeys), strict=True)
)


class DesignReader:
    """Reads how the factors are combined."""

    def __init__(self, reader: FactorReader, seed: int) -> None:
        self.reader = reader
        self.faults = reader.faults
        self.seed = seed

    def design(
        self, node: Node | None, factors: Sequence[Factor], top: Place, varied: bool
    ) -> tuple[tuple[Factor, ...], Design | None]:
        """The design, and the factors (those of a list are named by its points)."""
        if node is None or (node.value is None and not node.broken):
            if varied:
                cure = f"for example design: {{kind: sobol, points: 64}}; kinds: {', '.join(KINDS)}"
                self.faults.add(top, "'design' is missing", cure=cure)
                return tuple(factors), None
            return (), Design("list", rows=((),))
        if node.broken:
            return tuple(factors), None
        if node.mapping() is None:
            self.faults.add(node.place, f"must be a mapping, got {shown(node.value)}", where="design")
            return tuple(factors), None
        kind = node.get("kind")
        if kind is None:
            self.faults.add(node.place, "'kind' is missing", where="design", cure=f"one of {', '.join(KINDS)}")
            return tuple(factors), None
        if kind.broken:
            return tuple(factors), None
        name = SHORT_NAMES.get(kind.value, kind.value) if isinstance(kind.value, str) else None
        if name not in KEYS:
            cure = suggest(kind.value, KINDS) if isinstance(kind.value, str) else f"one of {', '.join(KINDS)}"
            self.faults.add(kind.place, f"{shown(kind.value)} is not a design", where="design.kind", cure=cure)
            return tuple(factors), None
        before = len(self.faults.found)
        keys = Shaper(self.faults).section(node, KEYS[name], "design")
        if keys is FAULTY:
            return tuple(factors), None
        told = len(self.faults.found) > before  # what is missing may then stand there under a wrong key
        if name == "list":
            return self._listed(node, varied, told)
        if not varied:
            what = f"there is nothing to vary by {name}"
            self.faults.add(node.place, what, where="design", cure="name what under `vary`, or leave the design out")
            return (), None
        return tuple(factors), self._random(name, node, keys, told)

    def _random(self, name: str, node: Node, keys: dict[str, Any], told: bool) -> Design | None:
        values = {key: field.default for key, field in KEYS[name].model_fields.items()} | keys
        number = values.get("points", 1)
        if number is None:
            if not told:
                self.faults.add(node.place, "'points' is missing", where="design", cure="how many points to try")
            return None
        if name == "sobol" and not power_of_two(number):
            below = 1 << (number.bit_length() - 1)
            place = node.get("points")
            assert place is not None
            what = f"must be a power of two, so that the sequence stays balanced, got {number}"
            self.faults.add(place.place, what, where="design.points", cure=f"use {below} or {2 * below}")
            return None
        if values.get("second_order"):
            place = node.get("second_order")
            assert place is not None
            what = "indices of the second order are no longer estimated: they took twice the runs"
            cure = "leave it out and sweep into a new folder; a folder that has them is read by the lcsim that made it"
            self.faults.add(place.place, what, where="design.second_order", cure=cure)
            return None
        if name == "morris" and values["levels"] % 2:
            place = node.get("levels")
            assert place is not None
            what = f"must be even, so that every level is as likely, got {values['levels']}"
            self.faults.add(place.place, what, where="design.levels")
            return None
        seed = values.get("seed", 0)
        return Design(
            name,
            points=values.get("points", 0),
            levels=values.get("levels", 0),
            trajectories=values.get("trajectories", 0),
            seed=self.seed if seed is None else seed,
        )

    def _listed(self, node: Node, varied: bool, told: bool) -> tuple[tuple[Factor, ...], Design | None]:
        """A list of points, as far as they are good; its factors are the paths that most points have."""
        where = "design.points"
        points = node.get("points")
        if varied:
            self.faults.add(
                node.place, "the points of a list say what is varied", where="design", cure="leave `vary` out"
            )
        items = points.items() if points is not None else None
        if not items:
            place = points.place if points is not None else node.place
            if points is not None or not told:
                self.faults.add(place, "must be a list of points such as {rules.trust.kappa: 0.05}", where=where)
            return (), None
        usual = _usual(items)
        others = "the first point" if _paths(items[0]) == tuple(sorted(usual)) else "the others"
        whole = [at for at, item in enumerate(items) if self._has(item, usual, others, f"{where}[{at}]")]
        columns: dict[str, dict[int, Any]] = {}
        for path in usual if whole else ():
            column = [(items[at].mapping() or {})[path] for at in whole]
            key = items[whole[0]].key_place(path)
            if not self.reader.path(path, key, where):
                continue
            columns[path] = values = self.reader.column(column, f"{where}: {path}")
            self.reader.places[path] = {repr(values[at]): column[at].place for at in reversed(list(values))}
            self.reader.places[path][""] = key
        good = [at for at in range(len(whole)) if all(at in values for values in columns.values())]
        rows = tuple(tuple(values[at] for values in columns.values()) for at in good)
        seen: dict[str, int] = {}
        for at, row in zip(good, rows, strict=True) if len(columns) == len(usual) else ():
            first = seen.setdefault(repr(row), whole[at])
            if first != whole[at]:
                place = items[whole[at]].place
                self.faults.add(place, f"is the same point as [{first}]", where=f"{where}[{whole[at]}]")
        return tuple(Factor(path) for path in columns), Design("list", rows=rows)

    def _has(self, item: Node, usual: Sequence[str], others: str, where: str) -> bool:
        """Whether a point has the paths that it should have; every one that is wrong is a fault."""
        children = item.mapping()
        if not children:
            if not item.broken:
                self.faults.add(
                    item.place, f"must be a mapping of paths to values, got {shown(item.value)}", where=where
                )
            return False
        odd = [path for path in children if path not in usual]
        gone = [path for path in usual if path not in children]
        for path in odd:
            cure = suggest(path, gone)
            meant = cure.removeprefix("did you mean '").removesuffix("'?")
            gone = [other for other in gone if other != meant]  # it is there, under a wrong name
            self.faults.add(item.key_place(path), f"{shown(path)} is not in {others}", where=where, cure=cure)
        for path in gone:
            self.faults.add(item.place, f"{shown(path)} is missing", where=where)
        return set(children) == set(usual)


def _paths(item: Node) -> tuple[str, ...]:
    return tuple(sorted(item.mapping() or ()))


def _usual(items: Sequence[Node]) -> tuple[str, ...]:
    """The paths that most points have, in the order of the first of these; a wrong one is then told once."""
    kinds = Counter(paths for item in items if (paths := _paths(item)))
    if not kinds:
        return ()
    most = kinds.most_common(1)[0][0]
    return next(tuple(item.mapping() or ()) for item in items if _paths(item) == most)
