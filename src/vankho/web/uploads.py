"""Files that are sent in go straight into the encrypted spool; neither memory nor a temporary folder holds them."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from vankho.lib.identifiers import time_ordered_uuid
from vankho.records.actions.intake import Received, Stream, forget_received


class SpooledUpload(UploadedFile):  # type: ignore[type-arg]
    """A file that has come in whole and waits, encrypted, for its row. What nobody took goes when the request ends."""

    def __init__(self, received: Received, name: str) -> None:
        super().__init__(file=None, name=name, size=received.size)
        self._received = received
        self._taken = False

    @property
    def received(self) -> Received:
        """The spooled stream, for whoever writes its row."""
        self._taken = True
        return self._received

    def abandon(self) -> None:
        """Nothing of it stays."""
        self._taken = True
        forget_received(self._received)

    def close(self) -> None:
        if not self._taken:
            self.abandon()


def too_large(request: HttpRequest) -> list[str]:
    """The names of the files of a request that were left out because they are above the office's limit."""
    return list(getattr(request, "files_too_large", ()))


def _note_too_large(request: HttpRequest | None, name: str) -> None:
    if request is not None:
        request.files_too_large = [*too_large(request), name]  # type: ignore[attr-defined]


class _OnTheWay:
    """What Django closes when a request breaks off in the middle of a file."""

    def __init__(self, stream: Stream) -> None:
        self._stream: Stream | None = stream

    def done(self) -> None:
        self._stream = None

    def close(self) -> None:
        if self._stream:
            self._stream.abandon()
            self._stream = None


class SpoolUploadHandler(FileUploadHandler):
    """Streams each file of a request into the spool, up to the office's limit."""

    chunk_size = 256 * 1024

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        if self.request is None or not self.request.user.is_authenticated:
            raise SkipFile  # forms are read before pages ask who is there: strangers fill no spool
        self._stream = Stream(time_ordered_uuid())
        self.file = _OnTheWay(self._stream)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.OFFICE.max_upload_megabytes * 1024 * 1024:
            self.file.close()
            _note_too_large(self.request, self.file_name or "")
            raise SkipFile
        self._stream.write(raw_data)

    def file_complete(self, file_size: int) -> SpooledUpload:
        self.file.done()
        return SpooledUpload(self._stream.close(), self.file_name or "")

    def upload_interrupted(self) -> None:
        self.file.close()
