"""PDF as pages: qpdf judges the structure before anything is drawn, PDFium draws, and nothing active is ever run."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

import numpy as np
import pikepdf
import pypdfium2 as pdfium

from .page_source import Limits, PageImage, Picture, Refused
from .pdf_text import has_only_text, is_hidden, real_text
from .reading import Fault
from .words import fault

_POINTS_PER_INCH = 72.0
_DRAWN_DPI = 300.0  # for pages without a scan in them
_TEXT_DPI = 150.0  # pages with real text are only drawn to be searched for stamps and shown
_HIGHEST_DPI = 400.0  # finer scans are drawn coarser: letters of 400 dpi are already taller than the engine's input
_SCAN_COVERS = 0.6  # of the page's area: a picture that large is a scan, a smaller one a letterhead or a seal
_FORM_DEPTH = 5
_IMAGES_LOOKED_AT = 200
_DAMAGE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, OSError, RecursionError)


class PdfPages:
    """The pages of one PDF. A locked, oversized or unreadable file is refused in the constructor."""

    media_type = "application/pdf"

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._lost: set[int] = set()
        self._noticed: list[Fault] = []
        self.count = 0
        sound = self._examined(data)
        try:
            self._document = pdfium.PdfDocument(sound)
            self.count = min(self.count, len(self._document))
        except pdfium.PdfiumError as damage:
            raise Refused("file.corrupt", name=name) from damage
        if self.count == 0:
            raise Refused("file.no_pages", name=name)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        lost = ", ".join(f"trang {index + 1}" for index in sorted(self._lost))
        missing = (fault("file.pages_lost", name=self._name, lost=lost),) if lost else ()
        return (*self._noticed, *missing)

    def page(self, index: int) -> PageImage | None:
        if index in self._lost:
            return None
        try:
            page = self._document[index]
            try:
                return self._drawn(index, page)
            finally:
                page.close()
        except (pdfium.PdfiumError, *_DAMAGE):
            self._lost.add(index)
            return None

    def close(self) -> None:
        self._document.close()

    # -- before drawing ----------------------------------------------------------------------------------------------

    def _examined(self, data: bytes) -> bytes:
        """The bytes to draw: the file's own, or qpdf's repaired copy in memory when its structure is broken."""
        try:
            pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        except pikepdf.PasswordError as locked:
            raise Refused("file.needs_password", name=self._name) from locked
        except _DAMAGE as damage:
            raise Refused("file.corrupt", name=self._name) from damage
        with pdf:
            try:
                self._judge(pdf)
                if not self._is_damaged(pdf, data):
                    return data
                self._note("file.repaired")
                self._find_lost_scans(pdf)
                repaired = io.BytesIO()
                pdf.save(repaired)
                return repaired.getvalue()
            except _DAMAGE as damage:
                raise Refused("file.corrupt", name=self._name) from damage

    def _judge(self, pdf: pikepdf.Pdf) -> None:
        self.count = len(pdf.pages)
        if self.count == 0:
            raise Refused("file.no_pages", name=self._name)
        if self.count > self._limits.pages:
            raise Refused("file.too_many_pages", name=self._name, count=self.count, limit=self._limits.pages)
        if pdf.is_encrypted and not all(pdf.allow):
            self._note("file.owner_locked")
        if _has_active_content(pdf):
            self._note("file.active_content")
        if _has_attachments(pdf):
            self._note("file.attachments")
        for index, page in enumerate(pdf.pages):
            for image in _images_of(page.obj):
                width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
                if width * height > self._limits.page_pixels:
                    raise Refused("file.page_too_large", name=self._name, page=index + 1, width=width, height=height)

    @staticmethod
    def _is_damaged(pdf: pikepdf.Pdf, data: bytes) -> bool:
        return bool(pdf.get_warnings()) or b"%%EOF" not in data[-2048:]

    def _find_lost_scans(self, pdf: pikepdf.Pdf) -> None:
        """Name the pages whose scan itself is cut; PDFium would draw them half grey without a word."""
        for index, page in enumerate(pdf.pages):
            for image in _images_of(page.obj):
                try:
                    pikepdf.PdfImage(image).as_pil_image().load()
                except (NotImplementedError, pikepdf.UnsupportedImageTypeError):
                    continue
                except _DAMAGE:
                    self._lost.add(index)

    def _note(self, code: str) -> None:
        self._noticed.append(fault(code, name=self._name))

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _drawn(self, index: int, page: pdfium.PdfPage) -> PageImage:
        width, height = page.get_size()
        inches = (max(width, 1.0) / _POINTS_PER_INCH, max(height, 1.0) / _POINTS_PER_INCH)
        scan_dpi = _scan_dpi(page, width * height)
        text = None if scan_dpi else real_text(page, _TEXT_DPI / _POINTS_PER_INCH)
        dpi = scan_dpi or (_TEXT_DPI if text else _DRAWN_DPI)
        most = math.sqrt(self._limits.page_pixels / 2 / (inches[0] * inches[1]))
        if most < min(dpi, 72.0):
            self._lost.add(index)
            raise ValueError("a sheet too large to draw legibly")
        if text and most < dpi:
            text = real_text(page, most / _POINTS_PER_INCH)
        dpi = min(dpi, most)
        exact = _exact_scan(page) if scan_dpi == dpi else None
        if exact is not None:
            return PageImage(index, exact, dpi)
        bitmap = page.render(scale=dpi / _POINTS_PER_INCH, may_draw_forms=False, rev_byteorder=True)
        only_text = text is not None and has_only_text(page)
        return PageImage(index, _grey_if_colourless(bitmap.to_numpy()), dpi, text, only_text)


def _grey_if_colourless(pixels: np.ndarray) -> Picture:
    """An own copy (the bitmap's memory goes with the page), one channel when all three are the same."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.array(pixels.reshape(pixels.shape[:2]), dtype=np.uint8)
    colours = pixels[:, :, :3]
    thinned = colours[::4, ::4]
    if np.array_equal(thinned[..., 0], thinned[..., 1]) and np.array_equal(thinned[..., 1], thinned[..., 2]):
        return np.array(colours[..., 0], dtype=np.uint8)
    return np.array(colours, dtype=np.uint8)


def _exact_scan(page: pdfium.PdfPage) -> Picture | None:
    """The scan's own pixels when the page is nothing but one upright picture; drawing would soften them a little."""
    images: list[pdfium.PdfImage] = []
    for item in page.get_objects(max_depth=1):
        if isinstance(item, pdfium.PdfImage):
            images.append(item)
        elif item.type != pdfium.raw.FPDF_PAGEOBJ_TEXT or not is_hidden(item):
            return None
    if len(images) != 1 or page.get_rotation() != 0:
        return None
    matrix = images[0].get_matrix()
    if matrix.b or matrix.c or matrix.a < 0 or matrix.d < 0:
        return None
    pixels = images[0].get_bitmap().to_numpy()
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return _grey_if_colourless(pixels)
    return _grey_if_colourless(pixels[:, :, 2::-1]) if pixels.shape[2] == 3 else None


def _scan_dpi(page: pdfium.PdfPage, page_area: float) -> float | None:
    """The resolution of the picture that fills the page, or None when no picture does."""
    best: float | None = None
    covered = 0.0
    objects = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH)
    for count, item in enumerate(objects):
        if count >= _IMAGES_LOOKED_AT:
            break
        left, bottom, right, top = item.get_bounds()
        area = max(right - left, 0.0) * max(top - bottom, 0.0)
        covered += area
        pixel_width, pixel_height = item.get_px_size()
        if area > 0.02 * page_area:
            dpi = math.sqrt(pixel_width * pixel_height / area) * _POINTS_PER_INCH
            best = max(best or 0.0, dpi)
    if best is None or covered < _SCAN_COVERS * page_area:
        return None
    return min(max(best, 100.0), _HIGHEST_DPI)


def _images_of(holder: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    """Image dictionaries a page or form can draw, forms followed a few levels deep and never twice."""
    seen: set[tuple[int, int]] = set()
    waiting = [(holder, 0)]
    while waiting:
        current, depth = waiting.pop()
        resources = current.get("/Resources")
        drawn = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(drawn, pikepdf.Dictionary):
            continue
        for key in list(drawn.keys())[:_IMAGES_LOOKED_AT]:
            item = drawn[key]
            if not isinstance(item, pikepdf.Stream) or item.objgen in seen:
                continue
            seen.add(item.objgen)
            if item.get("/Subtype") == "/Image":
                yield item
                mask = item.get("/SMask")
                if isinstance(mask, pikepdf.Stream):
                    yield mask
            elif depth < _FORM_DEPTH:
                waiting.append((item, depth + 1))


def _has_active_content(pdf: pikepdf.Pdf) -> bool:
    root = pdf.Root
    if "/AA" in root or _is_action(root.get("/OpenAction")):
        return True
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        return True
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        return True
    return any("/AA" in page.obj or _annotation_acts(page.obj) for page in pdf.pages)


def _is_action(candidate: pikepdf.Object | None) -> bool:
    """Going to a place or following a link is harmless; everything else a viewer would run is not."""
    return isinstance(candidate, pikepdf.Dictionary) and candidate.get("/S") not in (
        "/GoTo",
        "/URI",
        "/Named",
        None,
    )


def _annotations(page: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    listed = page.get("/Annots")
    if isinstance(listed, pikepdf.Array):
        for item in list(listed)[:1000]:
            if isinstance(item, pikepdf.Dictionary):
                yield item


def _annotation_acts(page: pikepdf.Object) -> bool:
    return any("/AA" in item or _is_action(item.get("/A")) for item in _annotations(page))


def _has_attachments(pdf: pikepdf.Pdf) -> bool:
    names = pdf.Root.get("/Names")
    if (isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names) or "/AF" in pdf.Root:
        return True
    return any(item.get("/Subtype") == "/FileAttachment" for page in pdf.pages for item in _annotations(page.obj))
