"""Write a set of unseen test scans with their truth and the plain-tesseract baseline.

usage: python bench/unseen/make.py OUTDIR --seed N --documents 40 [--tessdata .build/tessdata]
"""

import argparse
import json
import sys
from pathlib import Path
from random import Random

import containers
import cv2
import fonts
import plain
from scene import Plan, make

SPECIALS = ("upside_down", "rot90", "rot270", "two_up", "blank_back")
STYLES = {"party": 45, "state": 30, "mttq": 12, "doan": 13}


def plans(seed: int, documents: int) -> list[Plan]:
    """The documents of a set: severities in equal shares, each special case once in ten documents at most."""
    rng = Random(f"plan {seed}")
    severities = [1 + index % 4 for index in range(documents)]
    rng.shuffle(severities)
    special = [
        SPECIALS[index // 2 % 5] if index % 4 == 1 and index < documents * 0.8 else "" for index in range(documents)
    ]
    rng.shuffle(special)
    return [one_plan(seed, index, severities[index], special[index], rng) for index in range(documents)]


def one_plan(seed: int, index: int, severity: int, special: str, rng: Random) -> Plan:
    style = rng.choices(list(STYLES), list(STYLES.values()))[0]
    era = "typewriter" if rng.random() < 0.3 else "modern"
    pages = 2 if special in ("two_up", "blank_back") else rng.choices((1, 2, 3, 4), (46, 30, 16, 8))[0]
    color = "bw" if severity > 2 and rng.random() < 0.5 else rng.choice(("rgb", "rgb", "gray"))
    dpi = rng.choices((150, 200, 300), (15 if color != "bw" else 0, 45, 40))[0]
    container = "pdf" if rng.random() < 0.6 else "tiff"
    if pages == 1 and color != "bw" and rng.random() < 0.45:
        container = rng.choice(("jpg", "jpg", "png"))
    return Plan(index, seed, style, era, severity, dpi, color, container, special, pages)


def main() -> int:
    parser = argparse.ArgumentParser(description="Unseen test scans with truth and baseline.")
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--tessdata", type=Path, default=Path(".build/tessdata"))
    parser.add_argument("--no-baseline", action="store_true", help="pages and truth only")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    families, complaints = fonts.find()
    for complaint in complaints:
        print("font left out:", complaint, file=sys.stderr)
    if {family.era for family in families} != {"modern", "typewriter"}:
        print("no usable font for one of the eras; see bench/unseen/README.md", file=sys.stderr)
        return 1
    folder = args.outdir / "files"
    folder.mkdir(parents=True, exist_ok=True)
    baseline = {}
    with (args.outdir / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for plan in plans(args.seed, args.documents):
            scans, record, quality = make(plan, families)
            endings = {"tiff": "tif", "pdf": "pdf", "jpg": "jpg", "png": "png"}
            if len(scans) > 1 and plan.container in ("jpg", "png"):
                record["container"] = "pdf"
            name = f"files/u{plan.index + 1:03}.{endings[record['container']]}"
            containers.write(args.outdir / name, scans, plan.dpi, quality)
            truth.write(json.dumps({"file": name, **record}, ensure_ascii=False, separators=(",", ":")) + "\n")
            if not args.no_baseline:
                baseline[name] = plain.read(args.outdir / name, args.tessdata)
            print(
                name,
                record["style"],
                record["era"],
                "severity",
                plan.severity,
                plan.color,
                plan.dpi,
                len(scans),
                plan.special,
                flush=True,
            )
    if not args.no_baseline:
        (args.outdir / "plain_tesseract.json").write_text(
            json.dumps(baseline, ensure_ascii=False, indent=0), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
