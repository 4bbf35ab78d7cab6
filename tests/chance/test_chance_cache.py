"""The cache of compiled kernels: never silently wrong, never in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numba
import pytest

from lcsim.chance import compiled, sources_digest

room = import_module("lcsim.chance.compiled")  # the room's own name is taken by the function
PACKAGE = Path(room.__file__).resolve().parent.parent
KERNELS = sorted(
    path.relative_to(PACKAGE).as_posix() for name in room.KERNEL_ROOMS for path in (PACKAGE / name).rglob("*.py")
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("package") / "lcsim"
    shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


def test_a_copy_has_the_key_of_the_original(package: Path) -> None:
    assert sources_digest(package) == sources_digest()


@pytest.mark.parametrize("kernel", KERNELS)
def test_one_byte_of_any_kernel_changes_the_key(package: Path, kernel: str) -> None:
    before = sources_digest(package)
    path = package / kernel
    kept = path.read_bytes()
    try:
        path.write_bytes(kept + b"#")
        assert sources_digest(package) != before
    finally:
        path.write_bytes(kept)
    assert sources_digest(package) == before


def test_a_new_and_a_renamed_kernel_change_the_key(package: Path) -> None:
    before = sources_digest(package)
    new = package / "mechanisms" / "brand_new.py"
    new.write_bytes(b"")
    try:
        first = sources_digest(package)
        moved = new.rename(new.with_name("brand_newer.py"))
        second = sources_digest(package)
        moved.unlink()
    finally:
        new.unlink(missing_ok=True)
    assert len({before, first, second}) == 3
    assert sources_digest(package) == before


def test_other_rooms_do_not_make_everything_compile_again(package: Path) -> None:
    before = sources_digest(package)
    other = package / "report_of_today.py"
    other.write_bytes(b"")
    assert sources_digest(package) == before
    other.unlink()


def test_versions_are_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sources_digest()
    monkeypatch.setattr(room.numba, "__version__", "0.0")
    assert sources_digest() != before


def test_the_folder_is_named_by_the_key_and_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LCSIM_CACHE_DIR", raising=False)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "numba"))
    folder = room.cache_folder.__wrapped__()
    assert folder is not None
    assert folder.parent == tmp_path / "numba"
    assert sources_digest()[:16] in folder.name
    monkeypatch.setenv("LCSIM_CACHE_DIR", str(tmp_path / "ours"))
    assert room.cache_folder.__wrapped__().parent == tmp_path / "ours"


def test_a_folder_that_cannot_be_written_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file is no folder")
    bad, good = tmp_path / "file" / "cache", tmp_path / "good"
    monkeypatch.setattr(room, "_candidates", lambda: [bad, good])
    assert room.cache_folder.__wrapped__().parent == good
    monkeypatch.setattr(room, "_candidates", lambda: [bad])
    assert room.cache_folder.__wrapped__() is None


def test_without_any_folder_kernels_compile_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "cache_folder", lambda: None)
    assert room.is_cold()
    assert compiled(lambda x: x + 1)(41) == 42


def test_numba_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", "somewhere else")
    compiled(lambda x: x)
    assert numba.config.CACHE_DIR == "somewhere else"


IMPORT = """
import numpy as np
from lcsim.chance import cache_folder, mix
assert int(mix(np.uint64(1))) == 0x5692161D100B05E5
print(cache_folder())
"""


def test_a_home_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    """A new process whose home and cache folders are all files: only the temporary folder is left."""
    file = tmp_path / "file"
    file.write_text("")
    kept = {"PATH", "SYSTEMROOT", "PYTHONPATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV"}
    env = {name: value for name, value in os.environ.items() if name in kept}
    env["PYTHONPATH"] = str(PACKAGE.parent)
    homes = ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "LCSIM_CACHE_DIR", "NUMBA_CACHE_DIR")
    env |= dict.fromkeys(homes, str(file)) | {"TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", IMPORT], env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="files are not limited in size there")
def test_a_disk_that_is_full_is_no_reason_to_fail(tmp_path: Path) -> None:
    """What is compiled cannot be kept, and is used all the same."""
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    env = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "LCSIM_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", full + IMPORT], env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path))
    assert not list(tmp_path.rglob("*.nbc"))
