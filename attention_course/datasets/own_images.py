"""Reading a folder of one's own pictures, as grey images that divide into whole patches."""

from pathlib import Path

import numpy as np
from matplotlib.image import imread

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # of red, green and blue: ITU-R Recommendation BT.709


def read_images(folder, size):
    """The PNG pictures of a folder, in the order of their names: `(images, notices)`.

    folder: a path. size: the side of a patch in pixels, at least 1.
    images: {file name: (H, W) float array, 0 (black) to 1 (white)}; colours become their luminance, transparency is
    ignored; H and W are multiples of `size`: what is left over is cut off at all four edges, evenly.
    notices: one sentence for each file that was cropped, or skipped because it is no readable PNG picture or smaller
    than a patch. Folders inside the folder, and files whose names begin with a dot, are passed over.
    Raises ValueError for a folder that is none, and for a size below 1.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(f"{str(folder)!r} is no folder; expected one with PNG pictures")
    if size < 1:
        raise ValueError(f"size is {size}, expected a patch of at least 1 pixel")
    images, notices = {}, []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_dir():
            continue
        try:
            image = _grey(path)
        except Exception as error:  # a broken file can raise anything; the others must still be read
            notices.append(f"{path.name}: skipped, it cannot be read as a PNG picture ({type(error).__name__})")
            continue
        height, width = image.shape
        if min(height, width) < size:
            notices.append(f"{path.name}: skipped, its {height} x {width} pixels hold no patch of {size} x {size}")
            continue
        images[path.name] = cropped = _cropped(image, size)
        if cropped.shape != image.shape:
            notices.append(
                f"{path.name}: cropped from {height} x {width} to {cropped.shape[0]} x {cropped.shape[1]} "
                f"pixels, whole patches of {size} x {size}"
            )
    return images, notices


def _grey(path):
    with path.open("rb") as file:
        pixels = np.asarray(imread(file, format="png"), dtype=float)  # (H, W), (H, W, 3) or (H, W, 4)
    return pixels if pixels.ndim == 2 else pixels[..., :3] @ LUMINANCE


def _cropped(image, size):
    top, left = (n % size // 2 for n in image.shape)
    height, width = (n - n % size for n in image.shape)
    return image[top : top + height, left : left + width]
