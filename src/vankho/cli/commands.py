"""The words. Each loads what it needs when it runs, so that `recognise` needs no database and `run` stays small."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Văn Khố: văn thư và lưu trữ", pretty_exceptions_enable=False
)

Office = Annotated[Path | None, typer.Option("--office", help="Thư mục của cơ quan; bỏ trống là cơ quan tập huấn.")]


def words() -> set[str]:
    return {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe; khác 127.0.0.1 thì dùng HTTPS.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.")] = 8000,
    office: Office = None,
    agency: Annotated[str, typer.Option(help="Tên cơ quan, khi mở cơ quan thật lần đầu.")] = "",
    family: Annotated[str, typer.Option(help="party, state, front, union hoặc youth.")] = "",
    rank: Annotated[str, typer.Option(help="centre, province, commune hoặc base.")] = "",
    administrator: Annotated[str, typer.Option(help="Họ tên người quản trị đầu tiên.")] = "",
) -> None:
    """Mở cơ quan tập huấn (hoặc cơ quan thật với --office), chạy web và việc nền."""
    from . import opening, processes

    founding = opening.ask_if_new(agency, family, rank, administrator)
    raise typer.Exit(processes.run(host, port, founding))


@app.command()
def serve(
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8000,
    office: Office = None,
) -> None:
    """Chỉ chạy web (khi web và việc nền ở hai nơi)."""
    from . import processes

    raise typer.Exit(processes.serve(host, port))


@app.command()
def worker(office: Office = None) -> None:
    """Chỉ chạy việc nền: kiểm tra, đọc, lập chỉ mục."""
    from . import processes

    processes.work()


@app.command()
def sample(office: Office = None) -> None:
    """Tạo tỉnh mẫu để tập huấn trong một cơ quan còn trống và in tài khoản một lần."""
    from . import opening

    opening.in_django("opening", "make_sample")


@app.command()
def password(login: str, office: Office = None) -> None:
    """Cấp mật khẩu mới cho một tài khoản và in ra một lần."""
    from . import opening

    opening.in_django("opening", "new_password", login)


@app.command()
def recognise(
    paths: Annotated[list[Path], typer.Argument(help="Tệp PDF, TIFF, JPEG hoặc PNG.")],
    json: Annotated[bool, typer.Option("--json", help="Mỗi tệp một dòng JSON.")] = False,
    ceiling: Annotated[str, typer.Option(help="open, confidential, secret hoặc top_secret.")] = "open",
) -> None:
    """Đọc các tệp quét: chữ, các trường, mức chắc chắn. Không cần cơ sở dữ liệu."""
    from . import recognising

    recognising.recognise(paths, as_json=json, ceiling=ceiling)


@app.command()
def search(
    query: Annotated[list[str], typer.Argument(help="Từ cần tìm.")],
    login: Annotated[str, typer.Option(help="Tìm với quyền của tài khoản này.")],
    office: Office = None,
) -> None:
    """Tìm như một người dùng tìm, chỉ thấy những gì người đó được biết."""
    from . import opening

    opening.in_django("searching", "search", " ".join(query), login)


@app.command()
def verify(office: Office = None) -> None:
    """Chứng minh nhật ký, số, kho tệp còn nguyên; sai thì nói rõ chỗ nào."""
    from . import opening

    raise typer.Exit(opening.in_django("verifying", "verify"))


@app.command()
def reindex(office: Office = None) -> None:
    """Lập lại chỉ mục tìm kiếm từ cơ sở dữ liệu."""
    from . import opening

    opening.in_django("searching", "reindex")
