"""The operator's door: every word of `./vankho` that set-up does not take."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a command. Words of the house first; the rest is Django's own management commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankho.config.settings")
    from .commands import app, words

    if len(sys.argv) > 1 and sys.argv[1] not in words() and not sys.argv[1].startswith("-"):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
        return
    app()
