"""Font families of the test pages: found on this machine, checked for every Vietnamese letter, missing ones named."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/share/texmf/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
)
# Families with old-style figures are left out: offices do not print them.
# family -> (era, weight in the draw, regular, bold, italic, bold italic)
FAMILIES = {
    "TeX Gyre Termes": (
        "modern",
        4,
        "texgyretermes-regular.otf",
        "texgyretermes-bold.otf",
        "texgyretermes-italic.otf",
        "texgyretermes-bolditalic.otf",
    ),
    "Linux Libertine": (
        "modern",
        3,
        "LinLibertine_R.otf",
        "LinLibertine_RB.otf",
        "LinLibertine_RI.otf",
        "LinLibertine_RB.otf",
    ),
    "Gentium Plus": (
        "modern",
        2,
        "GentiumPlus-Regular.ttf",
        "GentiumPlus-Bold.ttf",
        "GentiumPlus-Italic.ttf",
        "GentiumPlus-BoldItalic.ttf",
    ),
    "Charis SIL": (
        "modern",
        2,
        "CharisSIL-Regular.ttf",
        "CharisSIL-Bold.ttf",
        "CharisSIL-Italic.ttf",
        "CharisSIL-BoldItalic.ttf",
    ),
    "TeX Gyre Schola": (
        "modern",
        1,
        "texgyreschola-regular.otf",
        "texgyreschola-bold.otf",
        "texgyreschola-italic.otf",
        "texgyreschola-bolditalic.otf",
    ),
    "Carlito": ("modern", 1, "Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf", "Carlito-BoldItalic.ttf"),
    "DejaVu Serif Condensed": (
        "modern",
        1,
        "DejaVuSerifCondensed.ttf",
        "DejaVuSerifCondensed-Bold.ttf",
        "DejaVuSerifCondensed-Italic.ttf",
        "DejaVuSerifCondensed-BoldItalic.ttf",
    ),
    "TeX Gyre Cursor": (
        "typewriter",
        4,
        "texgyrecursor-regular.otf",
        "texgyrecursor-bold.otf",
        "texgyrecursor-italic.otf",
        "texgyrecursor-bolditalic.otf",
    ),
    "JetBrains Mono": (
        "typewriter",
        1,
        "JetBrainsMono-Regular.ttf",
        "JetBrainsMono-Bold.ttf",
        "JetBrainsMono-Italic.ttf",
        "JetBrainsMono-BoldItalic.ttf",
    ),
    "Noto Sans Mono": (
        "typewriter",
        1,
        "NotoSansMono-Regular.ttf",
        "NotoSansMono-Bold.ttf",
        "NotoSansMono-Regular.ttf",
        "NotoSansMono-Bold.ttf",
    ),
    "League Mono": (
        "typewriter",
        1,
        "LeagueMono-Regular.otf",
        "LeagueMono-Bold.otf",
        "LeagueMono-Regular.otf",
        "LeagueMono-Bold.otf",
    ),
}
TONES = "\u0300\u0301\u0303\u0309\u0323"
LETTERS = "đĐăâêôơưĂÂÊÔƠƯ" + "".join(
    unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in TONES
)
NEEDED = LETTERS + "0123456789-/.,;:%()“”*"


@dataclass(frozen=True)
class Family:
    """One usable family; `files` are regular, bold, italic and bold italic."""

    name: str
    era: str
    weight: int
    files: tuple[str, ...]

    def face(self, style: str, size_px: float) -> ImageFont.FreeTypeFont:
        """The face for a style ('' 'b' 'i' 'bi') at a size in pixels."""
        return load(self.files[("", "b", "i", "bi").index(style)], round(size_px * 4) / 4)


@lru_cache(maxsize=256)
def load(path: str, size_px: float) -> ImageFont.FreeTypeFont:
    """A loaded face; basic layout keeps ligatures (fi, ->) out of the pages."""
    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.BASIC)


def lacking(path: str) -> str:
    """The needed letters that the face would draw as an empty box."""
    face = load(path, 32)
    box = bytes(face.getmask("\uffff"))
    return "".join(letter for letter in NEEDED if bytes(face.getmask(letter)) in (box, b""))


def find() -> tuple[list[Family], list[str]]:
    """(usable families, a sentence for each family that cannot be used and why)."""
    paths = {path.name: str(path) for folder in FOLDERS if folder.is_dir() for path in folder.rglob("*.[ot]tf")}
    usable, complaints = [], []
    for name, (era, weight, *files) in FAMILIES.items():
        absent = [file for file in files if file not in paths]
        poor = [file for file in files if not absent and lacking(paths[file])]
        if absent or poor:
            complaints.append(
                f"{name}: " + (f"not installed ({absent[0]})" if absent else f"lacks Vietnamese letters ({poor[0]})")
            )
        else:
            usable.append(Family(name, era, weight, tuple(paths[file] for file in files)))
    return usable, complaints
