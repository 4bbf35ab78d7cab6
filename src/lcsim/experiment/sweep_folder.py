"""The folder of a sweep: who it belongs to, what is in it already, and that only one works in it at a time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TextIO

from lcsim.experiment.chunk_file import BrokenChunkError, Chunk, read_chunk
from lcsim.experiment.results import cannot_write, check_free, check_name
from lcsim.part import Fault, Faults
from lcsim.scenario.tree import shown

CHUNKS: Final = "chunks"
SUFFIX: Final = ".chunk"
BROKEN: Final = ".broken"
OTHER: Final = ".other"
MANIFEST: Final = "manifest.json"
LOCK: Final = ".lock"
UNFINISHED: Final = f".{MANIFEST}.*.unfinished"
KIND: Final = "sweep"
OF_ARM: Final = "scenario_of_arm_"
"""How the fact begins that tells the scenario of an arm."""

RunName = tuple[str, str, int]
"""Arm, values of the point as JSON, replicate: what a run is known by in every version of an experiment."""


@dataclass
class Found:
    """What is in a folder.

    Attributes
    ----------
    place
        For every run the chunk and the row in it.
    failed, passing
        Runs that failed; and those of them that may not fail the next time.
    broken
        What was wrong with chunks, in words.
    differing
        Runs that were done twice and came out differently; the first that was found counts.
    """

    place: dict[RunName, tuple[Path, int]] = field(default_factory=dict)
    failed: set[RunName] = field(default_factory=set)
    passing: set[RunName] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    differing: set[RunName] = field(default_factory=set)
    _ends: dict[Path, list[tuple[str, str]]] = field(default_factory=dict, repr=False)

    def take(self, path: Path, chunk: Chunk, passing: tuple[str, ...]) -> None:
        """Note the runs of a chunk; what is final stands before what may pass."""
        errors = chunk.rows.column("error").to_pylist()
        statuses = chunk.rows.column("status").to_pylist()
        for row, (name, status, error) in enumerate(zip(names_in(chunk), statuses, errors, strict=True)):
            if name in self.place and name not in self.passing:
                if self._ended(path, chunk)[row] != self._end(self.place[name]):
                    self.differing.add(name)
                continue
            self.place[name] = (path, row)
            self.failed.discard(name)
            self.passing.discard(name)
            if status == "failed":
                self.failed.add(name)
                if (error or "").startswith(passing):
                    self.passing.add(name)

    def _end(self, place: tuple[Path, int]) -> tuple[str, str]:
        path, row = place
        return (self._ends.get(path) or self._ended(path, read_chunk(path, check=False)))[row]

    def _ended(self, path: Path, chunk: Chunk) -> list[tuple[str, str]]:
        """How each run of a chunk ended: status and digest."""
        if path not in self._ends:
            columns = (chunk.rows.column(name).to_pylist() for name in ("status", "digest"))
            self._ends[path] = list(zip(*columns, strict=True))
        return self._ends[path]


def look(folder: Path, of: str, passing: tuple[str, ...] = ()) -> Found:
    """Open every chunk of a folder; broken ones are put aside, so that their runs are done again.

    A damaged one is called ``.broken`` until the sweep is complete (`sweep_up`), one of another sweep ``.other``: that
    is somebody's, and stays.

    Parameters
    ----------
    of
        The sweep that chunks must belong to.
    passing
        How errors begin that a run may not have the next time.
    """
    found = Found()
    for path in sorted((folder / CHUNKS).glob(f"*{SUFFIX}")):
        aside = BROKEN
        try:
            chunk = read_chunk(path)
            if chunk.of != of:
                aside = OTHER
                raise BrokenChunkError("it is of another sweep")
        except BrokenChunkError as error:
            found.broken.append(f"{path.name}: {error}")
            os.replace(path, path.with_name(f"{path.name}{aside}"))
            continue
        found.take(path, chunk, passing)
    return found


def sweep_up(folder: Path) -> None:
    """Remove damaged chunks: their runs were done again, and nothing can be read from them."""
    for path in (folder / CHUNKS).glob(f"*{SUFFIX}{BROKEN}"):
        with contextlib.suppress(OSError):  # it does no harm
            path.unlink()


def bring(folder: Path, shard: Path) -> int:
    """Bring the chunks of a shard into a folder: linked where the disk can do that, copied otherwise."""
    brought = 0
    for path in sorted((shard / CHUNKS).glob(f"*{SUFFIX}")):
        target = folder / CHUNKS / path.name  # the name is a hash of the content
        if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest().startswith(path.stem):
            continue  # a damaged one gives way to a good one
        scratch = target.with_name(f".{path.name}.{os.getpid()}.unfinished")
        try:
            os.link(path, scratch)
        except OSError:
            shutil.copyfile(path, scratch)
        os.replace(scratch, target)
        brought += 1
    return brought


def names_in(chunk: Chunk) -> list[RunName]:
    """Names of the runs of a chunk, row by row."""
    rows = chunk.rows
    columns = (rows.column(name).to_pylist() for name in ("arm", "point_text", "replicate"))
    return list(zip(*columns, strict=True))


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder; ``None`` without one that can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_manifest(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write the manifest, whole or not at all."""
    write_text(folder / MANIFEST, json.dumps(facts, indent=2, ensure_ascii=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with scratch.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())  # without its manifest a folder would not be known again
        os.replace(scratch, path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def refuse_others(folder: Path, identity: Mapping[str, Any], shard: tuple[int, int] | None) -> None:
    """Refuse a folder with something in it that is not this sweep, computed by these versions.

    Raises
    ------
    Faults
        One for each way in which it differs.
    """
    check_name(folder)
    if not folder.is_dir():
        check_free(folder, cure="choose another name with --out")
        return
    if not any(path.name != LOCK and not path.match(UNFINISHED) for path in folder.iterdir()):
        return  # empty, or its first process was killed before it had written anything
    other = "choose another folder with --out; this one stays as it is"
    manifest = read_manifest(folder)
    if manifest is None and (folder / MANIFEST).is_file() and (folder / CHUNKS).is_dir():
        cure = f"{other}, or put its {MANIFEST} back"
        raise Faults(
            [Fault("it cannot be read, so nobody knows which sweep this is", str(folder / MANIFEST), cure=cure)]
        )
    if manifest is None or manifest.get("kind") != KIND:
        raise Faults([Fault("this folder has something else in it", str(folder), cure=other)])
    faults = []
    before = manifest.get("identity")
    if not isinstance(before, dict):
        before = {}
    for what in sorted({*identity, *before}):
        if identity.get(what) != before.get(what):
            faults.append(Fault(_other(what, before.get(what), identity.get(what)), str(folder)))
    mine = None if shard is None else list(shard)
    if manifest.get("shard") != mine:
        faults.append(Fault(f"it holds {_part(manifest.get('shard'))}, not {_part(mine)}", str(folder)))
    if faults:
        raise Faults([*faults[:-1], replace(faults[-1], cure=other)])


def _other(what: str, then: Any, now: Any) -> str:
    """In which way a folder is of another sweep, for one of its facts."""
    if what.startswith(OF_ARM):
        arm = f"the arm {shown(what.removeprefix(OF_ARM))}"
        if then is None:
            return f"it is of another sweep: it has not {arm}"
        return f"it is of another sweep: {arm} {'is only there' if now is None else 'has another scenario there'}"
    return f"it is of another sweep: {what.replace('_', ' ')} {_short(then)}, now {_short(now)}"


def _part(shard: Any) -> str:
    return f"shard {'/'.join(map(str, shard))}" if isinstance(shard, list) else "the whole sweep"


def _short(value: Any) -> str:
    text = "none" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder: nobody else works in it meanwhile; the system lets go of it however this process ends.

    Raises
    ------
    Faults
        When somebody else holds it, or nothing can be written there.
    """
    try:
        lock = (folder / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise cannot_write(folder, error) from error
    with lock as file:
        if not _locked(file):
            raise Faults([_held(folder, file)])
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()}\n")
        file.flush()
        yield
        file.truncate(0)


def _held(folder: Path, file: TextIO) -> Fault:
    file.seek(0)
    who = file.read(100).strip()
    return Fault(
        f"another sweep is at work in this folder{f' ({who})' if who else ''}",
        str(folder),
        cure="wait for it, or choose another folder with --out",
    )


def _locked(file: TextIO) -> bool:
    """Whether the lock could be had; the lock of a process that was killed is free at once."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
