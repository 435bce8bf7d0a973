"""Processes that register into one register are killed at random: no number twice, none missing, none lost.

The full run (8 × 2,000, with figures) is `bench/registrations.py`.
"""

from __future__ import annotations

import os
import subprocess  # noqa: TID251 - the bench is a program
import sys

import pytest

from tests.real_office import ROOT


@pytest.mark.slow
def test_no_number_is_lost_or_doubled():
    server = os.environ.get("VANKHO_TEST_DATABASE", "")
    words = ["--database", server or "sqlite", "--processes", "8", "--each", "150", "--pause", "0.1"]
    done = subprocess.run(
        [sys.executable, "bench/registrations.py", *words], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "none missing" in done.stdout
