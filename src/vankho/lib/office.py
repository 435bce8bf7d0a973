"""Where an office lives on disk and how this program is set for it.

An office is one folder: database, kept bytes, spool, index, keys and logs. Practice and real offices never share one.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parents[3]
PRACTICE = REPOSITORY / "var" / "practice"


class OfficeSettings(BaseSettings):
    """Every setting, read from the environment (``VANKHO_…``) and from ``vankho.env`` in the office's folder."""

    model_config = SettingsConfigDict(env_prefix="VANKHO_", env_file_encoding="utf-8", extra="ignore")

    office: Path = PRACTICE
    """The office's folder; the practice office's unless another is named."""
    database: str = ""
    """``postgresql://user:password@host:port/name``; empty means the SQLite file in the office's folder."""
    ceiling: Literal["open", "confidential", "secret", "top_secret"] = "open"
    """The highest secrecy level whose content may exist in this installation."""
    hosts: str = "*"
    """Names this server answers to, separated by commas."""
    https: bool = False
    """Set behind HTTPS: cookies travel only there."""
    debug: bool = False
    build: Path = REPOSITORY / ".build"
    """Front-end files, fonts and reading models made at set-up."""
    log_level: str = "INFO"
    max_upload_megabytes: int = Field(default=300, ge=1)

    @field_validator("office", "build")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @property
    def is_practice(self) -> bool:
        return (self.office / "PRACTICE").exists()


def load() -> OfficeSettings:
    folder = Path(os.environ.get("VANKHO_OFFICE", OfficeSettings.model_fields["office"].default))
    return OfficeSettings(_env_file=folder / "vankho.env")  # type: ignore[call-arg]


def secret_key(folder: Path) -> str:
    """The key that signs sessions; made once per office and readable by its owner only."""
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first; its key is the office's
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
