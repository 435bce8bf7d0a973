"""Secrecy levels (Luật Bảo vệ bí mật nhà nước 117/2025: ba độ mật; 0 is what carries none)."""

from enum import IntEnum


class Level(IntEnum):
    OPEN = 0
    CONFIDENTIAL = 1
    SECRET = 2
    TOP_SECRET = 3


def ceiling(name: str) -> Level:
    """The level named in the settings: ``open``, ``confidential``, ``secret`` or ``top_secret``."""
    return Level[name.upper()]
