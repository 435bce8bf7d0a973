"""How a clean page becomes the scan of a given severity: which harm, how strong, in which order; the log says what."""

import cv2
import numpy as np
import paper
import scanner
from paper import Array
from PIL import Image

# strengths by severity 1..4: (low, high) for a uniform draw, or a chance
SKEW = (0.4, 1.2, 3.0, 3.0)
BLUR = ((0.0, 0.35), (0.2, 0.6), (0.3, 0.8), (0.4, 1.0))
NOISE = ((0, 2), (2, 5), (4, 9), (6, 14))
LIGHT = ((0, 0.03), (0.02, 0.12), (0.08, 0.28), (0.1, 0.34))
FADE = ((0, 0), (0, 0.1), (0.1, 0.36), (0.2, 0.5))
CHANCE = {
    "colour": (0.0, 0.3, 0.8, 0.8),
    "bleed": (0.0, 0.3, 0.6, 0.5),
    "stain": (0.0, 0.15, 0.6, 0.5),
    "fold": (0.0, 0.15, 0.5, 0.5),
    "holes": (0.0, 0.35, 0.5, 0.4),
    "staple": (0.2, 0.4, 0.4, 0.3),
    "curl": (0.0, 0.1, 0.4, 0.4),
    "border": (0.05, 0.3, 0.5, 0.6),
    "photocopy": (0.0, 0.08, 0.25, 0.6),
    "broken": (0.0, 0.1, 0.3, 0.4),
}
QUALITY = ((86, 95), (68, 86), (40, 64), (24, 48))


class Harm:
    """The harm of one document: its paper and colour mode are drawn once, the rest per page."""

    def __init__(self, severity: int, dpi: int, color: str, rng: np.random.Generator) -> None:
        self.severity, self.dpi, self.color, self.rng = severity, dpi, color, rng
        self.scale = dpi / 72
        tints = {1: ["white"], 2: ["white", "yellowed", "pink", "blue", "green"]}.get(
            severity, ["yellowed", "grey pulp", "straw", "pink", "blue", "green"]
        )
        self.tint = str(rng.choice(tints))
        self.copies = int(rng.integers(1, 3 if severity < 4 else 4)) if self.happens("photocopy") else 0
        self.quality = int(rng.integers(*QUALITY[severity - 1]))

    def happens(self, what: str) -> bool:
        return bool(self.rng.random() < CHANCE[what][self.severity - 1])

    def draw(self, ranges: tuple) -> float:
        return float(self.rng.uniform(*ranges[self.severity - 1]))

    def scan(self, clean: Image.Image, back: Image.Image | None) -> tuple[Image.Image, list, dict]:
        """(scan, matrix, log): the picture in the document's colour mode, upright."""
        log: dict = {"severity": self.severity, "dpi": self.dpi}
        page = self.aged(np.asarray(clean), None if back is None else np.asarray(back), log)
        skew = float(
            np.clip(self.rng.normal(0, SKEW[self.severity - 1] / 2), -SKEW[self.severity - 1], SKEW[self.severity - 1])
        )
        log["skew"] = round(skew, 2)
        if self.happens("curl"):
            page, log["curl"] = scanner.curl(page, self.rng, self.scale), 1
        border = self.happens("border")
        page, matrix = scanner.place(page, self.rng, skew, border)
        page = self.sensed(page, border, log)
        return self.toned(page, log), [[round(float(value), 5) for value in row] for row in matrix], log

    def aged(self, page: Array, back: Array | None, log: dict) -> Array:
        rng, depth = self.rng, self.severity / 4
        fading = self.draw(FADE)
        if fading > 0.05:
            page, log["fade"] = paper.fade(page, rng, fading), round(fading, 2)
        if self.happens("broken"):
            page, log["broken"] = paper.broken_type(page, rng, depth), 1
        if self.tint != "white" or self.severity > 1:
            page, log["paper"] = paper.tinted(page, rng, self.tint, min(1.0, depth + 0.15)), self.tint
        if back is not None and self.happens("bleed"):
            page, log["bleed"] = paper.show_through(page, back, rng, rng.uniform(0.1, 0.16 + 0.12 * depth)), 1
        for name, step in (("stain", paper.stain), ("fold", paper.fold)):
            if self.happens(name):
                page, log[name] = step(page, rng, self.scale), 1
        for name, step in (("holes", paper.holes), ("staple", paper.staple)):
            if self.happens(name):
                page, log[name] = step(page, rng, self.scale), 1
        return page

    def sensed(self, page: Array, border: bool, log: dict) -> Array:
        rng = self.rng
        if self.copies:
            page, log["photocopy"] = scanner.photocopy(page, rng, self.copies, self.dpi), self.copies
        if border:
            page, log["border"] = scanner.edges(page, rng), 1
        page = scanner.light(page, rng, self.draw(LIGHT) * (0.5 if self.copies else 1))
        sigma = self.draw(BLUR) * (self.dpi / 200) ** 0.5
        log["blur"] = round(sigma, 2)
        return scanner.noise(scanner.blur(page, sigma), rng, self.draw(NOISE))

    def toned(self, page: Array, log: dict) -> Image.Image:
        if self.color == "rgb":
            return Image.fromarray(page)
        grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
        if self.color == "gray":
            return Image.fromarray(grey)
        tones, log["binarised"] = scanner.two_tone(grey, self.rng, self.severity, self.dpi)
        return Image.fromarray(tones).convert("1")
