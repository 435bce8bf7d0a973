"""`verify`: the ledger's chain, the numbers, the kept bytes and what the register says about them, proved."""

from __future__ import annotations

import typer

from vankho.ledger import queries as ledger
from vankho.numbering import series as numbering
from vankho.preservation import queries as preservation
from vankho.records import proof as records

PARTS = (
    ("Nhật ký", ledger.flaws),
    ("Số", numbering.flaws),
    ("Sổ văn bản đến", records.flaws),
    ("Kho tệp", preservation.flaws),
)


def verify() -> int:
    """Print each part and every place where it does not hold; 0 when all of it does."""
    broken = 0
    for name, flaws in PARTS:
        found = 0
        for flaw in flaws():
            found += 1
            typer.echo(f"SAI  {flaw.place}: {flaw.what}")
        typer.echo(f"{'SAI' if found else 'ĐÚNG'}  {name}")
        broken += found
    seq, digest = ledger.head()
    typer.echo(f"Mục nhật ký cuối: {seq}, mã {digest[:16]}")
    return 1 if broken else 0
