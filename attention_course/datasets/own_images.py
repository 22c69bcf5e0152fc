"""Reading a folder of one's own pictures one at a time, as grey images that divide into whole patches.

    for picture in OwnImages("photographs of good plates", size=8):
        picture.name, picture.image      # "plate.jpg", (H, W) in 0 to 1

Whatever Pillow reads is read: PNG, JPEG, BMP, TIFF, WebP and more. Only one picture is in memory at a time.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError  # matplotlib needs Pillow itself, to write its pictures

from attention_course.datasets.messages import sentence

LUMINANCE = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)  # of red, green and blue: ITU-R BT.709
ROWS = 256  # turned to grey at a time, so that floats of three colours never fill the memory
MOST_PIXELS = 200_000_000  # beyond it a small broken file could claim all memory
WHITES = (4095, 65535)  # of cameras with 12 and with 16 bits, both of which write files of 16 bits
DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I")  # Pillow's names for one channel of more than 8 bits


@dataclass(frozen=True)
class OwnImage:
    """One picture of a folder: its file's name, and the image (H, W), 0 (black) to 1 (white), float32."""

    name: str
    image: NDArray


class OwnImages:
    """The pictures of a folder in the order of their names; each pass over it reads them anew, one at a time.

    Colours become their luminance; transparency is ignored; a picture is turned as its camera noted (EXIF). Files of
    16 bits are taken for 12 bits if no picture of the folder is brighter. What is left over beside whole patches is
    cut off at all four edges, evenly. Folders inside the folder, and names that begin with a dot, are passed over.

    After a pass, `notices` holds one sentence for each file that was cropped or skipped, with the reason.
    """

    def __init__(self, folder: str | Path, size: int, white: int | None = None):
        """folder: a path. size: the side of a patch in pixels, at least 1. white: the value that is white in files of
        16 bits, None to find it out.

        Raises ValueError for a folder that is not there or has no files, and for a size below 1.
        """
        self.folder, self.size, self.white = Path(folder), size, white
        if not self.folder.is_dir():
            raise ValueError(sentence("not_a_folder", folder=str(folder)))
        if size < 1:
            raise ValueError(sentence("patch_below_one", came=size))
        self.files = [path for path in sorted(self.folder.iterdir()) if path.is_file() and path.name[0] != "."]
        if not self.files:
            raise ValueError(sentence("empty_folder", folder=self.folder.name))
        self.notices: list[str] = []

    def __iter__(self) -> Iterator[OwnImage]:
        if self.white is None:
            self.white = self._find_white()
        self.notices = []
        for path in self.files:
            try:
                image = read_grey(path, self.white)
            except ValueError as error:
                self.notices.append(sentence("skipped_why", name=path.name, why=error))
                continue
            height, width = image.shape
            if min(height, width) < self.size:
                self.notices.append(sentence("skipped", name=path.name, height=height, width=width, size=self.size))
                continue
            whole = _cropped(image, self.size)
            if whole.shape != image.shape:
                self.notices.append(
                    sentence(
                        "cropped",
                        name=path.name,
                        height=height,
                        width=width,
                        whole_height=whole.shape[0],
                        whole_width=whole.shape[1],
                        size=self.size,
                    )
                )
            yield OwnImage(path.name, whole)

    def _find_white(self) -> int:
        """4095 where no file of 16 bits has a larger value, else 65535."""
        for path in self.files:
            try:
                if _largest(path) > WHITES[0]:
                    return WHITES[1]
            except ValueError:
                continue  # it is named when it is read
        return WHITES[0]


def read_images(folder: str | Path, size: int) -> tuple[dict[str, NDArray], list[str]]:
    """All pictures of a folder at once: `({file name: image}, notices)`, as `OwnImages` reads them.

    For a few small ones; a folder of large photographs is better read one at a time.
    """
    pictures = OwnImages(folder, size)
    return {picture.name: picture.image for picture in pictures}, pictures.notices


def read_grey(path: Path, white: int) -> NDArray:
    """The picture in a file as (H, W), 0 (black) to 1 (white), float32. white: what is white in files of 16 bits.

    Raises ValueError with the reason, to follow "skipped, ", for a file that holds no picture that Pillow can read.
    """
    with _opened(path) as picture:
        if picture.mode in DEEP or picture.mode == "F":
            white = 1 if picture.mode == "F" else white
            image = np.asarray(ImageOps.exif_transpose(picture), dtype=np.float32) / white
            if not (image.min() >= 0 and image.max() <= 1):  # NaN is neither
                raise ValueError(sentence("leaves_range", white=white))
            return image
        if picture.mode not in ("L", "RGB"):
            picture = picture.convert("L" if picture.mode in ("1", "LA") else "RGB")
        ImageOps.exif_transpose(picture, in_place=True)
        image = np.empty((picture.height, picture.width), dtype=np.float32)
        for top in range(0, picture.height, ROWS):
            strip = picture.crop((0, top, picture.width, min(top + ROWS, picture.height)))
            pixels = np.asarray(strip, dtype=np.float32) / 255  # (rows, W) or (rows, W, 3)
            image[top : top + ROWS] = pixels if pixels.ndim == 2 else pixels @ LUMINANCE
        return image.clip(0, 1, out=image)


def _largest(path: Path) -> int:
    """The largest value in a file of more than 8 bits; 0 for others, whose pixels are not even read."""
    with _opened(path) as picture:
        return int(np.asarray(picture).max()) if picture.mode in DEEP else 0


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """The picture in a file while the file is open; ValueError with the reason where that or its use fails."""
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures, and of odd but harmless metadata
            with Image.open(file) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValueError(
                        sentence("too_large", height=picture.height, width=picture.width, most=MOST_PIXELS)
                    )
                yield picture
    except Image.DecompressionBombError:
        raise ValueError(sentence("too_large_by_header", most=MOST_PIXELS)) from None
    except UnidentifiedImageError:
        raise ValueError(sentence("not_a_picture")) from None
    except PermissionError:
        raise ValueError(sentence("not_readable")) from None
    except ValueError:
        raise
    except Exception as error:  # a broken file can raise anything; the others must still be read
        raise ValueError(
            sentence("damaged", why=str(error).splitlines()[0] if str(error) else type(error).__name__)
        ) from None


def _cropped(image: NDArray, size: int) -> NDArray:
    top, left = (n % size // 2 for n in image.shape)
    height, width = (n - n % size for n in image.shape)
    return image[top : top + height, left : left + width]
