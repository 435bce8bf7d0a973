"""A real office in a folder of its own, for what needs other processes: kills, restarts, several at a time."""

from __future__ import annotations

import os
import secrets
import subprocess  # noqa: TID251 - the program itself is started, as an operator would
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class RealOffice:
    """Its folder, and the address of its database (empty: the SQLite file in the folder)."""

    folder: Path
    database: str

    def environment(self, **more: str) -> dict[str, str]:
        return {
            **os.environ,
            "VANKHO_OFFICE": str(self.folder),
            "VANKHO_DATABASE": self.database,
            "DJANGO_SETTINGS_MODULE": "vankho.config.settings",
            "PYTHONPATH": str(ROOT),
            **more,
        }

    def start(self, *words: str, **options: object) -> subprocess.Popen[bytes]:
        """A Python process of this office: ``start("-m", "vankho", "worker")``."""
        return subprocess.Popen([sys.executable, *words], env=self.environment(), cwd=ROOT, **options)

    def do(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a Python process of this office to its end."""
        return subprocess.run(
            [sys.executable, *words], env=self.environment(**more), cwd=ROOT, capture_output=True, text=True
        )

    def vankho(self, *words: str) -> str:
        """A word of `./vankho`; what it printed. An assertion error when it failed."""
        done = self.do("-m", "vankho", *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """An empty database beside the one at `server`, gone afterwards; for no server, SQLite's empty address."""
    if not server:
        yield ""
        return
    import psycopg

    name = f"vankho_real_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def real_office(folder: Path, server: str = "") -> Iterator[RealOffice]:
    """An office with all its tables and nothing in them."""
    with fresh_database(server) as database:
        office = RealOffice(folder, database)
        office.vankho("migrate", "--verbosity", "0")
        yield office
