"""The baseline: what plain tesseract with the `vie` model reads on each page image, 300 dpi grey, no preparation."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import tesserocr
from PIL import Image, ImageSequence

DPI = 300


def page_images(path: Path) -> Iterator[Image.Image]:
    """Every page of a file as a grey picture at 300 dpi."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            for page in pdf:
                yield page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        return
    with Image.open(path) as file:
        for frame in ImageSequence.Iterator(file):
            ratio = DPI / float(frame.info.get("dpi", (DPI, DPI))[0])
            grey = frame.convert("L")
            yield (
                grey
                if abs(ratio - 1) < 0.01
                else grey.resize((round(grey.width * ratio), round(grey.height * ratio)), Image.Resampling.BICUBIC)
            )


def read(path: Path, tessdata: Path) -> list[str]:
    """The plain reading of each page."""
    with tesserocr.PyTessBaseAPI(path=str(tessdata), lang="vie", psm=tesserocr.PSM.AUTO) as engine:
        texts = []
        for image in page_images(path):
            engine.SetImage(image)
            engine.SetSourceResolution(DPI)
            texts.append(engine.GetUTF8Text().strip())
        return texts
