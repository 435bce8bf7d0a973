"""Every test runs in an office of its own: a fresh folder, and a database that forgets what the test did."""

from __future__ import annotations

import pytest

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def own_office(settings, tmp_path):
    """Bytes, spool and index of a test lie in its own folder; static files need no collecting."""
    settings.OFFICE = settings.OFFICE.model_copy(update={"office": tmp_path / "office"})
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["tests.quick_hasher.QuickArgon2"]
    return tmp_path / "office"


@pytest.fixture
def committed(transactional_db):
    """For tests that need real commits: the ledger's guard is lifted only to clean up afterwards."""
    from django.db import connection

    from vankho.ledger import append_only

    append_only.guard(connection)
    yield
    append_only.unguard(connection)
