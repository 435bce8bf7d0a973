"""Recognition beside plain tesseract and plain OCRmyPDF: the same pages, the same run, one core.

    nice .venv/bin/python bench/recognition.py [--every N] [--only reading,whole,tesseract,ocrmypdf] [FOLDER]

FOLDER holds `files/` and `truth.jsonl` in the form of the shared corpus (default: its scans). Pages per minute are per
core: from CPU seconds, so that a busy machine does not change them. `tesseract` (with `vie`) and `ocrmypdf` must be on
the PATH, or named by VANKHO_OCRMYPDF; what is missing is left out. Pages are parted by a hash of the file's name, so
that a change can be tuned on one part and judged on the other.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import io
import json
import os
import resource
import shutil
import statistics
import subprocess  # noqa: TID251 - the rivals are programs
import tempfile
import time
from pathlib import Path

import cv2
from PIL import Image

from vankho.formats.containers import open_pages
from vankho.formats.ocr import Engine
from vankho.formats.page_reading import read_image
from vankho.formats.preparation import grey_of
from vankho.formats.reading import StampLevel
from vankho.formats.recognition import recognise, to_json

CORPUS = Path(os.environ.get("VANKHO_CORPUS", Path(__file__).resolve().parents[2] / "shared" / "corpus"))
OCRMYPDF = os.environ.get("VANKHO_OCRMYPDF") or shutil.which("ocrmypdf")


def scorer():
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cpu_seconds():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def images_of(path):
    opened = open_pages(path.read_bytes(), path.name)
    return [opened.page(index) for index in range(opened.count)]


def read_by_us(path, engine):
    opened = open_pages(path.read_bytes(), path.name)
    pages = (read_image(opened.page(index), engine) for index in range(opened.count))
    return ["\n".join(page.text for page, _ in logical) for logical in pages]


def read_whole(path):
    """The whole way: opening, stamp search, reading, fields."""
    answer = to_json(recognise(path.read_bytes(), path.name, StampLevel.TOP_SECRET), path.name)
    return [page["text"] for page in answer["pages"]]


def run(*command, **options):
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, check=True, capture_output=True, env=environment, **options).stdout


def read_by_tesseract(path):
    texts = []
    for image in images_of(path):
        png = io.BytesIO()
        Image.fromarray(grey_of(image.pixels)).save(png, "PNG", compress_level=1, dpi=(image.dpi, image.dpi))
        texts.append(run("tesseract", "-", "-", "-l", "vie", input=png.getvalue()).decode())
    return texts


def read_by_ocrmypdf(path):
    with tempfile.TemporaryDirectory() as folder:
        source, text = Path(folder, "in.pdf"), Path(folder, "out.txt")
        if path.suffix == ".pdf":
            source.write_bytes(path.read_bytes())
        else:
            pictures = [Image.fromarray(image.pixels) for image in images_of(path)]
            dpi = images_of(path)[0].dpi
            pictures[0].save(source, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
        options = ["-l", "vie", "--jobs", "1", "--output-type", "pdf", "--optimize", "0", "--sidecar", str(text)]
        run(OCRMYPDF, *options, str(source), str(Path(folder, "out.pdf")))
        return text.read_text().split("\f")


def half_of(name):
    return "kept aside" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0 else "for tuning"


def measured(read, truths, folder, score):
    """Errors by group, and CPU seconds."""
    groups, cpu = {}, 0.0
    for truth in truths:
        started = cpu_seconds()
        texts = read(folder / truth["file"])
        cpu += cpu_seconds() - started
        pages = len(truth["pages"])
        errors = score.document_error(truth, texts[:pages] if len(texts) > pages else texts)
        for key in ("all", f"severity {truth['severity']}", truth["era"], half_of(Path(truth["file"]).name)):
            groups.setdefault(key, []).extend(errors)
    return groups, cpu


def show(name, groups, cpu, pages, wall):
    print(f"\n{name}: {60 * pages / cpu:.1f} pages/min/core ({cpu:.0f} CPU s, {wall:.0f} s for {pages} pictures)")
    for key in sorted(groups):
        errors = groups[key]
        total = 100 * sum(error[1] for error in errors) / max(1, sum(error[0] for error in errors))
        median = statistics.median(100 * error[1] / max(error[0], 1) for error in errors)
        print(f"  {key:12} CER {total:6.2f} %  median page {median:6.2f} %  pages {len(errors)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS / "scans")
    parser.add_argument("--every", type=int, default=1, help="only every Nth file")
    parser.add_argument("--only", default="reading,whole,tesseract,ocrmypdf")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    score, engine = scorer(), Engine()
    listed = map(json.loads, (asked.folder / "truth.jsonl").read_text().splitlines())
    truths = [truth for truth in listed if truth["kind"] == "scan"][:: asked.every]
    pages = sum(len(truth["pages"]) for truth in truths)
    ways = {
        "reading": lambda path: read_by_us(path, engine),
        "whole": read_whole,
        "tesseract": read_by_tesseract if shutil.which("tesseract") else None,
        "ocrmypdf": read_by_ocrmypdf if OCRMYPDF else None,
    }
    for name, read in ways.items():
        if name in asked.only.split(",") and read is None:
            print(f"\n{name}: not installed here")
        elif name in asked.only.split(","):
            started = time.monotonic()
            groups, cpu = measured(read, truths, asked.folder, score)
            show(name, groups, cpu, pages, time.monotonic() - started)


if __name__ == "__main__":
    main()
