"""Loaded first of all: the suite has an office of its own, on SQLite or on the PostgreSQL it was given."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="vankho-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["VANKHO_OFFICE"] = _folder
os.environ["VANKHO_DATABASE"] = os.environ.get("VANKHO_TEST_DATABASE", "")
os.environ["VANKHO_CEILING"] = "open"
