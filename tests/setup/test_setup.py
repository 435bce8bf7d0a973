"""Set-up: a bare machine is made ready once, a broken start is repaired, and every failure is one clear sentence."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tools import daily, environment, front_end, machine, words

ROOT = Path(__file__).resolve().parents[2]


def pins(level: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / f"requirements/{level}.lock").read_text("utf-8"), re.M))


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A small `node_modules` with the layout of the real packages."""
    folder = tmp_path / "node_modules"
    for source in front_end.COPIES.values():
        front_end.put(folder / source, b"content of " + source.encode() + b"\n//# sourceMappingURL=x.map")
    for source in front_end.MODELS.values():
        front_end.put(folder / source, gzip.compress(b"model"))
    for style, sheet in (("normal", "wght.css"), ("italic", "wght-italic.css")):
        faces = ""
        for subset in ("cyrillic-ext", "greek", "vietnamese", "latin-ext", "latin"):
            name = f"inter-{subset}-wght-{style}"
            front_end.put(folder / front_end.INTER / f"files/{name}.woff2", subset.encode())
            face = f"  font-family: 'Inter Variable';\n  src: url(./files/{name}.woff2);\n"
            faces += f"/* {name} */\n@font-face {{\n{face}}}\n\n"
        front_end.put(folder / front_end.INTER / sheet, faces.encode())
    return folder


def test_build_holds_what_pages_prints_and_reading_need(modules: Path, tmp_path: Path) -> None:
    front_end.lay_out(modules, tmp_path / "build")

    assert (tmp_path / "build/tessdata/vie.traineddata").read_bytes() == b"model"
    assert {file.name for file in (tmp_path / "build/fonts").iterdir()} == {
        f"Tinos-{face}.ttf" for face in ("Regular", "Italic", "Bold", "BoldItalic")
    }
    style = (tmp_path / "build/static/bootstrap.min.css").read_bytes()
    assert style == b"content of bootstrap/dist/css/bootstrap.min.css\n"  # less the map, which is not served


def test_inter_is_served_by_us_for_vietnamese_and_latin_only(modules: Path, tmp_path: Path) -> None:
    front_end.lay_out(modules, tmp_path)

    sheet = (tmp_path / "static/inter.css").read_text("utf-8")
    used = re.findall(r"url\(([^)]+)\)", sheet)
    assert sorted(used) == sorted(f"inter/{file.name}" for file in (tmp_path / "static/inter").iterdir())
    assert len(used) == 4
    assert sheet.count('font-family: "Inter"') == 4


@pytest.fixture
def finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose `.venv` was made from its lock to the end."""
    venv, locks = tmp_path / ".venv", tmp_path / "requirements"
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin/python")
    monkeypatch.setattr(environment, "UNFINISHED", venv / "unfinished")
    monkeypatch.setattr(environment, "REQUIREMENTS", locks)
    front_end.put(locks / "run.lock", b"django==5.2")
    (venv / "bin").mkdir(parents=True)
    (venv / "bin/python").symlink_to(sys.executable)
    (venv / "run.stamp").write_text(environment.stamp_text("run"), "utf-8")
    return tmp_path


def test_a_finished_environment_is_left_alone(finished: Path) -> None:
    assert environment.is_ready("run")
    assert not environment.is_ready("test")


def test_a_changed_lock_is_noticed(finished: Path) -> None:
    (finished / "requirements/run.lock").write_text("django==5.3", "utf-8")

    assert not environment.is_ready("run")


def test_a_start_that_was_killed_is_noticed(finished: Path) -> None:
    (finished / ".venv/unfinished").touch()

    assert not environment.is_ready("run")
    assert not environment.is_sound()


def test_a_replaced_python_is_noticed(finished: Path) -> None:
    python = finished / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/bin/sh")

    assert not environment.is_ready("run")


def test_without_root_the_missing_package_is_named_and_nothing_is_left(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(finished / ".venv")
    monkeypatch.setattr(environment, "has_ensurepip", lambda: False)
    monkeypatch.setattr(environment, "pip_wheel", lambda: None)
    monkeypatch.setattr(machine, "may_install", lambda: None)

    with pytest.raises(machine.SetupError, match=r"sudo apt-get install python3\.\d+-venv"):
        environment.create()
    assert not (finished / ".venv").exists()


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        ("OSError: [Errno 28] No space left on device", "disk"),
        ("NewConnectionError(…)\nERROR: No matching distribution found for django==5.2.19", "network"),
        ("npm ERR! code EAI_AGAIN", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "hash"),
        ("npm ERR! code EINTEGRITY", "hash"),
        ("ERROR: No matching distribution found for tesserocr==2.13.0", "no_wheel"),
        ("something new", "unknown"),
    ],
)
def test_the_cause_of_a_failed_step_is_told(output: str, cause: str) -> None:
    assert machine.cause_in(output) == cause
    sentence = str(machine.failure(cause, step="pip"))
    assert words.KEPT in sentence
    assert "{" not in sentence


def test_locks_hold_each_other_and_every_file_is_hashed() -> None:
    assert pins("run") < pins("test") < pins("bench")
    for lock in (ROOT / "requirements").glob("*.lock"):
        entries = re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8"))
        assert all("--hash=sha256:" in entry for entry in entries), lock.name


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["-m", "not slow", "-n", "2"]),
        (["--slow"], ["-m", "slow", "-n", "2"]),
        (["--all", "-k", "stamp"], ["-n", "2", "-k", "stamp"]),
        (["-n0", "tests/lib"], ["-m", "not slow", "-n0", "tests/lib"]),
    ],
)
def test_lanes(given: list[str], expected: list[str]) -> None:
    assert daily.selection(given) == expected


def test_only_one_start_prepares_and_a_killed_one_frees_the_way(tmp_path: Path) -> None:
    hold = (
        "import sys; from pathlib import Path; from tools import environment, machine\n"
        "machine.BUILD = Path(sys.argv[1])\n"
        "with environment.one_at_a_time(): print('mine', flush=True); sys.stdin.read()"
    )
    start = [sys.executable, "-c", hold, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen(start, **pipes) as first:
        assert first.stdout.readline() == "mine\n"
        with subprocess.Popen(start, **pipes) as second:
            assert second.stderr.readline().strip() == words.WAITING
            os.kill(first.pid, signal.SIGKILL)
            assert second.stdout.readline() == "mine\n"
            second.stdin.close()


@pytest.mark.slow
def test_without_a_network_one_sentence_and_the_next_start_repairs(tmp_path: Path) -> None:
    shutil.copy(ROOT / "vankho", tmp_path)
    for folder in ("tools", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    offline = {**os.environ, "PIP_INDEX_URL": "https://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}
    start = [sys.executable, str(tmp_path / "vankho"), "verify"]

    first, second = (subprocess.run(start, capture_output=True, text=True, env=offline) for _ in range(2))

    assert first.returncode == second.returncode == 1
    assert words.FAILED["network"].split("{")[0] in first.stderr
    assert "Traceback" not in first.stderr + second.stderr
    assert first.stdout == ""
    assert words.REPAIRING in second.stderr
