"""What hands leave on a page: stamps of secrecy, urgency and arrival, seal, signature, notes. Lengths: points."""

import math
from random import Random

from fonts import Family
from PIL import Image, ImageChops, ImageDraw
from sheet import HEIGHT, WIDTH, Page

SECRECY, URGENCY = ("Mật", "Tối mật", "Tuyệt mật"), ("Khẩn", "Thượng khẩn", "Hỏa tốc")
RED, BLUE, VIOLET, BLACK = (206, 38, 44), (38, 62, 158), (96, 52, 140), (45, 45, 52)


class Stamper:
    """Puts things over one page and notes their boxes; faces come from one family, at the page's resolution."""

    def __init__(self, page: Page, family: Family, dpi: int, rng: Random) -> None:
        self.page, self.family, self.scale, self.rng = page, family, dpi / 72, rng

    def blank(self, width: float, height: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        image = Image.new("RGB", (round(width * self.scale), round(height * self.scale)), "white")
        return image, ImageDraw.Draw(image)

    def face(self, size: float, style: str = "b"):
        return self.family.face(style, size * self.scale)

    def lay(self, image: Image.Image, x: float, y: float, turn: float, kind: str, **more) -> None:
        """Multiply the picture into the page with its top left near (x, y), turned by degrees, inked unevenly."""
        image = uneven_ink(image, self.rng)
        turned = image.rotate(turn, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
        place = (round(x * self.scale), round(y * self.scale))
        layer = Image.new("RGB", self.page.image.size, "white")
        layer.paste(turned, place)
        self.page.image = ImageChops.multiply(self.page.image, layer)
        box = [x, y, x + turned.width / self.scale, y + turned.height / self.scale]
        self.page.overlays.append({"kind": kind, **more, "b": [round(value, 1) for value in box]})

    def rubber(self, text: str, kind: str, x: float, y: float) -> None:
        """A framed word; secrecy stamps often have a double frame."""
        face = self.face(self.rng.choice((13, 14, 15)))
        width, height = face.getlength(text) / self.scale + 14, 25.0
        image, pen = self.blank(width, height)
        edge = max(1, round(1.3 * self.scale))
        pen.rectangle((edge, edge, image.width - 2 * edge, image.height - 2 * edge), outline=RED, width=edge)
        if kind == "do_mat" and self.rng.random() < 0.6:
            pen.rectangle(
                (2.6 * edge, 2.6 * edge, image.width - 3.6 * edge, image.height - 3.6 * edge),
                outline=RED,
                width=max(1, edge // 2),
            )
        pen.text((image.width / 2, image.height / 2), text, font=face, fill=RED, anchor="mm")
        self.lay(image, x, y, self.rng.uniform(-4, 4), kind, t=text)

    def arrival(self, organ: str, number: str, day: str, iso: str, below: float) -> None:
        """The arrival stamp (about 50 x 32 mm), figures by hand: in a top corner, or at the left from `below`."""
        width, height = 138.0, 88.0
        ink = self.rng.choice((RED, VIOLET, BLUE))
        image, pen = self.blank(width, height)
        s, edge = self.scale, max(1, round(self.scale))
        pen.rectangle((edge, edge, image.width - 2 * edge, image.height - 2 * edge), outline=ink, width=edge)
        pen.text((image.width / 2, 10 * s), organ.upper()[:24], font=self.face(8), fill=ink, anchor="mm")
        pen.line((0, 19 * s, image.width, 19 * s), fill=ink, width=edge)
        pen.line((44 * s, 19 * s, 44 * s, 68 * s), fill=ink, width=edge)
        pen.text((22 * s, 43 * s), "ĐẾN", font=self.face(13), fill=ink, anchor="mm")
        for row, label in enumerate(("Số:", "Ngày:", "Chuyển:")):
            top = 27 + row * 16
            pen.text((48 * s, top * s), label, font=self.face(8, ""), fill=ink, anchor="lm")
            pen.line((78 * s, (top + 5) * s, 132 * s, (top + 5) * s), fill=ink, width=max(1, edge // 2))
        pen.text((6 * s, 78 * s), "Số và ký hiệu HS:.................", font=self.face(8, ""), fill=ink, anchor="lm")
        hand = BLUE if ink != BLUE else BLACK
        for row, value in enumerate((number, day)):
            pen.text((82 * s, (26 + row * 16) * s), value, font=self.face(12, "i"), fill=hand, anchor="lm")
        self.squiggle(pen, 80 * s, 58 * s, 34 * s, hand)
        x = self.rng.uniform(14, 34) if below or self.rng.random() < 0.6 else WIDTH - width - self.rng.uniform(16, 40)
        self.lay(
            image, x, below or self.rng.uniform(3, 9), self.rng.uniform(-3, 3), "dau_den", so_den=number, ngay_den=iso
        )

    def squiggle(self, pen: ImageDraw.ImageDraw, x: float, y: float, width: float, ink: tuple) -> None:
        """Strokes that look like a hurried word."""
        s, at = self.scale, x
        phase = self.rng.uniform(0, 6)
        points = []
        while at < x + width:
            swing = self.rng.choice((2, 2.5, 3, 5)) * s
            points.append((at + math.sin(phase) * 1.6 * s, y - math.sin(phase * 1.7) * swing * 0.6))
            phase += 0.9
            at += 1.1 * s
        pen.line(points, fill=ink, width=max(1, round(0.8 * s)), joint="curve")

    def signature(self, x: float, y: float) -> None:
        """A scribble of looping strokes around (x, y)."""
        width, height = self.rng.uniform(90, 135), self.rng.uniform(46, 66)
        image, pen = self.blank(width, height)
        s, ink = self.scale, self.rng.choice((BLUE, BLUE, (20, 40, 120), BLACK))
        for _ in range(self.rng.randint(2, 3)):
            a, b = self.rng.uniform(1.2, 3.4), self.rng.uniform(2.2, 5.6)
            lean, lift = self.rng.uniform(-0.3, 0.3), self.rng.uniform(0.25, 0.42)
            drift = [(width * (0.1 + 0.8 * t), t) for t in (i / 90 for i in range(91))]
            points = [
                (
                    (px * 0.75 + width * 0.12 + width * 0.13 * math.sin(b * 6.28 * t)) * s,
                    (height * (0.5 + lean * (0.5 - t)) + height * lift * math.sin(a * 6.28 * t + b) * (1 - 0.6 * t))
                    * s,
                )
                for px, t in drift
            ]
            pen.line(points, fill=ink, width=max(1, round(self.rng.uniform(0.9, 1.7) * s)), joint="curve")
        self.lay(image, x - width / 2, y - height / 2, self.rng.uniform(-8, 8), "chu_ky")

    def seal(self, organ: str, parent: str, x: float, y: float) -> None:
        """A round red seal left of the signature, covering a third of it."""
        side = self.rng.uniform(92, 104)
        image, pen = self.blank(side, side)
        s, c = self.scale, side * self.scale / 2
        for radius, weight in ((0.97, 1.8), (0.9, 0.7), (0.56, 0.7)):
            r = c * radius
            pen.ellipse((c - r, c - r, c + r, c + r), outline=RED, width=max(1, round(weight * s)))
        star = [
            (
                c + c * (0.34 if i % 2 == 0 else 0.14) * math.sin(i * math.pi / 5),
                c - c * (0.34 if i % 2 == 0 else 0.14) * math.cos(i * math.pi / 5),
            )
            for i in range(10)
        ]
        pen.polygon(star, outline=RED, fill=RED if self.rng.random() < 0.5 else None)
        self.round_text(image, organ.upper()[:34], c, 0.73, top=True)
        self.round_text(image, (parent or "Văn thư").upper()[:22], c, 0.73, top=False)
        self.lay(image, x - side - self.rng.uniform(-14, 2), y - side / 2, self.rng.uniform(-16, 16), "con_dau")

    def round_text(self, image: Image.Image, text: str, centre: float, radius: float, *, top: bool) -> None:
        face, share = self.face(7.5), (1.22 if top else 0.66) * math.pi
        step = min(share / max(len(text), 1), 0.21)
        for index, letter in enumerate(text):
            angle = (index - (len(text) - 1) / 2) * step
            tile = Image.new("L", (round(14 * self.scale),) * 2, 0)
            ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), letter, font=face, fill=255, anchor="mm")
            turned = tile.rotate(
                -math.degrees(angle) if top else math.degrees(angle), resample=Image.Resampling.BICUBIC
            )
            x = centre + centre * radius * math.sin(angle)
            y = centre - centre * radius * math.cos(angle) * (1 if top else -1)
            image.paste(RED, (round(x - tile.width / 2), round(y - tile.height / 2)), turned)

    def note(self) -> None:
        """A leader's note: slanting lines of squiggled words near a margin, or a tick and an underline."""
        width, height = self.rng.uniform(90, 150), self.rng.uniform(30, 52)
        image, pen = self.blank(width, height)
        ink = self.rng.choice((BLUE, RED, BLACK))
        for row in range(int(height // 15)):
            at = self.rng.uniform(2, 10)
            while at < width - 22:
                length = self.rng.uniform(9, 24)
                self.squiggle(pen, at * self.scale, (9 + row * 15) * self.scale, length * self.scale, ink)
                at += length + 6
        x, y = self.rng.choice(
            (
                (self.rng.uniform(6, 20), self.rng.uniform(740, 780)),
                (WIDTH - width - 12, self.rng.uniform(2, 26)),
                (8, self.rng.uniform(250, 600)),
            )
        )
        if x == 8:
            image = image.rotate(90, expand=True, fillcolor="white")
        self.lay(image, x, min(y, HEIGHT - 60), self.rng.uniform(-5, 5), "but_phe")


def uneven_ink(image: Image.Image, rng: Random) -> Image.Image:
    """Worn rubber and dry ink: patches of the picture print paler."""
    small = Image.new("L", (6, 6))
    small.putdata([rng.choice((0, 0, 20, 60, 110)) for _ in range(36)])
    veil = small.resize(image.size, Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", image.size, "white"), image, veil)
