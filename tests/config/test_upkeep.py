"""The database's own upkeep."""

import pytest
from django.db import connection

from vankho.config.tasks import count_for_the_planner


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL counts by itself")
def test_counting_for_the_planner_can_be_repeated(cast):
    count_for_the_planner()
    count_for_the_planner()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'orgs_person'")
        assert cursor.fetchone()[0] > 0
