"""The folder of the index: generations, and the file that names the one in use.

Building anew fills a new generation beside the one in use and switches at the end, while readers go on. Damage of any
kind is met by building anew: everything in the index comes from the ledger and the database.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index

from vankho.lib.errors import VankhoError
from vankho.search.document import SCHEMA_VERSION, build_schema, register_words
from vankho.search.errors import IndexDamaged, IndexOutdated, TooManyWords

_CURRENT = "current"
VOCABULARY = "words.sqlite"


@contextmanager
def reported(folder: Path, error: type[VankhoError] = IndexDamaged) -> Iterator[None]:
    """What the engine says of files it cannot read or write becomes `error`; it panics on some, past `Exception`."""
    try:
        yield
    except (ValueError, OSError) as fault:
        if "max expansions" in str(fault):
            raise TooManyWords from fault
        raise error(folder=str(folder), fault=str(fault)) from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise error(folder=str(folder), fault=str(fault)) from fault


def current_generation(folder: Path) -> Path:
    """The generation in use.

    Raises:
        IndexDamaged: there is none.
        IndexOutdated: it was written with another schema.
    """
    try:
        named = json.loads((folder / _CURRENT).read_text("ascii"))
        schema, generation = named["schema"], folder / f"{named['generation']:06}"
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise IndexDamaged(folder=str(folder), fault=str(fault)) from fault
    if schema != SCHEMA_VERSION:
        raise IndexOutdated(folder=str(folder), fault=f"schema {schema}")
    return generation


def open_generation(generation: Path) -> Index:
    """Raises IndexDamaged."""
    with reported(generation):
        index = Index.open(str(generation))
        register_words(index)
        index.config_reader("manual")
        index.reload()
    return index


def fresh_generation(folder: Path) -> Path:
    """An empty index beside all others, not yet in use."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [int(found.name) for found in folder.iterdir() if found.name.isdigit()]
    generation = folder / f"{max(numbers, default=0) + 1:06}"
    generation.mkdir()
    Index(build_schema(), path=str(generation), reuse=False)
    return generation


def put_into_use(generation: Path) -> None:
    """From here on the folder is this generation; older ones are removed, newer ones are still being built."""
    folder = generation.parent
    written = folder / f"{_CURRENT}.new"
    with written.open("w", encoding="ascii") as file:
        json.dump({"schema": SCHEMA_VERSION, "generation": int(generation.name)}, file)
        file.flush()
        os.fsync(file.fileno())
    written.replace(folder / _CURRENT)
    for found in folder.iterdir():
        if found.name.isdigit() and int(found.name) < int(generation.name):
            shutil.rmtree(found, ignore_errors=True)  # open on Windows: the next building anew removes it
