"""A draft set on pages by the layout rules of its style, from the two header columns to the annex. Lengths: points."""

import itertools
from random import Random

from draft import Draft
from fonts import Family
from sheet import HEIGHT, WIDTH, Page, Sheet


class Setter:
    """Sets one draft; `pages` afterwards holds the clean pages."""

    def __init__(self, doc: Draft, family: Family, dpi: int, rng: Random) -> None:
        self.doc, self.rng = doc, rng
        self.typed = doc.era == "typewriter"
        size = rng.choice((10.6, 11.2)) if self.typed else rng.choice((13, 13, 13.5, 14))
        leading = size * (rng.choice((1.5, 1.7)) if self.typed else rng.choice((1.22, 1.3, 1.4)))
        self.sheet = Sheet(family, dpi, rng, size, leading, self.typed)
        self.left = rng.choice((80.0, 85.0, 92.0))
        self.right = WIDTH - rng.choice((42.5, 50.0, 57.0))
        self.top, self.bottom = rng.uniform(54, 66), HEIGHT - rng.uniform(52, 62)
        self.indent = rng.choice((28.0, 36.0))
        self.y = self.top

    def set(self, stamps_room: float) -> list[Page]:
        """All pages; `stamps_room` is left free below the left header for stamps."""
        self.sheet.new_page()
        self.header(stamps_room)
        for kind, content in self.doc.blocks:
            self.block(kind, content)
        self.signature()
        if self.doc.annex:
            self.break_page()
            for kind, content in self.doc.annex:
                self.block(kind, content)
        return self.sheet.pages

    def break_page(self) -> None:
        self.sheet.new_page()
        number = str(len(self.sheet.pages))
        self.sheet.centred(number, self.left, self.right, 26, "pn", "", self.sheet.size)
        self.y = self.top

    def need(self, height: float) -> None:
        if self.y + height > self.bottom:
            self.break_page()

    def header(self, stamps_room: float) -> None:
        party = self.doc.style in ("party", "doan")
        split = self.left + (self.right - self.left) * (0.36 if self.typed else 0.46 if party else 0.42)
        left_end = self.column(self.doc.left, self.left - 24, split - 6, "hl", party)
        self.sheet.pages[0].anchors["header"] = (self.left, left_end)
        right_end = self.column(self.doc.right, split, self.right + 12, "hr", party)
        self.y = max(left_end + stamps_room, right_end) + self.rng.uniform(12, 22)

    def column(self, parts: list[tuple[str, str]], left: float, right: float, zone: str, party: bool) -> float:
        y, sheet = self.top, self.sheet
        base = 13.5 if party else 12
        looks = {
            "parent": ("", base),
            "organ": ("b", base),
            "star": ("", base),
            "number": ("", 13),
            "subject": ("i" if party else "", 12),
            "state": ("b", 12),
            "mark": ("b", 15 if party else 13),
            "date": ("i", 13),
        }
        for role, text in parts:
            if role == "rule":
                middle, half = (left + right) / 2, (right - left) * 0.14
                sheet.rule(middle - half, middle + half, y + 2)
                y += 6
                continue
            style, size = looks[role]
            size = sheet.size if self.typed else self.fit(text, style, size, right - left) if zone == "hr" else size
            leading = size * 1.28
            y += 5 if role in ("date", "subject") else 0
            for line in sheet.wrap(text, style, size, right - left):
                sheet.centred(line, left, right, y, zone, style, size, leading=leading, underline=role == "mark")
                y += leading
        return y

    def fit(self, text: str, style: str, size: float, width: float) -> float:
        """The size at which the text stays on one line, not below 9 points."""
        while size > 9 and self.sheet.width(text, style, size) > width:
            size -= 0.5
        return size

    def block(self, kind: str, content: object) -> None:
        if kind == "table":
            self.table(content)
        elif kind in ("type", "title", "address", "centre", "note", "dashes"):
            self.middle(kind, str(content))
        elif kind == "rule":
            middle = (self.left + self.right) / 2
            self.sheet.rule(middle - 42, middle + 42, self.y + 2)
            self.y += 12
        else:
            self.paragraph(kind, str(content))

    def middle(self, kind: str, text: str) -> None:
        sheet, size = self.sheet, self.sheet.size
        style, size = {
            "type": ("b", size + 1.5),
            "title": ("b", size),
            "centre": ("b", size),
            "note": ("i", size),
            "dashes": ("", size),
            "address": ("", size),
        }[kind]
        zone = "body" if kind in ("address", "centre") else "title"
        narrow = 0 if kind in ("type", "centre") else 46
        for line in sheet.wrap(text, style, size, self.right - self.left - 2 * narrow):
            self.need(sheet.leading)
            sheet.centred(line, self.left, self.right, self.y, zone, style, size)
            self.y += sheet.leading
        self.y += 0 if kind == "type" else 7

    def paragraph(self, kind: str, text: str) -> None:
        sheet = self.sheet
        style = "b" if kind == "heading" else "i" if kind == "basis" and self.doc.grammar == "state" else ""
        lines = sheet.wrap(text, style, sheet.size, self.right - self.left, self.indent)
        for index, line in enumerate(lines):
            self.need(sheet.leading * (2 if kind == "heading" else 1))
            x = self.left + (self.indent if index == 0 else 0)
            last = index == len(lines) - 1
            sheet.text(line, x, self.y, "body", style, fill_to=0 if last or self.typed else self.right - x)
            self.y += sheet.leading
        self.y += 2 if self.typed else 4

    def table(self, table: dict) -> None:
        """A ruled table of one-line cells; it goes to the next page whole when it does not fit."""
        sheet = self.sheet
        rows = [table["head"], *table["rows"]]
        size = sheet.size - (0 if self.typed else 1.5)
        height = sheet.leading + 4
        self.need(height * len(rows) + 6)
        top, edges = self.y, [self.left]
        for share in table["shares"]:
            edges.append(edges[-1] + share * (self.right - self.left))
        for index, row in enumerate(rows):
            sheet.rule(self.left, self.right, self.y)
            for cell, (left, right) in zip(row, itertools.pairwise(edges), strict=True):
                style = "b" if index == 0 else ""
                if index == 0 or not any(letter.isalpha() for letter in cell):
                    sheet.centred(cell, left, right, self.y + 2, "tbl", style, size)
                else:
                    sheet.text(cell, left + 5, self.y + 2, "tbl", style, size)
            self.y += height
        sheet.rule(self.left, self.right, self.y)
        for edge in edges:
            sheet.upright(edge, top, self.y)
        self.y += 8

    def signature(self) -> None:
        """Recipients at the left, authority, title and name at the right, kept together on one page."""
        sheet, fields = self.sheet, self.doc.fields
        self.need(sheet.leading * (5 if self.typed else 4) + 76)
        top, split = self.y + 6, self.left + (self.right - self.left) * 0.47
        left_end = self.recipients(top, split)
        self.y = top
        title_style = "b" if self.doc.grammar == "state" or not fields["quyen_han"] else ""
        for text, style in ((fields["quyen_han"], "b"), (fields["chuc_vu"], title_style)):
            for line in sheet.wrap(text.upper(), style, sheet.size, self.right - split):
                sheet.centred(line, split, self.right, self.y, "fr", style)
                self.y += sheet.leading
        gap = self.rng.uniform(52, 66)
        sheet.pages[-1].anchors["sign"] = ((split + self.right) / 2, self.y + gap / 2)
        sheet.centred(fields["nguoi_ky"], split, self.right, self.y + gap, "fr", "b")
        self.y = max(left_end, self.y + gap + sheet.leading)

    def recipients(self, top: float, split: float) -> float:
        sheet, state = self.sheet, self.doc.grammar == "state"
        small = sheet.leading if self.typed else 14.5
        sheet.text("Nơi nhận:", self.left, top, "fl", "bi" if state else "", 12, underline=not state)
        y = top + sheet.leading
        for item in self.doc.recipients_printed:
            for line in sheet.wrap(item, "", 11.5, split - self.left - 6):
                sheet.text(line, self.left, y, "fl", "", 11.5, leading=small)
                y += small
        return y
