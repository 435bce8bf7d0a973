"""The operator's door: every word of `./vankho` that set-up does not take."""

from __future__ import annotations

import os
import sys


def choose_office(arguments: list[str]) -> None:
    """Take ``--office DIR`` before anything of Django is loaded: the settings are that office's."""
    for n, argument in enumerate(arguments):
        if argument == "--office" and n + 1 < len(arguments):
            os.environ["VANKHO_OFFICE"] = os.path.abspath(arguments[n + 1])
        elif argument.startswith("--office="):
            os.environ["VANKHO_OFFICE"] = os.path.abspath(argument.partition("=")[2])


def main() -> None:
    """Run a word of the house; any other word is one of Django's management commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankho.config.settings")
    choose_office(sys.argv[1:])
    from .commands import app, words

    if len(sys.argv) > 1 and sys.argv[1] not in words() and not sys.argv[1].startswith("-"):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
        return
    app()
