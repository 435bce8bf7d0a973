"""One invented document before it is set on paper: its fields, header lines, body blocks and signature."""

import datetime
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tables import a_table
from wording import STOCK, Words, long_date, old_tones, sentence_case

ORGANS = tomllib.loads((Path(__file__).parent / "organs.toml").read_text(encoding="utf-8"))
# Front and union write by the State's grammar, the youth union by one like the Party's (933/QĐ-TLĐ, 367-QĐ/TWĐTN-VP).
GRAMMAR = {"party": "party", "state": "state", "mttq": "state", "doan": "party"}
ROMAN = ("I", "II", "III", "IV", "V", "VI")
HEADINGS = {
    "modern": [
        "Đặc điểm, tình hình",
        "Mục đích, yêu cầu",
        "Những việc đã làm",
        "Tồn tại, vướng mắc",
        "Giải pháp trong thời gian tới",
        "Phân công thực hiện",
    ],
    "typewriter": ["Tình hình chung", "Ưu điểm", "Khuyết điểm", "Nhiệm vụ trước mắt", "Biện pháp", "Chế độ báo cáo"],
}


@dataclass
class Draft:
    """A drafted document; blocks are (kind, text or table) in reading order."""

    style: str
    era: str
    grammar: str
    fields: dict
    left: list[tuple[str, str]] = field(default_factory=list)
    right: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[tuple[str, object]] = field(default_factory=list)
    annex: list[tuple[str, object]] = field(default_factory=list)
    recipients_printed: list[str] = field(default_factory=list)
    sealed: bool = True
    letter: bool = False
    colon: str = ""


def place_words(pattern: str, places: dict[str, str]) -> str:
    """P, D, X and Y of an organ pattern replaced by the places drawn for this document."""
    return re.sub(r"\b([PDXY])\b", lambda match: places[match[1]], pattern)


def issue_date(rng: Random, era: str, districts: bool) -> datetime.date:
    first, last = (1974, 1995) if era == "typewriter" else (2005, 2024) if districts else (2008, 2026)
    day = datetime.date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))
    return min(day, datetime.date(2026, 10, 28))


def draft(rng: Random, style: str, era: str, pages: int) -> Draft:
    """A document of about this many pages, with the tone-mark habit of its day drawn once for all of it."""
    organ = rng.choice([organ for organ in ORGANS["organ"] if organ["style"] == style and era in organ["eras"]])
    issued = issue_date(rng, era, organ.get("districts", False))
    words = Words(rng, era, issued)
    places = dict(zip("PDXY", rng.sample(STOCK["places"], 4), strict=True))
    grammar = GRAMMAR[style]
    doc = Draft(style, era, grammar, base_fields(rng, organ, words, places, grammar), sealed=organ.get("seal", True))
    doc.letter = doc.fields["loai"] == "Công văn"
    doc.colon = ":" if style != "party" or rng.random() < 0.25 else ""
    head(doc, issued)
    body(doc, rng, words, places, pages)
    ending(doc, rng, words)
    return tone_marks(doc) if (era == "typewriter" and rng.random() < 0.7) or rng.random() < 0.3 else doc


def base_fields(rng: Random, organ: dict, words: Words, places: dict, grammar: str) -> dict:
    code, kind = rng.choice(ORGANS["types"][grammar])
    number = f"{rng.choice([rng.randint(1, 99), rng.randint(100, 999), rng.randint(1000, 4999)]):02}"
    unit = rng.choice(organ.get("units", [""]))
    if grammar == "party":
        symbol, reference = f"{code}/{organ['symbol']}", f"{number}-{code}/{organ['symbol']}"
    elif code:
        symbol = f"{code}-{organ['symbol']}" + (f"-{unit}" if organ["style"] == "mttq" else "")
        reference = f"{number}/{symbol}"
    else:
        symbol = f"{organ['symbol']}-{unit}"
        reference = f"{number}/{symbol}"
    authority, title = rng.choice(organ["sign"])
    level = next((letter for letter in "YXDP" if re.search(rf"\b{letter}\b", organ["name"])), "P")
    return {
        "so": number,
        "ky_hieu": symbol,
        "so_ky_hieu": reference,
        "loai": kind,
        "ngay": words.issued.isoformat(),
        "dia_danh": places["X" if level == "Y" else level],
        "co_quan_ban_hanh": place_words(organ["name"], places),
        "co_quan_cap_tren": place_words(organ["parent"], places),
        "trich_yeu": words.subject(),
        "nguoi_ky": words.person(),
        "quyen_han": authority,
        "chuc_vu": title,
        "do_mat": "",
        "do_khan": "",
        "noi_nhan": [],
        "so_trang": 0,
        "so_den": "",
        "ngay_den": "",
    }


def motto(doc: Draft, issued: datetime.date) -> list[tuple[str, str]]:
    """The right header; names of Party and State are those of the day (both changed in 1976)."""
    if doc.style == "party":
        return [
            ("mark", "ĐẢNG LAO ĐỘNG VIỆT NAM" if issued < datetime.date(1976, 12, 20) else "ĐẢNG CỘNG SẢN VIỆT NAM")
        ]
    if doc.style == "doan":
        return [("mark", "ĐOÀN TNCS HỒ CHÍ MINH" if issued.year > 1976 else "ĐOÀN TNLĐ HỒ CHÍ MINH")]
    state = "VIỆT NAM DÂN CHỦ CỘNG HÒA" if issued < datetime.date(1976, 7, 2) else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    return [("state", state), ("mark", "Độc lập - Tự do - Hạnh phúc")]


def head(doc: Draft, issued: datetime.date) -> None:
    star = {"party": "*", "doan": "***"}.get(doc.style, "")
    parent = doc.fields["co_quan_cap_tren"].upper()
    doc.left = ([("parent", parent)] if parent else []) + [("organ", doc.fields["co_quan_ban_hanh"].upper())]
    doc.left += [("star", star)] if star else [("rule", "")]
    doc.left.append(("number", f"Số{doc.colon} {doc.fields['so_ky_hieu']}"))
    if doc.letter:
        lead = "V/v " if doc.grammar == "state" else ""
        doc.left.append(("subject", lead + doc.fields["trich_yeu"]))
    doc.right = [*motto(doc, issued), ("date", f"{doc.fields['dia_danh']}, ngày {long_date(issued)}")]


def body(doc: Draft, rng: Random, words: Words, places: dict, pages: int) -> None:
    """Title, addressee and text; the amount follows the pages wanted and the coarser type of a typewriter."""
    amount = max(3, round((9 if doc.era == "typewriter" else 12) * pages - rng.randint(3, 6)))
    subject = doc.fields["trich_yeu"]
    if not doc.letter:
        doc.blocks += [
            ("type", doc.fields["loai"].upper()),
            ("title", rng.choice([subject, sentence_case(subject), "Về việc " + subject])),
        ]
        doc.blocks.append(("dashes", "-----") if doc.grammar == "party" and rng.random() < 0.7 else ("rule", ""))
    if doc.letter or doc.fields["loai"] == "Tờ trình":
        word = "Kính trình" if doc.grammar == "party" and not doc.letter else "Kính gửi"
        offices = [name for name in ORGANS["recipients"][office_list(doc)] if "(" not in name and name != "Như trên"]
        doc.blocks.append(("address", f"{word}: {rng.choice(offices)},"))
    if doc.fields["loai"] in ("Quyết định", "Nghị quyết"):
        articles(doc, rng, words, amount)
    else:
        sections(doc, rng, words, amount)
    if pages > 1 and rng.random() < 0.4:
        annex(doc, rng, words, places)


def articles(doc: Draft, rng: Random, words: Words, amount: int) -> None:
    dash = "- " if doc.grammar == "party" else ""
    organ = doc.fields["co_quan_ban_hanh"]
    bases = [
        f"Căn cứ Quy chế làm việc của {organ};",
        f"Căn cứ Kết luận hội nghị ngày {words.date(-60)};",
        f"Xét tờ trình số {rng.randint(2, 320)} của bộ phận chuyên môn và ý kiến của đồng chí {words.person()},",
    ]
    doc.blocks += [("basis", dash + base) for base in bases]
    doc.blocks.append(
        ("centre", f"{organ.upper()} QUYẾT ĐỊNH:" if doc.fields["loai"] == "Quyết định" else "QUYẾT NGHỊ:")
    )
    article = 0
    while amount > 0:
        article += 1
        count = rng.randint(1, 2)
        doc.blocks.append(("article", f"Điều {article}. " + " ".join(words.sentence() for _ in range(count))))
        amount -= count
        if amount > 3 and rng.random() < 0.3:
            doc.blocks += [("para", f"{letter}) {words.sentence()}") for letter in "abc"]
            amount -= 3
    doc.blocks.append(
        (
            "article",
            f"Điều {article + 1}. Thủ trưởng các đơn vị và ông (bà) {words.person()} chịu trách nhiệm thi hành"
            " kể từ ngày ký" + closing(doc),
        )
    )


def sections(doc: Draft, rng: Random, words: Words, amount: int) -> None:
    organ = doc.fields["co_quan_ban_hanh"]
    doc.blocks.append(
        (
            "para",
            rng.choice(
                [
                    f"Qua theo dõi, nắm tình hình ở cơ sở và phản ánh của nhân dân, {organ} nêu một số việc sau:",
                    f"Tiếp theo văn bản ngày {words.date(-40)}, {organ} cho ý kiến như sau:",
                    f"Để kịp thời giải quyết công việc trước mắt, {organ} yêu cầu:",
                ]
            ),
        )
    )
    mark = "-" if doc.grammar == "party" else "."
    headings = rng.sample(HEADINGS[doc.era], min(6, max(2, amount // 4))) if amount > 5 or not doc.letter else [""]
    has_table = amount > 6 and rng.random() < 0.4
    for index, heading in enumerate(headings):
        if heading:
            doc.blocks.append(
                ("heading", f"{ROMAN[index]}{mark} {heading.upper() if mark == '-' or rng.random() < 0.8 else heading}")
            )
        items(doc, rng, words, max(2, amount // len(headings)))
        if has_table and index == 1:
            doc.blocks.append(("table", a_table(rng, words)))
    doc.blocks.append(
        (
            "para",
            rng.choice(
                [
                    "Nhận được văn bản này, các đơn vị khẩn trương triển khai, có trở ngại phản ánh ngay để giải quyết",
                    f"Đề nghị gửi kết quả về {organ} trước ngày {words.date()}",
                    f"{organ} đề nghị các cấp, các ngành lưu ý, phối hợp",
                ]
            )
            + closing(doc),
        )
    )


def items(doc: Draft, rng: Random, words: Words, count: int) -> None:
    """Numbered points, some with a run of hyphened lines or a longer paragraph below."""
    point = 0
    while count > 0:
        point += 1
        doc.blocks.append(
            ("para", f"{point}. {words.sentence()}" + (f" {words.sentence()}" if rng.random() < 0.3 else ""))
        )
        count -= 1
        if count > 1 and rng.random() < 0.35:
            doc.blocks += [
                ("para", f"{rng.choice('-+') if doc.era == 'typewriter' else '-'} {words.sentence()}") for _ in range(2)
            ]
            count -= 2


def office_list(doc: Draft) -> str:
    return f"{doc.grammar}_old" if doc.era == "typewriter" else doc.grammar


def closing(doc: Draft) -> str:
    return "./." if doc.grammar == "state" else "."


def annex(doc: Draft, rng: Random, words: Words, places: dict) -> None:
    day = datetime.date.fromisoformat(doc.fields["ngay"])
    doc.annex = [
        ("type", "PHỤ LỤC"),
        ("note", f"(Kèm theo {doc.fields['loai']} số {doc.fields['so_ky_hieu']}, ngày {long_date(day)})"),
    ]
    doc.annex += [("table", a_table(rng, words, rng.randint(8, 16)))]
    doc.annex += [("para", f"Ghi chú: {words.sentence()}")]


def ending(doc: Draft, rng: Random, words: Words) -> None:
    last = {"party": "Lưu Văn phòng", "state": f"Lưu: VT, {rng.choice(['TH', 'NV', 'VX', 'KT'])}"}[doc.grammar]
    names = [*rng.sample(ORGANS["recipients"][office_list(doc)], rng.randint(2, 4)), last]
    doc.fields["noi_nhan"] = names
    mark = ";" if doc.grammar == "state" else ","
    doc.recipients_printed = [f"- {name}{'.' if name == last else mark}" for name in names]


def tone_marks(doc: Draft) -> Draft:
    """The same document with `uỷ, hoà` all through, in the fields as on the page."""

    def turn(value: object) -> object:
        if isinstance(value, str):
            return old_tones(value)
        if isinstance(value, dict):
            return {key: turn(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(turn(item) for item in value)
        return value

    for name in ("fields", "left", "right", "blocks", "annex", "recipients_printed"):
        setattr(doc, name, turn(getattr(doc, name)))
    return doc
