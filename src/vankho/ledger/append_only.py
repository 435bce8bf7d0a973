"""The database itself refuses to change or remove a ledger entry."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS ledger_entry_no_{act} BEFORE {ACT} ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END
"""

_POSTGRES = [
    """
    CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'ledger entries are append-only'; END $$
    """,
    """
    CREATE OR REPLACE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
    """,
]


def guard(connection: BaseDatabaseWrapper) -> None:
    """Make the ledger append-only; harmless when it already is."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ("update", "delete"):
                cursor.execute(_SQLITE.format(act=act, ACT=act.upper()))
        else:
            for statement in _POSTGRES:
                cursor.execute(statement)


def unguard(connection: BaseDatabaseWrapper) -> None:
    """For taking the whole schema down again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS ledger_entry_no_{act}")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS ledger_entry_append_only ON ledger_entry")
