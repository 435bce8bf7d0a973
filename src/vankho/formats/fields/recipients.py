"""The list under ``Nơi nhận``."""

from __future__ import annotations

import re

from vankho.formats.fields.layout import without_scrap
from vankho.formats.fields.lexicon import Lexicon
from vankho.formats.fields.signature import Foot, Signed
from vankho.formats.fields.spelling import nfc
from vankho.formats.reading import Line

_DASH = re.compile(r"^[\s\-_*•·+~'\"`.=”“¬]+")
_SCRAP = re.compile(r"(?<=[;,.])\s+[^\s()]{1,2}$|\s+[^\w\s()]+$")
"""What a seal leaves after the end of an entry."""
_FILED = re.compile(r"^Lưu\s?[:;.]\s?V[TIĨỊÍÌ1l]{1,2}(?=\W)")
_COPIED = re.compile(r"đ[êếềểe] b/[ceo]?[)}]")
_ENDING = re.compile(r"[\s;,.:]+$")


def read_recipients(foot: Foot, lexicon: Lexicon) -> list[Signed]:
    """One entry for each line that begins with a dash; a line without one continues the entry before."""
    entries: list[list[Line]] = []
    for line in filter(None, map(without_scrap, foot.left)):
        if foot.recipients_line and line.box[1] <= foot.recipients_line.words[0].box[1] + 3:
            continue
        text = nfc(line.text)
        if sum(c.isalpha() for c in text) < 2:
            continue
        if _DASH.match(text) or not entries or _ENDING.search(entries[-1][-1].text):
            entries.append([line])
        else:
            entries[-1].append(line)
        if re.match(r"^\W*Lưu\b", text):
            break
    return [entry for lines in entries if (entry := _entry(lines, lexicon)).text]


def _entry(lines: list[Line], lexicon: Lexicon) -> Signed:
    text = nfc(" ".join(line.text for line in lines))
    text = _ENDING.sub("", _SCRAP.sub("", _DASH.sub("", text))).strip()
    text, changed = lexicon.corrected(_FILED.sub("Lưu: VT", _COPIED.sub("để b/c)", text)))
    text = re.sub(r"\s?[,.]\s?(?=[^\W\d])", ", ", text) if text.startswith("Lưu") else text
    words = tuple(word for line in lines for word in line.words)
    doubtful = changed or not lexicon.knows(text.partition(":")[0])
    solid = [word.confidence for word in words if any(c.isalnum() for c in word.text)]
    return Signed(text, min(min(solid, default=0.0), 0.88 if doubtful else 1.0), words)
