"""Scans written as a scanner delivers them: image-only PDF, multi-page TIFF (JPEG or Group 4), one JPEG or PNG."""

import time
from pathlib import Path

from PIL import Image

EPOCH = time.gmtime(1_700_000_000)  # a fixed date inside the PDF keeps two runs of one seed equal byte for byte


def write(path: Path, scans: list[Image.Image], dpi: int, quality: int) -> None:
    """All scans of a document into one file; the ending of the path says the form."""
    first, rest = scans[0], scans[1:]
    if path.suffix == ".pdf":
        how = {} if first.mode == "1" else {"quality": quality}  # two tones are written as Group 4
        first.save(path, save_all=True, append_images=rest, resolution=dpi, creationDate=EPOCH, modDate=EPOCH, **how)
    elif path.suffix == ".tif":
        how = {"compression": "group4"} if first.mode == "1" else {"compression": "jpeg", "quality": quality}
        first.save(path, save_all=True, append_images=rest, dpi=(dpi, dpi), **how)
    elif path.suffix == ".jpg":
        first.save(path, quality=quality, dpi=(dpi, dpi))
    else:
        first.save(path, dpi=(dpi, dpi))
