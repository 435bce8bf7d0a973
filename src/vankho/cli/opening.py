"""Opening an office: a real one asks who it is, the practice one is filled with a sample province."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from vankho.lib.office import PRACTICE, load

if TYPE_CHECKING:
    from vankho.training.sample import Row

FAMILIES = {"1": "party", "2": "state", "3": "front", "4": "union", "5": "youth"}
RANKS = {"1": "centre", "2": "province", "3": "commune", "4": "base"}


@dataclass(frozen=True)
class Founding:
    """What a new real office begins with."""

    agency: str
    family: str
    rank: str
    administrator: str


def is_practice_folder(folder: Path) -> bool:
    return folder == PRACTICE


def is_new(folder: Path) -> bool:
    return not (folder / "OPENED").exists()


def can_be_written(folder: Path) -> bool:
    """Whether the office's folder is there or can be made, and takes a file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def ask_if_new(agency: str, family: str, rank: str, administrator: str) -> Founding | None:
    """Ask for the agency and the first administrator of a real office that is opened for the first time."""
    folder = load().office
    if is_practice_folder(folder) or not is_new(folder):
        return None
    typer.echo(f"Mở cơ quan mới tại {folder}", err=True)
    try:
        return _asked(agency, family, rank, administrator)
    except typer.Abort:
        typer.echo("\nĐã dừng giữa chừng. Chưa có gì được tạo; gọi lại lệnh này để làm từ đầu.", err=True)
        raise typer.Exit(1) from None


def _asked(agency: str, family: str, rank: str, administrator: str) -> Founding:
    return Founding(
        agency or typer.prompt("Tên cơ quan (ví dụ: Đảng ủy xã Ngọc Lặc)"),
        family
        or _choose("Hệ thống: 1 Đảng, 2 Nhà nước, 3 Mặt trận, 4 tổ chức chính trị - xã hội, 5 Đoàn", FAMILIES, "1"),
        rank or _choose("Cấp: 1 trung ương, 2 tỉnh, 3 xã, 4 cơ sở", RANKS, "3"),
        administrator or typer.prompt("Họ tên người quản trị đầu tiên"),
    )


def _choose(question: str, choices: dict[str, str], usual: str) -> str:
    while (answer := str(typer.prompt(question, default=usual))) not in choices:
        typer.echo("Hãy gõ một trong các số trên.", err=True)
    return choices[answer]


def in_django(module: str, function: str, *arguments: Any) -> Any:
    """Call a function of this door's `module` once the office's database can be used."""
    import django

    django.setup()
    return getattr(import_module(f"vankho.cli.{module}"), function)(*arguments)


def prepare(founding: Founding | None) -> None:
    """Bring database and served files up to date, and fill an office that is opened for the first time."""
    from django.core.management import call_command

    from vankho.cli.serving import collect

    folder = load().office
    call_command("migrate", verbosity=0, interactive=False)
    collect()
    if not is_new(folder):
        return
    if founding:
        _found(founding)
    elif is_practice_folder(folder):
        (folder / "PRACTICE").touch()
        make_sample()
    _remember(folder)


def _remember(folder: Path) -> None:
    with (folder / "OPENED").open("w") as file:
        file.write("1\n")
        file.flush()
        os.fsync(file.fileno())


def _found(founding: Founding) -> None:
    from vankho.training import sample

    _print_once(sample.found_office(founding.agency, founding.family, founding.rank, founding.administrator))


def make_sample() -> None:
    """The sample province of the practice office."""
    from vankho.training import sample

    _print_once(sample.make_province())


def _print_once(rows: list[Row]) -> None:
    typer.echo("\nTài khoản (chỉ in lần này, hãy giữ lại):", err=True)
    for agency, of_agency in groupby(rows, key=lambda row: row.agency):
        typer.echo(f"\n  {agency}", err=True)
        for row in of_agency:
            typer.echo(f"    {row.login:<18} {row.secret:<22} {row.who}", err=True)
    typer.echo("", err=True)


def new_password(login: str) -> None:
    """A fresh password for somebody who lost his; printed once."""
    from vankho.clearance.actor import system
    from vankho.orgs import actions as orgs

    typer.echo(orgs.reset_password(system("operator"), login))
