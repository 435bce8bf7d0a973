"""The machine we stand on: what it has, what may be installed, and running a step so that a person can follow it."""

from __future__ import annotations

import errno
import glob
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import words

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build"
LOG = BUILD / "setup.log"

# What pip, npm and apt print, by the cause behind it; the first that fits is told.
SIGNS = {
    "disk": ("No space left on device", "ENOSPC"),
    "hash": ("DO NOT MATCH THE HASHES", "EINTEGRITY"),
    "network": (
        "NewConnectionError", "name resolution", "Network is unreachable", "ConnectTimeout", "ReadTimeout",
        "ProxyError", "SSLError", "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENOTCACHED",
        "Could not resolve", "Connection refused", "ConnectionResetError",
    ),
    "no_wheel": ("No matching distribution found",),
    "permission": ("Permission denied", "EACCES"),
}  # fmt: skip


# Open files that a step's program holds as well. The lock of a start that was killed is so held until its orphan ends.
HELD: list[int] = []


class SetupError(Exception):
    """Set-up cannot go on; the text is the whole Vietnamese sentence for the person."""


def say(sentence: str, end: str = "\n") -> None:
    """Tell the person on standard error: standard output belongs to the word's own data."""
    print(sentence, end=end, file=sys.stderr, flush=True)


def python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def failure(cause: str, step: str = "", path: object = ROOT) -> SetupError:
    return SetupError(words.FAILED[cause].format(step=step, log=LOG, path=path, python=python_version()))


def cause_in(output: str) -> str:
    """The cause that a failed program's output shows, a key of words.FAILED."""
    return next((cause for cause, signs in SIGNS.items() if any(sign in output for sign in signs)), "unknown")


def cause_of(error: OSError) -> str:
    """The cause behind an error of the operating system, a key of words.FAILED."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "disk"
    return "permission" if isinstance(error, PermissionError) or error.errno == errno.EROFS else "unknown"


def attempt(sentence: str, command: list[str], cwd: Path = ROOT) -> bool:
    """Run one step with its whole output in the log; a sign of life on the terminal. True when it ended well."""
    say(f"  {sentence}", end="")
    BUILD.mkdir(exist_ok=True)
    started = time.monotonic()
    with LOG.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=cwd, pass_fds=HELD)
        try:
            while True:
                try:
                    code = process.wait(timeout=15)
                    break
                except subprocess.TimeoutExpired:
                    say(words.STILL_WORKING.format(seconds=round(time.monotonic() - started)), end="")
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            raise
    say(words.STEP_DONE.format(seconds=round(time.monotonic() - started)) if code == 0 else "")
    return code == 0


def step(sentence: str, command: list[str], cwd: Path = ROOT) -> None:
    """As `attempt`; raises SetupError with the cause found in the output."""
    if not attempt(sentence, command, cwd=cwd):
        raise failure(cause_in(LOG.read_text("utf-8", "replace")), step=sentence)


def may_install() -> list[str] | None:
    """The words before `apt-get` that let it install here, or None when it may not (or this is not Debian)."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0:
        return [sudo, "-n"]
    return None


def apt_install(*packages: str) -> bool:
    """Install Debian packages when that is allowed; False when it is not, or when apt could not."""
    before = may_install()
    if before is None:
        return False
    names = ", ".join(packages)
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    fresh = bool(glob.glob("/var/lib/apt/lists/*_Packages*"))
    if fresh and attempt(words.APT.format(packages=names), install):
        return True
    return attempt("apt-get update", [*apt, "update"]) and attempt(words.APT.format(packages=names), install)


def chromium() -> str | None:
    """A browser of the Chromium family that tests can drive here."""
    if sys.platform == "linux" and not has_library("libatomic.so.1"):
        return None  # the tests' driver of browsers does not start without it; a bare Debian has none
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    return os.environ.get("VANKHO_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def has_library(name: str) -> bool:
    from ctypes import CDLL

    try:
        CDLL(name)
    except OSError:
        return False
    return True


def postgres() -> Path | None:
    """The folder with initdb and pg_ctl: Debian keeps them off the PATH, one folder for each version."""
    if os.name == "nt":
        return None  # tools/cluster.py speaks through a socket in a folder
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3].split(".")[0])
    )
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None
