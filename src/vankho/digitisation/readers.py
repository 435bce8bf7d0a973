"""Reader processes: one for each file that is being read at the moment, gone again when there is nothing to read."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vankho.formats.reader import Reader

IDLE_SECONDS = 60.0
"""A reader holds its models, some 200 MB; starting one takes a second."""


class Readers:
    """Readers to borrow; each serves one borrower at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._resting: list[tuple[float, Reader]] = []

    @contextmanager
    def borrowed(self) -> Iterator[Reader]:
        """A reader for one file. One that was interrupted half-way is closed, for it still owes an answer."""
        reader = self._take()
        try:
            yield reader
        except BaseException:
            reader.close()
            raise
        with self._lock:
            self._resting.append((time.monotonic(), reader))

    def _take(self) -> Reader:
        from vankho.formats.reader import Reader  # the web process knows the tasks too and never reads

        with self._lock:
            return self._resting.pop()[1] if self._resting else Reader()

    def dismiss_idle(self) -> None:
        with self._lock:
            now = time.monotonic()
            idle = [reader for since, reader in self._resting if now - since > IDLE_SECONDS]
            self._resting = [(since, reader) for since, reader in self._resting if reader not in idle]
        for reader in idle:
            reader.close()


readers = Readers()
