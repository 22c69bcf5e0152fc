"""Grey pictures of surfaces with and without defects, drawn by a random generator that the caller passes.

    rng = np.random.default_rng(0)
    image, mask = surface("brushed metal", rng, defect="scratch")  # (64, 64) in 0 to 1, (64, 64) booleans
    damaged, mask = blemish(photographs()["brick"][0], "pit", rng)  # the same defects on a photograph

They stand in for photographs in lessons and tests, where it must be known which pixels are defective. Each picture
has its own exposure and a light that falls off to one side, as photographs have.

The textures differ in what a patch of them looks like: noise along one direction (brushed metal), a pattern that
repeats and begins at another place in each picture (woven cloth), grains of about one size (granular stone). The
defects: a thin bright scratch, a small dark pit, a large faint stain, and wear, a place where the texture is nearly
rubbed away.
"""

from pathlib import Path

import numpy as np
from matplotlib.image import imread
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter

from attention_course.datasets.messages import sentence

TEXTURES = ("brushed metal", "woven cloth", "granular stone")
DEFECTS = ("scratch", "pit", "stain", "wear")
PHOTOGRAPHS = ("brick", "grass", "gravel")  # files in photographs/, whose README.md says where they are from


def surface(
    texture: str, rng: np.random.Generator, *, defect: str | None = None, shape: tuple[int, int] = (64, 64)
) -> tuple[np.ndarray, np.ndarray]:
    """One picture and where its defect is: `(image, mask)`.

    texture: one of TEXTURES. rng: a numpy.random.Generator. defect: one of DEFECTS, or None for a good surface.
    shape: (H, W) in pixels, each at least 16.
    image: (H, W), float, 0 (black) to 1 (white). mask: (H, W), bool, true at defective pixels; all false for None.
    Raises ValueError for a texture, a defect or a shape that is not one of these.
    """
    image = _TEXTURES[_known(texture, TEXTURES, "texture")](_shape(shape), rng)
    mask = np.zeros(image.shape, dtype=bool)
    if defect is not None:
        image, mask = _damaged(image, defect, rng)
    return np.clip(_lit(image, rng), 0.0, 1.0), mask


def blemish(image: ArrayLike, defect: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A copy of the grey `image` (H, W) with one of DEFECTS drawn into it, and where: `(image, mask)` as of `surface`.

    Raises ValueError for a defect that is not one of these and for an image of fewer than 16 pixels to a side.
    """
    image = np.asarray(image, dtype=float)
    _shape(image.shape)
    image, mask = _damaged(image, defect, rng)
    return np.clip(image, 0.0, 1.0), mask


def photographs(side: int = 64) -> dict[str, np.ndarray]:
    """Three photographs of surfaces, each cut into squares: {name: (count, side, side)}, 0 (black) to 1 (white).

    side: a divisor of 256 from 16 on, the pixels of a square; the squares stand in reading order.
    Raises ValueError for another side.
    """
    if side not in (16, 32, 64, 128, 256):
        raise ValueError(sentence("side_unknown", came=side))
    cut = {}
    for name in PHOTOGRAPHS:
        image = imread(Path(__file__).parent / "photographs" / f"{name}.png").astype(float)  # (256, 256)
        squares = image.reshape(256 // side, side, 256 // side, side).swapaxes(1, 2)
        cut[name] = squares.reshape(-1, side, side)
    return cut


def surfaces(
    texture: str, rng: np.random.Generator, count: int, *, defect: str | None = None, shape: tuple[int, int] = (64, 64)
) -> tuple[np.ndarray, np.ndarray]:
    """`count` pictures at once: images `(count, H, W)` and masks `(count, H, W)`; see `surface`."""
    drawn = [surface(texture, rng, defect=defect, shape=shape) for _ in range(count)]
    height, width = _shape(shape)
    images = np.array([image for image, _ in drawn]).reshape(count, height, width)
    masks = np.array([mask for _, mask in drawn], dtype=bool).reshape(count, height, width)
    return images, masks


def _damaged(image, defect, rng):
    strength = _SHAPES[_known(defect, DEFECTS, "defect")](image.shape, rng)  # (H, W), 0 to 1
    return _CHANGES[defect](image, strength, rng), strength > 0.5


def _lit(image, rng):
    """The picture under a light of its own: an exposure within 3 %, and a fall-off within 3 % to one side."""
    rows, columns = np.meshgrid(*(np.linspace(-1, 1, n) for n in image.shape), indexing="ij")
    angle = rng.uniform(0, 2 * np.pi)
    fall_off = 0.03 * (np.cos(angle) * rows + np.sin(angle) * columns)
    return image * (rng.uniform(0.97, 1.03) + fall_off) + 0.005 * rng.standard_normal(image.shape)


def _noise(shape, rng, blur):
    """Noise with mean 0 and standard deviation 1, smoothed by `blur` pixels along (rows, columns)."""
    noise = gaussian_filter(rng.standard_normal(shape), blur, mode="wrap")
    return (noise - noise.mean()) / noise.std()


def _brushed_metal(shape, rng):
    return 0.6 + 0.05 * _noise(shape, rng, (0.6, 12)) + 0.01 * _noise(shape, rng, 0.5)


def _woven_cloth(shape, rng):
    period, (row, column) = 6.0, rng.uniform(0, 6.0, size=2)
    rows = np.sin(2 * np.pi * (np.arange(shape[0])[:, None] + row) / period)
    columns = np.sin(2 * np.pi * (np.arange(shape[1])[None, :] + column) / period)
    over = rows * columns  # which thread is on top changes like a chessboard
    return 0.5 + 0.1 * over + 0.06 * np.where(over > 0, rows, columns) + 0.01 * _noise(shape, rng, 0.7)


def _granular_stone(shape, rng):
    return 0.5 + 0.06 * _noise(shape, rng, 1.1)


def _line(shape, rng):
    """A straight line, about one pixel and a half wide and a third to a half of the picture long."""
    (row, column), angle = _centre(shape, rng, 0.3), rng.uniform(0, np.pi)
    length = rng.uniform(0.33, 0.5) * min(shape)
    along, across = _turned(shape, row, column, angle)
    return np.exp(-0.5 * (across / 0.6) ** 2) * (np.abs(along) <= length / 2)


def _disc(shape, rng):
    """A disc with a radius of 1.5 to 2.5 pixels."""
    row, column = _centre(shape, rng, 0.1)
    return _soft_edge(np.hypot(*_turned(shape, row, column, 0.0)) - rng.uniform(1.5, 2.5), 0.3)


def _blob(shape, rng):
    """A soft ellipse, a quarter to two fifths of the picture wide."""
    (row, column), angle = _centre(shape, rng, 0.25), rng.uniform(0, np.pi)
    along, across = _turned(shape, row, column, angle)
    long, short = rng.uniform(0.12, 0.2, size=2) * min(shape)
    return _soft_edge(np.hypot(along / long, across / short) - 1, 0.1)


def _soft_edge(outside, width):
    """From 1 where `outside` is well below 0 to 0 where it is well above, within about 4 times `width`."""
    return 1 / (1 + np.exp(np.minimum(outside / width, 500)))


def _centre(shape, rng, margin):
    """A place at least `margin` (a share of the picture) away from each edge."""
    return rng.uniform(margin, 1 - margin, size=2) * np.array(shape)


def _turned(shape, row, column, angle):
    """Each pixel's distance from (row, column) along a direction and across it."""
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    rows, columns = rows - row, columns - column
    return columns * np.cos(angle) + rows * np.sin(angle), rows * np.cos(angle) - columns * np.sin(angle)


def _known(name, names, what):
    if name not in names:
        raise ValueError(sentence("unknown_name", what=what, came=name, known=", ".join(map(repr, names))))
    return name


def _shape(shape):
    if len(shape) != 2 or min(shape) < 16:
        raise ValueError(sentence("shape_too_small", came=tuple(shape)))
    return tuple(shape)


_TEXTURES = dict(zip(TEXTURES, (_brushed_metal, _woven_cloth, _granular_stone), strict=True))
_SHAPES = dict(zip(DEFECTS, (_line, _disc, _blob, _blob), strict=True))
_CHANGES = {
    "scratch": lambda image, strength, rng: image + rng.uniform(0.12, 0.2) * strength,
    "pit": lambda image, strength, rng: image - rng.uniform(0.15, 0.25) * strength,
    "stain": lambda image, strength, rng: image - rng.uniform(0.05, 0.09) * strength,
    "wear": lambda image, strength, rng: image + 0.85 * strength * (image.mean() - image),
}
