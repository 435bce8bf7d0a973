"""One document from its plan to its scans and its truth record."""

import datetime
from dataclasses import dataclass
from random import Random

import numpy as np
from damage import Harm
from draft import Draft, draft
from fonts import Family
from overlays import SECRECY, URGENCY, Stamper
from PIL import Image
from sheet import Page
from typeset import Setter
from wording import STOCK


@dataclass(frozen=True)
class Plan:
    """What one document shall be; everything else follows from its seed."""

    index: int
    seed: int
    style: str
    era: str
    severity: int
    dpi: int
    color: str
    container: str
    special: str
    pages: int


def clean_pages(plan: Plan, rng: Random, families: list[Family]) -> tuple[Draft, Family, list[Page]]:
    """A draft and its pages; drawn again until the page count allows the plan's special case and stays within four."""
    usable = [family for family in families if family.era == plan.era]
    for _ in range(40):
        family = rng.choices(usable, [each.weight for each in usable])[0]
        doc = draft(rng, plan.style, plan.era, plan.pages)
        stamps = [kind for kind in ("do_mat", "do_khan") if rng.random() < 0.16]
        doc.fields["do_mat"] = rng.choice(SECRECY) if "do_mat" in stamps else ""
        doc.fields["do_khan"] = rng.choice(URGENCY) if "do_khan" in stamps else ""
        arrived = rng.choice(("", "", "", "below", "corner"))
        pages = Setter(doc, family, plan.dpi, rng).set(34.0 * len(stamps) + (30.0 if arrived == "below" else 0.0))
        pages[0].anchors["arrival"] = arrived
        tables = sum(any(line["z"] == "tbl" for line in page.lines) for page in pages)
        fits = len(pages) == 2 and tables < 2 if plan.special == "two_up" else len(pages) <= min(4, plan.pages + 1)
        if fits:
            doc.fields["so_trang"] = len(pages)
            return doc, family, pages
    raise RuntimeError(f"document {plan.index}: no draft of {plan.pages} pages found")


def mark(doc: Draft, pages: list[Page], family: Family, stamp_family: Family, dpi: int, rng: Random) -> None:
    """Stamps, seal, signature and notes of a document."""
    first = Stamper(pages[0], stamp_family, dpi, rng)
    x, y = pages[0].anchors["header"]
    for kind in ("do_mat", "do_khan"):
        if doc.fields[kind]:
            first.rubber(doc.fields[kind].upper(), kind, x + rng.uniform(10, 40), y + 4)
            y += 32
    if pages[0].anchors["arrival"]:
        came = datetime.date.fromisoformat(doc.fields["ngay"]) + datetime.timedelta(days=rng.randint(1, 6))
        number = str(rng.randint(11, 4800))
        day = f"{came.day}/{came.month}/{came.year % 100:02}"
        below = y + 3 if pages[0].anchors["arrival"] == "below" else 0.0
        first.arrival(f"Văn phòng {rng.choice(STOCK['places'])}", number, day, came.isoformat(), below)
        doc.fields["so_den"], doc.fields["ngay_den"] = number, came.isoformat()
    if rng.random() < 0.3:
        first.note()
    for page in pages:
        if "sign" in page.anchors:
            last = Stamper(page, stamp_family, dpi, rng)
            at = page.anchors["sign"]
            last.signature(*at)
            if doc.sealed and rng.random() < 0.9:
                last.seal(doc.fields["co_quan_ban_hanh"], doc.fields["co_quan_cap_tren"], at[0] - 8, at[1] + 4)


def scan_all(plan: Plan, pages: list[Page], harm: Harm, rng: Random) -> tuple[list[Image.Image], list[dict]]:
    """(scans, truth of each image) with the special case applied."""
    scans, truths = [], []
    turned = rng.randrange(len(pages))
    for index, page in enumerate(pages):
        back = pages[index + 1] if index + 1 < len(pages) else pages[index - 1] if index else None
        scan, matrix, log = harm.scan(page.image, back and back.image)
        turn = (
            {"upside_down": 180, "rot90": 90, "rot270": 270}.get(plan.special, 0)
            if index == turned or plan.special == "upside_down"
            else 0
        )
        scans.append(scan.rotate(turn, expand=True) if turn else scan)
        truths.append(
            {
                "logical": [index + 1],
                "rotate": turn,
                "matrix": matrix,
                "log": log,
                "lines": page.lines,
                "overlays": page.overlays,
            }
        )
        if plan.special == "blank_back" and index == 0:
            empty, _, empty_log = harm.scan(Image.new("RGB", page.image.size, "white"), page.image)
            scans.append(empty)
            truths.append(
                {
                    "logical": [],
                    "rotate": 0,
                    "matrix": None,
                    "log": {**empty_log, "blank": 1},
                    "lines": [],
                    "overlays": [],
                }
            )
    if plan.special == "two_up":
        scans, truths = side_by_side(scans, truths)
    return scans, [
        {
            "n": n + 1,
            "logical": truth["logical"],
            "rotate": truth["rotate"],
            "px": list(scan.size),
            "matrix": truth["matrix"],
            "log": truth["log"],
            "lines": truth["lines"],
            "overlays": truth["overlays"],
        }
        for n, (scan, truth) in enumerate(zip(scans, truths, strict=True))
    ]


def side_by_side(scans: list[Image.Image], truths: list[dict]) -> tuple[list[Image.Image], list[dict]]:
    """Two pages on one image; each line keeps the box on its own page and names that page in `lp`."""
    both = Image.new(scans[0].mode, (scans[0].width + scans[1].width, scans[0].height), "white")
    both.paste(scans[0], (0, 0))
    both.paste(scans[1], (scans[0].width, 0))
    merged = {
        "logical": [1, 2],
        "rotate": 0,
        "matrix": None,
        "log": truths[0]["log"],
        "lines": [{**line, "lp": lp} for lp, truth in enumerate(truths, 1) for line in truth["lines"]],
        "overlays": [{**over, "lp": lp} for lp, truth in enumerate(truths, 1) for over in truth["overlays"]],
    }
    return [both], [merged]


def make(plan: Plan, families: list[Family]) -> tuple[list[Image.Image], dict, int]:
    """(scans, truth record without `file`, JPEG quality) of a planned document."""
    rng = Random(f"{plan.seed}/{plan.index}")
    doc, family, pages = clean_pages(plan, rng, families)
    modern = [each for each in families if each.era == "modern"]
    mark(doc, pages, family, rng.choice(modern), plan.dpi, rng)
    harm = Harm(plan.severity, plan.dpi, plan.color, np.random.default_rng([plan.seed, plan.index]))
    scans, truths = scan_all(plan, pages, harm, rng)
    text = "\f".join("\n".join(line["t"] for line in page.lines) for page in pages)
    extra = sorted({key for truth in truths for key in ("fold", "curl", "photocopy") if truth["log"].get(key)})
    record = {
        "kind": "scan",
        "set": f"unseen-{plan.seed}",
        "style": plan.style,
        "era": plan.era,
        "font": family.name,
        "severity": plan.severity,
        "dpi": plan.dpi,
        "color": plan.color,
        "container": plan.container,
        "special": plan.special,
        "extra": extra,
        "n_images": len(scans),
        "fields": doc.fields,
        "text": text,
        "pages": truths,
    }
    return scans, record, harm.quality
