"""The one place that starts other programs: known interpreter, small environment, pipes, nothing inherited."""

from __future__ import annotations

import os
import subprocess  # noqa: TID251 - this is the room the rule sends everybody to
import sys
from pathlib import Path
from typing import BinaryIO

_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "VANKHO_TESSDATA", "LD_LIBRARY_PATH")


class Companion:
    """A child process of our own code, spoken to over its standard input and output."""

    def __init__(self, module: str) -> None:
        environment = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
        source = Path(__file__).resolve().parents[2]
        environment |= {"PYTHONPATH": str(source), "OMP_THREAD_LIMIT": "1", "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # an engine's complaints may quote the page
            env=environment,
            close_fds=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def to(self) -> BinaryIO:
        assert self._process.stdin is not None
        return self._process.stdin  # type: ignore[return-value]

    @property
    def from_(self) -> BinaryIO:
        assert self._process.stdout is not None
        return self._process.stdout  # type: ignore[return-value]

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End it at once and collect it; safe to repeat."""
        if self.alive():
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written goes nowhere now
                    continue

    def dismiss(self, seconds: float = 2.0) -> None:
        """Close its input, which tells it to leave; end it when it does not."""
        try:
            self.to.close()
            self._process.wait(seconds)
        except (OSError, subprocess.TimeoutExpired):
            pass
        self.kill()
