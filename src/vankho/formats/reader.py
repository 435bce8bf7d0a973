"""Reading kept in a process of its own: whatever a file does to it, the caller lives and gets an answer."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from . import wire
from ._run import Companion
from .containers import shown_name
from .reading import Recognition, StampLevel
from .recognition import Progress
from .words import fault

_MODULE = "vankho.formats.reader_process"
ScreenPictures = Callable[[int, bytes], None]
"""Hears the index of the file's image and a page on it as JPEG, upright, as wide as a screen shows it."""
_Message = tuple[dict[str, Any], bytes] | None


@dataclass(frozen=True)
class ReaderLimits:
    """Wall-clock seconds and counts. A page far above its time is left unread; the file goes on."""

    start_seconds: float = 60.0
    page_seconds: float = 90.0
    document_seconds: float = 1800.0
    documents_per_process: int = 200
    pages_given_up: int = 3


class _Lost(Exception):
    """The process died or ran out of time during a step."""

    def __init__(self, code: str, steps_done: int, steps: int) -> None:
        super().__init__(code)
        self.code = code
        self.steps_done = steps_done
        self.steps = steps


class Reader:
    """One bounded process that reads files one after the other. Calls from several threads wait for each other."""

    def __init__(self, limits: ReaderLimits | None = None) -> None:
        self._limits = limits or ReaderLimits()
        self._turn = threading.Lock()
        self._companion: Companion | None = None
        self._messages: queue.Queue[_Message] = queue.Queue()
        self._served = 0

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(
        self,
        data: bytes,
        name: str,
        ceiling: StampLevel = StampLevel.OPEN,
        on_progress: Progress | None = None,
        on_preview: ScreenPictures | None = None,
    ) -> Recognition:
        """Like `recognition.recognise`, but a file that crashes, hangs or swells the engine gives a fault, not a death.

        A page that kills or stalls the engine is left unread with a warning, up to `pages_given_up` times; trouble
        before the stamp search is over rejects the file, because an unsearched page must not be read.
        """
        started = time.monotonic()
        skip: list[int] = []
        with self._turn:
            while True:
                listener = _Listener(on_progress, on_preview)
                try:
                    result = self._once(data, name, ceiling, skip, listener, started)
                except _Lost as lost:
                    self._discard()
                    page = lost.steps_done - lost.steps // 2
                    is_reading = 0 <= page < lost.steps // 2
                    if not is_reading or len(skip) >= self._limits.pages_given_up or self._late(started):
                        result = Recognition("rejected", error=fault(lost.code, name=shown_name(name)))
                        break
                    skip.append(page)
                else:
                    break
        return replace(result, seconds=round(time.monotonic() - started, 3))

    def close(self) -> None:
        """End the process; a later `read` starts a new one."""
        with self._turn:
            companion, self._companion = self._companion, None
            if companion is not None:
                companion.dismiss()

    def _late(self, started: float) -> bool:
        return time.monotonic() - started > self._limits.document_seconds

    def _once(
        self, data: bytes, name: str, ceiling: StampLevel, skip: list[int], listener: _Listener, started: float
    ) -> Recognition:
        fresh = self._ready()
        head = {"name": name, "ceiling": int(ceiling), "skip": skip, "previews": listener.wants_previews}
        with contextlib.suppress(OSError):  # a dead process is noticed by the silence that follows
            wire.send(self._process().to, head, data)
        patience = self._limits.page_seconds + (self._limits.start_seconds if fresh else 0)
        while True:
            message = self._next(min(patience, started + self._limits.document_seconds - time.monotonic()), listener)
            patience = self._limits.page_seconds
            if message[0]["kind"] == "result":
                return wire.unpacked(message[0]["recognition"])
            listener.hear(*message)

    def _next(self, seconds: float, listener: _Listener) -> tuple[dict[str, Any], bytes]:
        try:
            message = self._messages.get(timeout=max(seconds, 0.001))
        except queue.Empty:
            raise _Lost("file.too_costly", listener.done, listener.total) from None
        if message is None:
            raise _Lost("file.reader_failed", listener.done, listener.total)
        return message

    def _process(self) -> Companion:
        assert self._companion is not None
        return self._companion

    def _ready(self) -> bool:
        """A living process; True when it had to be started."""
        worn = self._served >= self._limits.documents_per_process
        if self._companion is not None and (worn or not self._companion.alive()):
            self._discard()
        self._served += 1
        if self._companion is not None:
            return False
        self._served = 1
        self._companion = Companion(_MODULE)
        self._messages = queue.Queue(maxsize=4)  # a slow caller slows the reader down instead of filling the memory
        threading.Thread(target=_pump, args=(self._companion, self._messages), daemon=True).start()
        return True

    def _discard(self) -> None:
        companion, self._companion = self._companion, None
        if companion is not None:
            companion.kill()


class _Listener:
    """What the caller hears, and how far the file has come."""

    def __init__(self, on_progress: Progress | None, on_preview: ScreenPictures | None) -> None:
        self._on_progress = on_progress
        self._on_preview = on_preview
        self.wants_previews = on_preview is not None
        self.done = 0
        self.total = 0

    def hear(self, head: dict[str, Any], payload: bytes) -> None:
        if head["kind"] == "progress":
            self.done, self.total = int(head["done"]), int(head["total"])
            if self._on_progress is not None:
                self._on_progress(self.done, self.total)
        elif head["kind"] == "preview" and self._on_preview is not None:
            self._on_preview(int(head["index"]), payload)


def _pump(companion: Companion, messages: queue.Queue[_Message]) -> None:
    """Move what the process says into the queue; None when it is gone."""
    while True:
        try:
            message = wire.receive(companion.from_)
        except (OSError, ValueError):
            message = None
        messages.put(message)
        if message is None:
            return
