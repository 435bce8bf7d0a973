"""One file in, everything it tells out. No text or field exists before the stamp search has let the file pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from itertools import chain

from PIL import Image

from .containers import Limits, OpenedFile, Refused, open_pages, shown_name
from .fields import extract_fields
from .ocr import Engine
from .page_reading import read_image
from .reading import Fault, FieldValue, PageReading, Recognition, StampHit, StampLevel
from .stamp_text import find_stamps_in_text
from .stamps import find_stamps
from .words import LEVEL_WORDS, fault

_DOUBT = 0.25
"""What the search gives a frame that looks like a stamp and could not be read."""

Progress = Callable[[int, int], None]
Previews = Callable[[int, Image.Image], None]


def recognise(
    data: bytes,
    name: str,
    ceiling: StampLevel = StampLevel.OPEN,
    progress: Progress | None = None,
    previews: Previews | None = None,
    *,
    limits: Limits | None = None,
    skip: Collection[int] = (),
) -> Recognition:
    """Read one file. Every outcome is an answer: nothing a file contains makes this raise.

    `progress` hears (steps done, steps in all): one step per picture for the search, one for the reading. `previews`
    gets every logical page upright, in order, once the search has passed; should the text then show a stamp that the
    search missed, the answer is still ``secret_stamp`` and what was given to `previews` must be thrown away. Pictures
    whose index is in `skip` are searched but not read.
    """
    started = time.monotonic()
    try:
        opened = open_pages(data, name, limits)
    except Refused as refused:
        return _refusal(refused, started)
    try:
        reading = _Reading(opened, shown_name(name), ceiling, progress, previews, skip)
        result = reading.run()
    except Refused as refused:
        result = _refusal(refused, started)
    finally:
        opened.close()
    return replace(result, seconds=round(time.monotonic() - started, 3))


def _refusal(refused: Refused, started: float) -> Recognition:
    status = "needs_password" if refused.code == "file.needs_password" else "rejected"
    return Recognition(status, error=refused.fault, seconds=round(time.monotonic() - started, 3))


class _Reading:
    """The steps for one opened file."""

    def __init__(
        self,
        opened: OpenedFile,
        name: str,
        ceiling: StampLevel,
        progress: Progress | None,
        previews: Previews | None,
        skip: Collection[int],
    ) -> None:
        self._opened = opened
        self._name = name
        self._ceiling = ceiling
        self._progress = progress
        self._previews = previews
        self._skip = skip

    def run(self) -> Recognition:
        stamps = self._search()
        if _highest(stamps) > self._ceiling:
            return self._stopped(stamps)
        pages: list[PageReading] = []
        for index in range(self._opened.count):
            pages += self._read(index)
            self._step(self._opened.count + index + 1)
        missed = find_stamps_in_text(chain.from_iterable((*page.lines, *page.stamped) for page in pages))
        if _highest(missed) > max(self._ceiling, _highest(stamps)):
            return self._stopped([*stamps, *missed])
        stamps = stamps or missed
        fields = {**extract_fields(pages), **_level_field(stamps)}
        return Recognition(
            "ok",
            warnings=self._opened.warnings + self._skipped_faults(),
            pages=tuple(pages),
            fields=fields,
            stamps=tuple(stamps),
            image_count=self._opened.count,
        )

    def _search(self) -> list[StampHit]:
        hits: list[StampHit] = []
        readable = 0
        for index in range(self._opened.count):
            image = self._opened.page(index)
            if image is not None:
                readable += 1
                if not image.is_text_only:  # its words are searched before anything of it is kept
                    hits += find_stamps(image.pixels, image.dpi)
            self._step(index + 1)
        if not readable:
            raise Refused("file.truncated", name=self._name)
        return hits

    def _stopped(self, stamps: list[StampHit]) -> Recognition:
        worst = max(stamps, key=lambda hit: (hit.level, hit.confidence))
        return Recognition(
            "secret_stamp",
            warnings=self._opened.warnings,
            error=fault("stamp.above_ceiling", name=self._name, seen=worst.seen),
            stamps=tuple(stamps),
            image_count=self._opened.count,
        )

    def _read(self, index: int) -> list[PageReading]:
        image = None if index in self._skip else self._opened.page(index)
        if image is None:
            return [PageReading(index, 0, 0, ())]
        logical = read_image(image, shared_engine())
        if self._previews is not None:
            for _, picture in logical:
                self._previews(index, Image.fromarray(picture))
        return [page for page, _ in logical]

    def _skipped_faults(self) -> tuple[Fault, ...]:
        return tuple(fault("file.page_too_slow", name=self._name, page=index + 1) for index in sorted(self._skip))

    def _step(self, done: int) -> None:
        if self._progress is not None:
            self._progress(done, 2 * self._opened.count)


@cache
def shared_engine() -> Engine:
    """The engine of this process, loaded at the first page."""
    return Engine()


def _highest(stamps: Collection[StampHit]) -> StampLevel:
    return max((hit.level for hit in stamps), default=StampLevel.OPEN)


def _level_field(stamps: Collection[StampHit]) -> dict[str, FieldValue]:
    """The level of the surest highest stamp; a frame that nobody could read is a doubt to look at, not a value."""
    marked = [hit for hit in stamps if hit.level > StampLevel.OPEN]
    if not marked:
        return {}
    read = [hit for hit in marked if hit.confidence > _DOUBT]
    best = max(read or marked, key=lambda hit: (hit.level, hit.confidence))
    word = LEVEL_WORDS[best.level]
    if not read:
        return {"do_mat": FieldValue("", best.confidence, boxes=(best.box,), candidates=(word,))}
    return {"do_mat": FieldValue(word, best.confidence, boxes=(best.box,))}


def to_json(recognition: Recognition, file: str) -> dict[str, object]:
    """The object that ``vankho recognise --json`` prints for one file."""
    by_image: dict[int, list[PageReading]] = {}
    for page in recognition.pages:
        by_image.setdefault(page.image, []).append(page)
    error = recognition.error
    return {
        "file": file,
        "status": recognition.status,
        "error": {"code": error.code, "message": error.message} if error else None,
        "warnings": [{"code": warning.code, "message": warning.message} for warning in recognition.warnings],
        "pages": [
            {
                "text": "\n".join(page.text for page in pages),
                "rotation": pages[0].rotation,
                "blank": all(page.blank for page in pages),
            }
            for _, pages in sorted(by_image.items())
        ],
        "text": "\f".join(page.text for page in recognition.pages),
        "fields": {key: field.value for key, field in recognition.fields.items()},
        "confidence": {key: round(field.confidence, 3) for key, field in recognition.fields.items()},
        "seconds": recognition.seconds,
    }
