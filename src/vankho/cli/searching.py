"""`search` and `reindex`."""

from __future__ import annotations

import typer

from vankho.orgs import queries as orgs
from vankho.search import indexing
from vankho.search import queries as finding


def search(words: str, login: str) -> None:
    """Print what an account would find, in its own agency and clearance."""
    account = orgs.account_for_login(login)
    if account is None:
        typer.echo(f"Không có tài khoản «{login}».", err=True)
        raise typer.Exit(1)
    answer = finding.find(orgs.actor_for(account), words)
    typer.echo(f"{answer.total} kết quả")
    for shown in answer.shown:
        line = shown.document
        marked = "".join(f"[{text}]" if is_match else text for text, is_match in shown.snippet or shown.subject)
        typer.echo(f"{line.book}/{line.number}  {line.reference}  {line.issuer}\n    {marked}")
    if answer.suggestion:
        typer.echo(f"Có phải bạn tìm: {answer.suggestion}")


def reindex() -> None:
    """Build the search index anew; the worker must not run."""
    typer.echo(f"Đã lập lại chỉ mục: {indexing.rebuild()} văn bản")
