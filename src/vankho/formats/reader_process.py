"""The inside of a reader: takes one file at a time from its owner's pipe, reads it under limits, answers, waits."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, BinaryIO

import cv2
from PIL import Image

from vankho.lib.processes import leave_with

from .reading import Recognition, StampLevel
from .recognition import recognise
from .wire import packed, receive, send
from .words import fault

SCREEN_WIDTH = 1240
"""Pixels across a page on a screen: A4 at 150 dpi."""
MEMORY_BYTES = 3 * 1024**3  # a 120-megapixel colour page is 360 MB and is held in a handful of forms at once


def limit_own_resources(memory_bytes: int) -> None:
    """Memory, and no core file (it would hold the page), where the system knows such limits."""
    try:
        import resource
    except ImportError:  # Windows: the owner's clock is the only limit there
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def private_output() -> BinaryIO:
    """The pipe to the owner under a new number; libraries that print to standard output print into nothing."""
    pipe = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipe


def screen_picture(page: Image.Image) -> bytes:
    """A page as a screen shows it: JPEG, at most `SCREEN_WIDTH` wide. Packed here, so that the owner stays small.

    WebP would be a third smaller and cost ten times the time.
    """
    page.thumbnail((SCREEN_WIDTH, 4 * SCREEN_WIDTH))
    packed = io.BytesIO()
    page.convert("RGB" if page.mode == "RGB" else "L").save(packed, "JPEG", quality=60)
    return packed.getvalue()


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer requests until the owner closes the pipe."""
    while (request := receive(source)) is not None:
        head, data = request
        send(target, {"kind": "result", "recognition": packed(_answer(head, data, target))})


def _answer(head: dict[str, Any], data: bytes, target: BinaryIO) -> Recognition:
    def progress(done: int, total: int) -> None:
        send(target, {"kind": "progress", "done": done, "total": total})

    def preview(index: int, picture: Image.Image) -> None:
        send(target, {"kind": "preview", "index": index}, screen_picture(picture))

    name = str(head["name"])
    try:
        return recognise(
            data,
            name,
            StampLevel(head["ceiling"]),
            progress,
            preview if head["previews"] else None,
            skip=frozenset(head["skip"]),
        )
    except MemoryError:
        return Recognition("rejected", error=fault("file.too_costly", name=name))


def main() -> None:
    limit_own_resources(MEMORY_BYTES)
    cv2.setNumThreads(1)  # several readers share the machine; a page must not fight its neighbour for cores
    leave_with(os.getppid())
    if hasattr(os, "nice"):
        os.nice(5)  # people at their pages come before the pile of scans
    serve(sys.stdin.buffer, private_output())


if __name__ == "__main__":
    main()
