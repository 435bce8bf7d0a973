"""How a reader process and its owner talk: a JSON head and raw bytes, over pipes, never a file on disk.

Nothing is unpickled: the process that handled a hostile file must not be able to make its owner run anything.
"""

from __future__ import annotations

import dataclasses
import json
import struct
from typing import Any, BinaryIO

from .reading import (
    Box,
    Fault,
    FieldValue,
    Line,
    PageReading,
    Recognition,
    StampHit,
    StampLevel,
    Word,
)

_HEAD = struct.Struct(">IQ")
_LONGEST_HEAD = 256 * 1024 * 1024
_LONGEST_PAYLOAD = 2 * 1024 * 1024 * 1024


def send(stream: BinaryIO, head: dict[str, Any], payload: bytes = b"") -> None:
    encoded = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
    stream.write(_HEAD.pack(len(encoded), len(payload)))
    stream.write(encoded)
    stream.write(payload)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message, or None when the other side has gone."""
    lengths = _exactly(stream, _HEAD.size)
    if lengths is None:
        return None
    head_length, payload_length = _HEAD.unpack(lengths)
    if head_length > _LONGEST_HEAD or payload_length > _LONGEST_PAYLOAD:
        return None
    encoded, payload = _exactly(stream, head_length), _exactly(stream, payload_length)
    if encoded is None or payload is None:
        return None
    return json.loads(encoded.decode("utf-8", "surrogatepass")), payload


def _exactly(stream: BinaryIO, length: int) -> bytes | None:
    chunks: list[bytes] = []
    while length:
        chunk = stream.read(min(length, 1 << 20))
        if not chunk:
            return None
        chunks.append(chunk)
        length -= len(chunk)
    return b"".join(chunks)


def packed(recognition: Recognition) -> dict[str, Any]:
    return dataclasses.asdict(recognition)


def unpacked(facts: dict[str, Any]) -> Recognition:
    error = facts["error"]
    return Recognition(
        status=facts["status"],
        error=Fault(**error) if error else None,
        warnings=tuple(Fault(**warning) for warning in facts["warnings"]),
        pages=tuple(_page(page) for page in facts["pages"]),
        fields={key: _field(value) for key, value in facts["fields"].items()},
        stamps=tuple(_stamp(stamp) for stamp in facts["stamps"]),
        image_count=facts["image_count"],
        seconds=facts["seconds"],
    )


def _box(edges: list[int]) -> Box:
    left, top, right, bottom = edges
    return left, top, right, bottom


def _page(page: dict[str, Any]) -> PageReading:
    return PageReading(**{**page, **{part: tuple(map(_line, page[part])) for part in ("lines", "stamped")}})


def _line(line: dict[str, Any]) -> Line:
    return Line(tuple(Word(**{**word, "box": _box(word["box"])}) for word in line["words"]))


def _field(value: dict[str, Any]) -> FieldValue:
    boxes = tuple(map(_box, value["boxes"]))
    return FieldValue(**{**value, "boxes": boxes, "candidates": tuple(value["candidates"])})


def _stamp(stamp: dict[str, Any]) -> StampHit:
    return StampHit(**{**stamp, "level": StampLevel(stamp["level"]), "box": _box(stamp["box"])})
