"""The words of a developer's day: test, check, format, bench, docs, bundle."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tools import cluster, environment, front_end, machine, words
from tools.front_door import make_ready

PYTHON = str(environment.PYTHON)
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def child(command: list[str], **variables: str | None) -> int:
    """Run a program in the repository with some environment variables set (or, with None, taken away).

    Ctrl-C and a request to end reach the child, which sums up and ends; we stay until it has, to tidy up after it.
    """
    settings = {**os.environ, **{name: value for name, value in variables.items() if value is not None}}
    for name, value in variables.items():
        if value is None:
            settings.pop(name, None)
    process = subprocess.Popen(command, cwd=machine.ROOT, env=settings)
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None),  # the terminal has told the child itself
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: process.terminate()),
    }
    try:
        code = process.wait()
        return code if code >= 0 else 128 - code
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def obtain(package: str, found: object, *more: str) -> bool:
    """Whether a system program is there or could be installed; says what is off when not."""
    if found or machine.apt_install(package, *more):
        return True
    machine.say(words.MISSING[package])
    return False


def selection(args: list[str]) -> list[str]:
    """pytest's arguments for ours: the fast lane unless --slow (only the slow one) or --all (both)."""
    marks = [] if "--all" in args else ["-m", "slow" if "--slow" in args else "not slow"]
    passed_on = [arg for arg in args if arg not in ("--all", "--slow")]
    workers = [] if any(arg.startswith(("-n", "--numprocesses")) for arg in passed_on) else ["-n", "2"]
    return [*marks, *workers, *passed_on]


def lane(database: str, args: list[str], address: str | None) -> int:
    machine.say("\n" + words.LANE.format(database=database))
    sys.stderr.flush()
    browser = machine.chromium()
    return child([PYTHON, "-m", "pytest", *args], VANKHO_TEST_DATABASE=address, VANKHO_CHROMIUM=browser)


def test(args: list[str]) -> int:
    """The suite on SQLite, then on PostgreSQL. pytest's summary is the last thing printed; 0 only if both passed."""
    make_ready("test")
    obtain("chromium", machine.chromium(), "libatomic1")
    obtain("postgresql", machine.postgres())
    chosen = selection(args)
    programs = machine.postgres()
    if not programs:
        return lane("SQLite", chosen, None)
    with cluster.running(programs) as address:
        result = lane("SQLite", chosen, None)
        if result == 2 or result > 128 or not address:  # stopped by Ctrl-C or a signal
            return result
        if result:
            machine.say(words.LANE_FAILED.format(database="SQLite"))
        return lane("PostgreSQL", chosen, address) or result


CHECKS = {
    "ruff check": ["-m", "ruff", "check", ".", "vankho"],
    "ruff format": ["-m", "ruff", "format", "--check", ".", "vankho"],
    "mypy": ["-m", "mypy"],
    "deptry": ["-m", "deptry", "src"],
    "lint-imports": ["-c", LINT_IMPORTS],
    "makemigrations": ["-m", "vankho", "makemigrations", "--check", "--dry-run"],
}


def check(args: list[str]) -> int:
    """The quick part of what the gate asks: all of it runs, then the names of what failed."""
    make_ready("test")
    failed = []
    for name, command in CHECKS.items():
        machine.say(words.CHECK.format(what=name))
        if child([PYTHON, *command]):
            failed.append(name)
    machine.say(
        words.CHECK_FAILED.format(names=", ".join(failed))
        if failed
        else words.CHECK_PASSED.format(names=", ".join(CHECKS))
    )
    return 1 if failed else 0


def reformat(args: list[str]) -> int:
    make_ready("test")
    fixed = child([PYTHON, "-m", "ruff", "check", "--fix", "--quiet", ".", "vankho"])
    return child([PYTHON, "-m", "ruff", "format", ".", "vankho"]) or fixed


def choose(files: dict[str, Path], args: list[str]) -> Path | None:
    """The file that the first argument names; with none, the list of them with their first lines on standard output."""
    if not args:
        for name, file in files.items():
            lines = (line.strip('#" ') for line in file.read_text("utf-8").splitlines())
            print(f"{name:24} {next(filter(None, lines), '')}")
        return None
    if args[0] not in files:
        raise machine.SetupError(words.NOTHING_BY_THAT_NAME.format(name=args[0], names=", ".join(files)))
    return files[args[0]]


def named(folder: str, ending: str) -> dict[str, Path]:
    """Every file of a folder by its path below it, less the ending."""
    home = machine.ROOT / folder
    return {file.relative_to(home).with_suffix("").as_posix(): file for file in sorted(home.rglob(f"*{ending}"))}


def bench(args: list[str]) -> int:
    """`bench NAME …` runs bench/NAME.py; what it is compared with (OCRmyPDF, tesseract) is installed when it may."""
    scripts = {name: file for name, file in named("bench", ".py").items() if "__main__" in file.read_text("utf-8")}
    script = choose(scripts, args)
    if not script:
        return 0
    make_ready("bench")
    found = shutil.which("tesseract") and shutil.which("gs")
    obtain("tesseract-ocr", found, "tesseract-ocr-vie", "ghostscript")
    return child([PYTHON, str(script), *args[1:]])


def docs(args: list[str]) -> int:
    page = choose(named("docs", ".md"), args)
    if page:
        print(page.read_text("utf-8"))
    return 0


def bundle(args: list[str]) -> int:
    """Make `wheelhouse/`: with it beside the checkout, set-up needs no network. For this Python and system only."""
    make_ready("run")
    aside = machine.BUILD / "wheelhouse.new"
    with environment.one_at_a_time():
        shutil.rmtree(aside, ignore_errors=True)
        for level in ("bench", "setup"):  # the first holds the other locks
            lock = environment.REQUIREMENTS / f"{level}.lock"
            machine.step(f"{words.BUNDLE}: {lock.name}", environment.pip_download(aside, lock))
        front_end.fill_cache(aside / "npm")
        (aside / "stamp").write_text(environment.wheelhouse_stamp(), "utf-8")
        shutil.rmtree(environment.WHEELHOUSE, ignore_errors=True)
        aside.rename(environment.WHEELHOUSE)
    size = sum(file.stat().st_size for file in environment.WHEELHOUSE.rglob("*") if file.is_file())
    machine.say(words.BUNDLED.format(megabytes=size // 1_000_000, python=machine.python_version()))
    return 0


WORDS = {"test": test, "check": check, "format": reformat, "bench": bench, "docs": docs, "bundle": bundle}
