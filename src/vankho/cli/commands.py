from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Văn Khố")


def words() -> set[str]:
    return {command.name or "" for command in app.registered_commands}
