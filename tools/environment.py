"""The Python environment `.venv`, made from a hashed lock, and the promise that a finished one is left alone.

A file `.venv/LEVEL.stamp` holds the digest of the lock it was made from and is written last. While packages are being
put in, `.venv/unfinished` stands there: a start that finds it (power cut, Ctrl-C) makes `.venv` anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools import machine, words

if TYPE_CHECKING:
    from collections.abc import Iterator

VENV = machine.ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = machine.ROOT / "requirements"
WHEELHOUSE = machine.ROOT / "wheelhouse"
UNFINISHED = VENV / "unfinished"
LEVELS = ("run", "test", "bench")  # each lock holds the one before it, at the same versions


def digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def stamp_text(level: str) -> str:
    """What the stamp of a level must say: the lock, and the interpreter (an upgraded system makes `.venv` useless)."""
    return f"{digest(REQUIREMENTS / f'{level}.lock')}\n{os.path.realpath(PYTHON)}\n"


def is_ready(level: str) -> bool:
    try:
        stamp = (VENV / f"{level}.stamp").read_text("utf-8")
    except OSError:
        return False
    return PYTHON.exists() and not UNFINISHED.exists() and stamp == stamp_text(level)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Only one start at a moment prepares this folder; the system frees the lock when its holder dies."""
    machine.BUILD.mkdir(exist_ok=True)
    with (machine.BUILD / "setup.lock").open("a+") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                machine.say(words.WAITING)
                fcntl.flock(handle, fcntl.LOCK_EX)
            machine.HELD.append(handle.fileno())
        try:
            yield
        finally:
            machine.HELD.clear()


def wheelhouse_stamp() -> str:
    locks = sorted(REQUIREMENTS.glob("*.lock"))
    return f"{digest(*locks, machine.ROOT / 'package-lock.json')}\n{machine.python_version()} {sys.platform}\n"


def wheelhouse() -> Path | None:
    """The folder made by `./vankho bundle`, when it was made for these locks and this Python."""
    try:
        stamp = (WHEELHOUSE / "stamp").read_text("utf-8")
    except OSError:
        return None
    return WHEELHOUSE if stamp == wheelhouse_stamp() else None


# Exactly what a lock names: hashes checked, no build from source, no resolving.
PIP_OPTIONS = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "--retries", "2", "--no-input")


def pip_install(lock: Path, *options: str) -> list[str]:
    house = wheelhouse()
    offline = ("--no-index", "--find-links", str(house)) if house else ()
    return [str(PYTHON), "-m", "pip", "install", *PIP_OPTIONS, *offline, *options, "-r", str(lock)]


def pip_download(folder: Path, lock: Path) -> list[str]:
    return [str(PYTHON), "-m", "pip", "download", *PIP_OPTIONS, "-d", str(folder), "-r", str(lock)]


def pip_wheel() -> Path | None:
    """The pip in the wheelhouse, if requirements/setup.lock knows its digest: serves where ensurepip is missing."""
    house = wheelhouse()
    known = (REQUIREMENTS / "setup.lock").read_text("utf-8")
    found = sorted(house.glob("pip-*.whl")) if house else []
    return next((wheel for wheel in found if f"sha256:{digest(wheel)}" in known), None)


def has_ensurepip() -> bool:
    from importlib.util import find_spec

    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def create() -> None:
    """An empty `.venv` with pip in it."""
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    make = [sys.executable, "-m", "venv", str(VENV)]
    wheel = pip_wheel()
    if wheel:
        machine.step(words.ENVIRONMENT, [*make, "--without-pip"])
        # A wheel of pip runs as it lies: Debian keeps ensurepip in a package of its own, out of reach offline.
        machine.step("pip", [str(PYTHON), f"{wheel}/pip", "install", "--no-index", str(wheel)])
        return
    package = f"python{machine.python_version()}-venv"
    if not has_ensurepip() and not machine.apt_install(package):
        shutil.rmtree(VENV)
        raise machine.SetupError(words.NO_VENV.format(package=package))
    machine.step(words.ENVIRONMENT, make)


def put_source_on_path() -> None:
    """`src/` by a relative path, so the folder may be moved as a whole."""
    packages = next(VENV.glob("Lib/site-packages"), None) or next(VENV.glob("lib/python*/site-packages"))
    (packages / "vankho.pth").write_text(os.path.relpath(machine.ROOT / "src", packages) + "\n", "utf-8")


def is_sound() -> bool:
    """Whether `.venv` can take packages: finished last time, and its interpreter still starts."""
    from subprocess import DEVNULL, run

    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    return run([str(PYTHON), "-m", "pip", "--version"], stdout=DEVNULL, stderr=DEVNULL).returncode == 0


def prepare(level: str) -> None:
    """Bring `.venv` to a level of LEVELS. Call it under `one_at_a_time`."""
    if not is_sound():
        if VENV.exists():
            machine.say(words.REPAIRING)
            shutil.rmtree(VENV)
        create()
    UNFINISHED.touch()
    machine.step(words.PACKAGES, pip_install(REQUIREMENTS / f"{level}.lock"))
    put_source_on_path()
    for done in LEVELS[: LEVELS.index(level) + 1]:
        (VENV / f"{done}.stamp").write_text(stamp_text(done), "utf-8")
    UNFINISHED.unlink()
