"""TIFF, JPEG and PNG as pages. Sizes are read from the headers and judged before a pixel is decoded."""

from __future__ import annotations

import io
import struct
import warnings as python_warnings
import zlib

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from .page_source import Limits, PageImage, Picture, Refused, plausible_dpi
from .reading import Fault
from .words import fault

_PILLOW_NAME = {"image/tiff": "TIFF", "image/jpeg": "JPEG", "image/png": "PNG"}
# What Pillow and its codecs raise on damaged input, found by cutting and flipping bytes of good files.
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
    RuntimeError,
    AttributeError,
    UnidentifiedImageError,
)


def to_picture(image: Image.Image) -> Picture:
    """Grey or RGB pixels of any Pillow image; transparency is laid on white paper."""
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"), dtype=np.uint8)
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, dtype=np.float32)
        top = max(float(values.max(initial=0.0)), 1.0)
        return np.asarray(values * (255.0 / top), dtype=np.uint8)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        image = Image.alpha_composite(paper, layer)
    return np.asarray(image.convert("RGB"), dtype=np.uint8)


class PicturePages:
    """A TIFF with any number of pages, or a single JPEG or PNG."""

    def __init__(self, data: bytes, name: str, media_type: str, limits: Limits) -> None:
        self.media_type = media_type
        self._name = name
        self._limits = limits
        self._lost: set[int] = set()
        self._cut_after: int | None = None
        self._image = self._open(data)
        self.count = self._count_and_measure()

    @property
    def warnings(self) -> tuple[Fault, ...]:
        lost = [f"trang {index + 1}" for index in sorted(self._lost)]
        if self._cut_after is not None:
            lost.append(f"phần sau trang {self._cut_after}")
        return (fault("file.pages_lost", name=self._name, lost=", ".join(lost)),) if lost else ()

    def page(self, index: int) -> PageImage | None:
        try:
            self._image.seek(index)
            claimed = self._image.info.get("dpi", (0, 0))[0]
            upright = ImageOps.exif_transpose(self._image)
            pixels = to_picture(upright)
        except DAMAGE:
            self._lost.add(index)
            return None
        height, width = pixels.shape[:2]
        return PageImage(index, pixels, plausible_dpi(width, height, float(claimed or 0)))

    def close(self) -> None:
        self._image.close()

    def _open(self, data: bytes) -> Image.Image:
        try:
            with python_warnings.catch_warnings():
                python_warnings.simplefilter("ignore")
                return Image.open(io.BytesIO(data), formats=[_PILLOW_NAME[self.media_type]])
        except Image.DecompressionBombError as bomb:
            width, height = _declared_size(data, self.media_type)
            raise Refused("file.page_too_large", name=self._name, page=1, width=width, height=height) from bomb
        except DAMAGE as damage:
            raise Refused("file.corrupt", name=self._name) from damage

    def _count_and_measure(self) -> int:
        """Walk the chain of pages without decoding; Pillow itself stops at a chain that bites its tail."""
        index = 0
        while True:
            try:
                self._image.seek(index)
            except Image.DecompressionBombError as bomb:
                raise Refused("file.page_too_large", name=self._name, page=index + 1, width="?", height="?") from bomb
            except EOFError:
                break
            except DAMAGE:
                self._cut_after = index
                break
            self._refuse_if_huge(index, *self._image.size)
            index += 1
            if index > self._limits.pages:
                raise Refused(
                    "file.too_many_pages", name=self._name, count=f"hơn {self._limits.pages}", limit=self._limits.pages
                )
        if index == 0:
            raise Refused("file.corrupt", name=self._name)
        return index

    def _refuse_if_huge(self, index: int, width: int, height: int) -> None:
        if width * height > self._limits.page_pixels:
            raise Refused("file.page_too_large", name=self._name, page=index + 1, width=width, height=height)


def _declared_size(data: bytes, media_type: str) -> tuple[int, int] | tuple[str, str]:
    if media_type == "image/png" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return "?", "?"
