"""A run of clean A4 pages under the pen: text is drawn at a place and its truth line kept with it. Lengths: points."""

from dataclasses import dataclass, field
from random import Random

from fonts import Family
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 595.28, 841.89


@dataclass
class Page:
    """One clean page: the picture, its truth lines and the boxes of what is later put over it."""

    image: Image.Image
    lines: list[dict] = field(default_factory=list)
    overlays: list[dict] = field(default_factory=list)
    anchors: dict = field(default_factory=dict)


@dataclass
class Sheet:
    """Pages of one document in one family at one resolution; a typewriter strikes each letter a little apart."""

    family: Family
    dpi: int
    rng: Random
    size: float
    leading: float
    typed: bool
    ribbon: float = 0.12  # how far ink spreads around a typed stroke
    pages: list[Page] = field(default_factory=list)

    def new_page(self) -> Page:
        size = (round(WIDTH * self.dpi / 72), round(HEIGHT * self.dpi / 72))
        self.pages.append(Page(Image.new("RGB", size, "white")))
        return self.pages[-1]

    def width(self, text: str, style: str, size: float) -> float:
        return self.face(style, size).getlength(text) * 72 / self.dpi

    def face(self, style: str, size: float):
        """A typewriter has one size and no italic: bold is a second strike."""
        if self.typed:
            return self.family.face("", self.size * self.dpi / 72)
        return self.family.face(style, size * self.dpi / 72)

    def wrap(self, text: str, style: str, size: float, width: float, first: float = 0.0) -> list[str]:
        """Lines no wider than `width`; the first is `first` narrower."""
        lines, line, room = [], "", width - first
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.width(longer, style, size) > room:
                lines.append(line)
                line, room = word, width
            else:
                line = longer
        return [*lines, line] if line else lines

    def text(
        self,
        words: str,
        x: float,
        y: float,
        zone: str,
        style: str = "",
        size: float = 0,
        *,
        fill_to: float = 0,
        leading: float = 0,
        underline: bool = False,
    ) -> None:
        """One line with its top at y; `fill_to` stretches the spaces until the line is that wide."""
        size, leading, page = size or self.size, leading or self.leading, self.pages[-1]
        natural = self.width(words, style, size)
        gap = (fill_to - natural) / words.count(" ") if fill_to and " " in words else 0.0
        baseline = y + leading * 0.74
        pen = ImageDraw.Draw(page.image)
        at = x
        for word in words.split(" "):
            self.strike(pen, word, at, baseline, style, size)
            at += self.width(word + " ", style, size) + gap
        end = max(fill_to, natural) + x
        if underline:
            self.rule(x, end, baseline + size * 0.14)
        page.lines.append(
            {"z": zone, "t": words, "b": [round(x, 1), round(y, 1), round(end, 1), round(y + leading, 1)]}
        )

    def strike(self, pen: ImageDraw.ImageDraw, word: str, x: float, baseline: float, style: str, size: float) -> None:
        scale, face = self.dpi / 72, self.face(style, size)
        if not self.typed:
            pen.text((x * scale, baseline * scale), word, font=face, fill="black", anchor="ls")
            return
        step = self.width("n", style, size)
        for index, letter in enumerate(word):
            for _ in range(2 if "b" in style else 1):
                shade = self.rng.choice((10, 20, 30, 45, 70, 95))
                place = (
                    (x + index * step + self.rng.gauss(0, 0.13)) * scale,
                    (baseline + self.rng.gauss(0, 0.22)) * scale,
                )
                pen.text(
                    place,
                    letter,
                    font=face,
                    fill=(shade, shade, shade + 8),
                    anchor="ls",
                    stroke_width=self.ribbon * scale,
                    stroke_fill=(shade, shade, shade + 8),
                )

    def centred(
        self, words: str, left: float, right: float, y: float, zone: str, style: str = "", size: float = 0, **more
    ) -> None:
        start = (left + right - self.width(words, style, size or self.size)) / 2
        self.text(words, start, y, zone, style, size, **more)

    def rule(self, left: float, right: float, y: float, weight: float = 0.7) -> None:
        scale = self.dpi / 72
        ImageDraw.Draw(self.pages[-1].image).line(
            (left * scale, y * scale, right * scale, y * scale), fill="black", width=max(1, round(weight * scale))
        )

    def upright(self, x: float, top: float, bottom: float) -> None:
        scale = self.dpi / 72
        ImageDraw.Draw(self.pages[-1].image).line(
            (x * scale, top * scale, x * scale, bottom * scale), fill="black", width=max(1, round(0.6 * scale))
        )
