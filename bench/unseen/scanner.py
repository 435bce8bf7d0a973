"""What the scanner or copier does: position, curl, light, blur, noise, copies of copies, grey and two tones."""

import cv2
import numpy as np
from paper import Array, clouds, multiply


def place(page: Array, rng: np.random.Generator, skew: float, border: bool) -> tuple[Array, np.ndarray]:
    """The sheet laid askew (degrees counter-clockwise) on the glass: (picture, 2x3 matrix, clean to scanned pixel)."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, rng.uniform(0.978, 0.997))
    matrix[:, 2] += rng.normal(0, width * 0.004, 2)
    lid = int(rng.uniform(8, 60)) if border else int(rng.uniform(238, 252))
    return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(lid, lid, lid)), matrix


def curl(page: Array, rng: np.random.Generator, scale: float) -> Array:
    """A page that does not lie flat at one side: lines bend there and the gutter is in shadow."""
    height, width = page.shape[:2]
    left = rng.random() < 0.6
    across = np.linspace(0, 1, width, dtype=np.float32)
    near = (1 - across if left else across) ** 3
    lift = (
        (rng.uniform(3, 9) * scale * near)[None, :]
        * np.linspace(-1, 1, height, dtype=np.float32)[:, None]
        * rng.choice((-1, 1))
    )
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    squeeze = (near * rng.uniform(2, 6) * scale * (1 if left else -1)).astype(np.float32)
    bent = cv2.remap(
        page, x - squeeze[None, :], (y + lift).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return multiply(bent, np.broadcast_to(1 - 0.28 * near[None, :] ** 2, (height, width)))


def edges(page: Array, rng: np.random.Generator) -> Array:
    """Black bands of a lid left open or a sheet smaller than the glass, on one to three sides."""
    page = page.copy()
    height, width = page.shape[:2]
    for side in rng.permutation(4)[: rng.integers(1, 4)]:
        deep = int(rng.uniform(0.004, 0.022) * width)
        wedge = int(rng.uniform(0, 0.012) * width)
        corners = {
            0: [(0, 0), (width, 0), (width, deep), (0, deep + wedge)],
            1: [(0, height), (width, height), (width, height - deep), (0, height - deep - wedge)],
            2: [(0, 0), (0, height), (deep, height), (deep + wedge, 0)],
            3: [(width, 0), (width, height), (width - deep, height), (width - deep - wedge, 0)],
        }
        cv2.fillPoly(page, [np.int32(corners[int(side)])], (12, 12, 14))
    return page


def light(page: Array, rng: np.random.Generator, depth: float) -> Array:
    """Uneven light: darker towards one side and in a soft blotch."""
    height, width = page.shape[:2]
    angle = rng.uniform(0, 6.28)
    y, x = np.ogrid[-0.5 : 0.5 : height * 1j, -0.5 : 0.5 : width * 1j]
    slope = (x * np.cos(angle) + y * np.sin(angle) + 0.6).astype(np.float32)
    return multiply(page, 1 - depth * np.clip(slope, 0, 1) - depth * 0.4 * clouds(page.shape, rng, 2))


def blur(page: Array, sigma: float) -> Array:
    return cv2.GaussianBlur(page, (0, 0), sigma) if sigma > 0.15 else page


def noise(page: Array, rng: np.random.Generator, sigma: float) -> Array:
    grain = rng.standard_normal(page.shape[:2], dtype=np.float32) * sigma
    return cv2.convertScaleAbs(np.clip(page.astype(np.float32) + grain[..., None], 0, 255))


def photocopy(page: Array, rng: np.random.Generator, generations: int, dpi: int) -> Array:
    """Copies of copies in grey: strokes blot or thin, toner dust gathers, a drum scratch may run down."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.float32)
    for _ in range(generations):
        ink, sheet = np.percentile(grey[::4, ::4], (0.7, 55))  # the copier sets its exposure by what lies on the glass
        grey = 20 + (grey - ink) * 215 / max(sheet - ink, 60)
        grey = cv2.GaussianBlur(np.clip(grey, 0, 255), (0, 0), dpi / rng.uniform(300, 400))
        cut, slope = rng.uniform(128, 184), rng.uniform(1.8, 3.2)
        grey = 255 / (1 + np.exp(-(grey - cut) * slope / 60))
        dust = rng.random(grey.shape, dtype=np.float32)
        grey[cv2.dilate((dust > 0.99992).astype(np.uint8), np.ones((2, 2))) > 0] = 30
        grey[cv2.dilate((dust < 0.00012).astype(np.uint8), np.ones((3, 2))) > 0] = 250
    if rng.random() < 0.4:
        at = int(rng.uniform(0.05, 0.95) * grey.shape[1])
        grey[:, at : at + max(1, dpi // 150)] *= 0.45
    return cv2.cvtColor(grey.astype(np.uint8), cv2.COLOR_GRAY2RGB)


def two_tone(grey: Array, rng: np.random.Generator, severity: int, dpi: int) -> tuple[Array, str]:
    """(0/255 picture, the method): one level, Otsu's, a local one, or for worn originals dithering."""
    methods = ["fixed", "otsu", "local"] + (["diffusion", "ordered"] if severity == 4 and dpi >= 200 else [])
    method = methods[int(rng.integers(len(methods)))]
    if method == "fixed":
        return np.where(grey > np.percentile(grey, 60) * rng.uniform(0.62, 0.78), 255, 0).astype(np.uint8), method
    if method == "otsu":
        return cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], method
    if method == "local":
        side = dpi // 8 | 1
        return cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, side, rng.uniform(14, 24)
        ), method
    stretched = np.clip((grey.astype(np.float32) - 40) * 255 / max(float(np.percentile(grey, 60)) - 75, 60), 0, 255)
    if method == "ordered":
        tile = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) * 16 + 8
        screen = np.tile(tile, (grey.shape[0] // 4 + 1, grey.shape[1] // 4 + 1))[: grey.shape[0], : grey.shape[1]]
        return np.where(stretched > screen, 255, 0).astype(np.uint8), method
    return stretched.astype(np.uint8), method
