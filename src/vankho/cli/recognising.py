"""`recognise`: one JSON line for each input file, in input order; an answer for every file, rejections included."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

from vankho.formats.reading import Fault, Recognition, StampLevel
from vankho.lib.office import load


def recognise(paths: list[Path], *, as_json: bool, ceiling: str) -> None:
    """Print what each file says. Raises a usage error for a ceiling that is unknown or above the installation's."""
    from vankho.formats.reader import Reader
    from vankho.formats.recognition import to_json

    level = _level(ceiling)
    reader = Reader()
    try:
        for n, path in enumerate(paths, 1):
            typer.echo(f"[{n}/{len(paths)}] {path}", err=True)
            told = to_json(_read(reader, path, level), str(path))
            sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n" if as_json else _as_text(told))
            sys.stdout.flush()
    finally:
        reader.close()


def _level(name: str) -> StampLevel:
    highest = StampLevel[load().ceiling.upper()]
    try:
        level = StampLevel[name.upper()]
    except KeyError:
        raise typer.BadParameter("mức mật phải là open, confidential, secret hoặc top_secret") from None
    if level > highest:
        raise typer.BadParameter(f"máy này chỉ được giữ đến mức {highest.name.lower()} (VANKHO_CEILING)")
    return level


def _read(reader: object, path: Path, level: StampLevel) -> Recognition:
    from vankho.formats.reader import Reader

    assert isinstance(reader, Reader)
    try:
        data = path.read_bytes()
    except OSError as error:
        sentence = f"Không mở được tệp ({error.strerror}). Chưa có gì được đọc. Hãy kiểm tra đường dẫn và quyền đọc."
        return Recognition("rejected", Fault("cli.unreadable_path", sentence))
    return reader.read(data, path.name, level)


def _as_text(told: dict[str, object]) -> str:
    error = told["error"]
    if isinstance(error, dict):
        return f"{told['file']}: {error['message']} ({error['code']})\n"
    fields = told["fields"]
    assert isinstance(fields, dict)
    lines = [f"  {name}: {value}" for name, value in fields.items() if value]
    return "\n".join([f"{told['file']}: {told['status']}", *lines, str(told["text"]), ""])
