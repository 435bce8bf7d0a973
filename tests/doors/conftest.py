"""One office for all doors; whatever a test changed in it is taken back before the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from tests.doors import world as worlds


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[worlds.World]:
    folder: Path = tmp_path_factory.mktemp("doors") / "office"
    with django_db_blocker.unblock(), worlds.office_in(folder), transaction.atomic():
        yield worlds.made()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_office(world: worlds.World, db) -> worlds.World:
    """Instead of a fresh office for each test: the one of all doors, as it was made."""
    return world
