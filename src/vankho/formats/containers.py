"""Opening what a scanner or a sender delivers: by its content, never by its name, and never past a limit."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

from .page_source import Limits, PageImage, Pages, Refused
from .pdf_pages import PdfPages
from .picture_pages import PicturePages
from .reading import Fault
from .words import fault

__all__ = ["Limits", "OpenedFile", "PageImage", "Pages", "Refused", "media_type_of", "open_pages", "shown_name"]

PDF, TIFF, JPEG, PNG = "application/pdf", "image/tiff", "image/jpeg", "image/png"
_SUFFIXES = {
    PDF: {".pdf"},
    TIFF: {".tif", ".tiff"},
    JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"},
    PNG: {".png"},
}
_PDF_HEADER_WITHIN = 1024  # readers accept junk before %PDF- up to here (ISO 32000-1 annex H, note 13)


def media_type_of(data: bytes) -> str | None:
    """The type the bytes themselves show, or None when it is none that we read."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return TIFF
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return PDF
    return None


def shown_name(name: str) -> str:
    """The file's own name in a form safe to print in a sentence: no folders, no control or half characters."""
    bare = PurePath(name.replace("\\", "/")).name or "?"
    printable = "".join(c if c.isprintable() else "?" for c in bare.encode("utf-8", "replace").decode("utf-8"))
    return unicodedata.normalize("NFC", printable)[:150]


class OpenedFile:
    """The pages of a file together with what was noticed about the file as a whole."""

    def __init__(self, pages: Pages, noticed: tuple[Fault, ...]) -> None:
        self._pages = pages
        self._noticed = noticed
        self.media_type = pages.media_type
        self.count = pages.count

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return self._noticed + self._pages.warnings

    def page(self, index: int) -> PageImage | None:
        return self._pages.page(index)

    def close(self) -> None:
        self._pages.close()


def open_pages(data: bytes, name: str, limits: Limits | None = None) -> OpenedFile:
    """Open a file for reading page by page.

    Raises:
        Refused: with a stable code and the sentence for people; nothing was decoded past a limit.
    """
    limits = limits or Limits()
    shown = shown_name(name)
    if not data:
        raise Refused("file.empty", name=shown)
    if len(data) > limits.file_bytes:
        raise Refused("file.too_big", name=shown, limit_mib=limits.file_bytes // 2**20)
    media_type = media_type_of(data)
    if media_type is None:
        raise Refused("file.unknown_type", name=shown)
    noticed: tuple[Fault, ...] = ()
    suffix = PurePath(shown).suffix.casefold()
    if suffix and suffix not in _SUFFIXES[media_type]:
        noticed = (fault("file.name_differs", name=shown, media_type=media_type.partition("/")[2].upper()),)
    is_pdf = media_type == PDF
    pages: Pages = PdfPages(data, shown, limits) if is_pdf else PicturePages(data, shown, media_type, limits)
    return OpenedFile(pages, noticed)
