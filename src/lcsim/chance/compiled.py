"""``compiled``: numba with a disk cache that is never silently wrong and never in the way.

numba keys its cache by the file of the function alone: a change in *another* kernel file would bring back
a wrong old answer. So the cache folder is named by a hash of every kernel source, of the versions and of
the processor. A folder that cannot be written falls back to a temporary one, and then to no cache at all;
neither raises.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import llvmlite
import numba
import numpy as np
from llvmlite import binding
from numba import types

F = TypeVar("F", bound=Callable[..., Any])

KERNEL_ROOMS: Final[tuple[str, ...]] = (
    "part",
    "chance",
    "state",
    "mechanisms",
    "interventions",
    "measures",
    "simulation",
)
"""The rooms whose sources decide what the compiled code does."""


def sources_digest(package: Path | None = None) -> str:
    """SHA-256 (hex) over all kernel sources, the versions that compile them, and the processor."""
    home = package if package is not None else Path(__file__).resolve().parent.parent
    total = hashlib.sha256()
    for room in KERNEL_ROOMS:
        for path in sorted((home / room).rglob("*.py")):
            total.update(path.relative_to(home).as_posix().encode())
            total.update(path.read_bytes())
    facts = (
        sys.implementation.cache_tag or "",
        numba.__version__,
        llvmlite.__version__,
        np.__version__,
        platform.machine(),
        binding.get_host_cpu_name(),
        os.environ.get("NUMBA_CPU_FEATURES", ""),
    )
    total.update("|".join(facts).encode())
    return total.hexdigest()


def _candidates() -> list[Path]:
    found: list[Path] = []
    for name in ("LCSIM_CACHE_DIR", "NUMBA_CACHE_DIR"):
        value = os.environ.get(name)
        if value:
            found.append(Path(value))
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        if base:
            found.append(Path(base) / "lcsim" / "cache")
    elif os.environ.get("XDG_CACHE_HOME"):
        found.append(Path(os.environ["XDG_CACHE_HOME"]) / "lcsim")
    with contextlib.suppress(RuntimeError):  # no home at all
        found.append(Path.home() / ".cache" / "lcsim")
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    found.append(Path(tempfile.gettempdir()) / f"lcsim-{user}")
    return found


@lru_cache(maxsize=1)
def cache_folder() -> Path | None:
    """Folder of this version's compiled kernels, made if need be; ``None`` when nothing is writable."""
    name = f"kernels-{sources_digest()[:16]}"
    for base in _candidates():
        folder = base / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f"probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError:
            continue
        return folder
    return None


def is_cold() -> bool:
    """Whether the kernels still have to be compiled (nothing of this version is in the cache)."""
    folder = cache_folder()
    return folder is None or not any(folder.rglob("*.nbi"))


def compiled(function: F) -> F:
    """Compile `function` on first use; keep the machine code for the next process.

    No fast arithmetic, no parallel reductions, no division checks: what enters the digest must come out
    bit for bit the same everywhere.
    """
    return _compiled(function, False)


def inlined(function: F) -> F:
    """`compiled` into every function that calls it: for what is called often and is handed arrays, which costs 20 ns."""
    return _compiled(function, True)


def _compiled(function: F, into_callers: bool) -> F:
    folder = cache_folder()
    before = numba.config.CACHE_DIR  # read by numba only while it decorates
    if folder is not None:
        numba.config.CACHE_DIR = str(folder)
    try:
        options = {"cache": folder is not None, "error_model": "numpy", "forceinline": into_callers}
        dispatcher = numba.njit(**options)(function)
    finally:
        numba.config.CACHE_DIR = before
    if folder is not None:
        _save_if_there_is_room(dispatcher._cache)
    # rows and options come from columns of 16 and 32 bits, from loops and as constants: one version serves them all
    # where numba would compile up to thirteen
    given = dispatcher.get_call_template
    dispatcher.get_call_template = lambda args, kws: given(
        tuple(_one_integer(arg) for arg in args), {name: _one_integer(arg) for name, arg in kws.items()}
    )
    return cast(F, dispatcher)


def _save_if_there_is_room(cache: Any) -> None:
    """A full disk costs the next process a while to compile; it does not cost this one its run."""
    save = cache.save_overload

    def saved(*given: Any) -> None:
        with contextlib.suppress(OSError):
            save(*given)

    cache.save_overload = saved


def _one_integer(given: types.Type) -> types.Type:
    """int64 for every signed integer and integer constant; other types as they are."""
    kind = types.unliteral(given)
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else given
