"""Files that are sent in go straight into the encrypted spool; neither memory nor a temporary folder holds them."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from vankho.lib.identifiers import time_ordered_uuid
from vankho.records.actions.intake import Received, Stream


class SpooledUpload(UploadedFile):
    """A file that has come in whole and waits, encrypted, for its row."""

    def __init__(self, received: Received, name: str) -> None:
        super().__init__(file=None, name=name, size=received.size)
        self.received = received


class SpoolUploadHandler(FileUploadHandler):
    """Streams each file of a request into the spool, up to the office's limit."""

    chunk_size = 256 * 1024

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._stream = Stream(time_ordered_uuid())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.OFFICE.max_upload_megabytes * 1024 * 1024:
            self._stream.abandon()
            raise StopUpload(connection_reset=False)
        self._stream.write(raw_data)

    def file_complete(self, file_size: int) -> SpooledUpload:
        return SpooledUpload(self._stream.close(), self.file_name or "")

    def upload_interrupted(self) -> None:
        self._stream.abandon()
