"""Loaded first of all: the suite has an office of its own, on SQLite or on the PostgreSQL it was given."""

import os
import tempfile

os.environ["VANKHO_OFFICE"] = tempfile.mkdtemp(prefix="vankho-test-")
os.environ["VANKHO_DATABASE"] = os.environ.get("VANKHO_TEST_DATABASE", "")
os.environ["VANKHO_CEILING"] = "open"
