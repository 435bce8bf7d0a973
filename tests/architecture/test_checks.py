"""Floors, types, style, dependencies and migrations as `./vankho check` judges them: the gate judges them too."""

from __future__ import annotations

import subprocess  # noqa: TID251 - the checks are programs of their own
import sys
from pathlib import Path

import pytest
from tools.daily import CHECKS

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
def test_what_check_asks_holds(check):
    done = subprocess.run([sys.executable, *CHECKS[check]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
