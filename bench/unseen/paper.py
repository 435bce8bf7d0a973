"""What age and handling do to a sheet before it is scanned. Pictures are uint8 RGB arrays; steps change a copy."""

import cv2
import numpy as np

Array = np.ndarray
PAPERS = {
    "white": (252, 252, 250),
    "yellowed": (236, 222, 186),
    "grey pulp": (214, 210, 200),
    "pink": (246, 214, 216),
    "blue": (208, 224, 240),
    "green": (214, 234, 208),
    "straw": (226, 204, 156),
}


def multiply(page: Array, veil: Array) -> Array:
    """Page seen through a veil; the veil is float32 with 1 = clear, one or three channels."""
    return cv2.convertScaleAbs(page.astype(np.float32) * (veil if veil.ndim == 3 else veil[..., None]))


def clouds(shape: tuple[int, ...], rng: np.random.Generator, cells: int) -> Array:
    """Smooth random field between 0 and 1, about `cells` humps across."""
    small = rng.random((cells + 2, cells + 2), dtype=np.float32)
    return np.clip(cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), 0, 1)


def fade(page: Array, rng: np.random.Generator, strength: float) -> Array:
    """Ink grows pale in patches: strength 1 leaves almost nothing."""
    lift = strength * (0.45 + 0.55 * clouds(page.shape, rng, 5))
    return cv2.convertScaleAbs(255 - (255 - page.astype(np.float32)) * (1 - lift)[..., None])


def broken_type(page: Array, rng: np.random.Generator, strength: float) -> Array:
    """A dry ribbon or worn plate: fine holes within the strokes."""
    grain = rng.random((page.shape[0] // 2 + 1, page.shape[1] // 2 + 1), dtype=np.float32)
    grain = cv2.resize(grain, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    gone = (grain > 1 - 0.4 * strength).astype(np.float32) * 0.8
    return cv2.convertScaleAbs(255 - (255 - page.astype(np.float32)) * (1 - gone)[..., None])


def tinted(page: Array, rng: np.random.Generator, kind: str, depth: float) -> Array:
    """Paper of a colour, darker towards the edges, with a fibre grain."""
    height, width = page.shape[:2]
    y, x = np.ogrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    edge = (np.maximum(np.abs(x), np.abs(y)) ** 6).astype(np.float32) * 0.16 * depth
    grain = (clouds(page.shape, rng, 240) - 0.5) * 0.03 * depth
    veil = (1 - edge + grain)[..., None] * (1 - depth + depth * np.array(PAPERS[kind], np.float32) / 255)
    return multiply(page, veil.astype(np.float32))


def show_through(page: Array, back: Array, rng: np.random.Generator, strength: float) -> Array:
    """The other side's text, mirrored and blurred, shows faintly."""
    ghost = cv2.GaussianBlur(cv2.flip(cv2.cvtColor(back, cv2.COLOR_RGB2GRAY), 1), (0, 0), page.shape[1] / 1100)
    shift = np.float32([[1, 0, rng.normal(0, 12)], [0, 1, rng.normal(0, 12)]])
    ghost = cv2.warpAffine(ghost, shift, (page.shape[1], page.shape[0]), borderValue=255)
    veil = 1 - strength * (1 - ghost.astype(np.float32) / 255) * (0.5 + 0.5 * clouds(page.shape, rng, 3))
    return multiply(page, veil)


def stain(page: Array, rng: np.random.Generator, scale: float) -> Array:
    """A ring of a cup, a tide mark of water, or rust."""
    height, width = page.shape[:2]
    veil = np.ones((height, width, 3), np.float32)
    colour = np.array([(0.78, 0.62, 0.40), (0.86, 0.80, 0.66), (0.72, 0.50, 0.34)][rng.integers(3)], np.float32)
    mask = np.zeros((height, width), np.float32)
    centre = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
    kind = rng.integers(3)
    if kind == 0:
        cv2.circle(mask, centre, int(62 * scale), 0.7, int(rng.uniform(3, 8) * scale))
    elif kind == 1:
        around = np.linspace(0, 2 * np.pi, 90)
        waves = sum(rng.uniform(0.05, 0.2) * np.sin(n * around + rng.uniform(0, 6)) for n in (2, 3, 5))
        reach = rng.uniform(60, 140) * scale * (1 + waves)
        outline = np.stack([centre[0] + reach * np.cos(around), centre[1] + reach * np.sin(around)], axis=1)
        cv2.fillPoly(mask, [outline.astype(np.int32)], 0.3)
        cv2.polylines(mask, [outline.astype(np.int32)], True, 0.75, int(3 * scale))
    else:
        for _ in range(int(rng.integers(4, 12))):
            spot = (int(centre[0] + rng.normal(0, 40) * scale), int(centre[1] + rng.normal(0, 40) * scale))
            cv2.circle(mask, spot, max(1, int(rng.uniform(0.8, 4) * scale)), 0.9, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), 1.6 * scale)
    veil -= mask[..., None] * (1 - colour)
    return multiply(page, veil)


def fold(page: Array, rng: np.random.Generator, scale: float) -> Array:
    """A crease across the sheet: a worn pale line with a shadow on one side."""
    height, width = page.shape[:2]
    level = rng.random() < 0.7
    length, across = (width, height) if level else (height, width)
    at = rng.choice((1 / 3, 1 / 2, 2 / 3)) * across + rng.normal(0, 6) * scale
    line = at + rng.normal(0, 0.015) * (np.arange(length) - length / 2)
    distance = (np.arange(across)[:, None] - line[None, :]).astype(np.float32) / scale
    if not level:
        distance = distance.T
    shadow = 1 - 0.28 * np.exp(-np.clip(distance, 0, None) / 7) * (distance > 0)
    worn = np.exp(-((distance / 1.0) ** 2)) * 0.85
    soft = multiply(page, shadow.astype(np.float32)).astype(np.float32)
    return cv2.convertScaleAbs(soft + (238 - soft) * worn[..., None] * (soft < 238))


def holes(page: Array, rng: np.random.Generator, scale: float) -> Array:
    """Two punched holes at the left edge: black with the lid open, pale with it shut."""
    page = page.copy()
    shade = (18, 18, 20) if rng.random() < 0.55 else (232, 232, 230)
    x, middle = int(rng.uniform(26, 36) * scale), page.shape[0] / 2 + rng.normal(0, 8) * scale
    for offset in (-113, 113):
        place = (x, int(middle + offset * scale))
        cv2.circle(page, (place[0] + 2, place[1] + 2), int(8.6 * scale), (150, 150, 150), -1, cv2.LINE_AA)
        cv2.circle(page, place, int(8.2 * scale), shade, -1, cv2.LINE_AA)
    return page


def staple(page: Array, rng: np.random.Generator, scale: float) -> Array:
    """A staple at the top left with its shadow, or the two pricks and rust it left."""
    page = page.copy()
    x, y = rng.uniform(24, 46) * scale, rng.uniform(20, 40) * scale
    angle = rng.uniform(-0.9, 0.2)
    reach = np.array([np.cos(angle), np.sin(angle)]) * 17 * scale
    a, b = (int(x), int(y)), (int(x + reach[0]), int(y + reach[1]))
    if rng.random() < 0.6:
        lower = int(2.2 * scale)
        cv2.line(
            page,
            (a[0] + lower, a[1] + lower),
            (b[0] + lower, b[1] + lower),
            (170, 166, 160),
            max(1, int(3 * scale)),
            cv2.LINE_AA,
        )
        cv2.line(page, a, b, (96, 96, 100), max(1, int(1.5 * scale)), cv2.LINE_AA)
    else:
        for prick in (a, b):
            cv2.circle(page, prick, max(1, int(2.6 * scale)), (150, 104, 70), -1, cv2.LINE_AA)
            cv2.circle(page, prick, max(1, int(1.1 * scale)), (40, 32, 30), -1, cv2.LINE_AA)
    return page
