"""What every figure function returns: a matplotlib figure together with a sentence that says what it shows."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import wraps
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import ParamSpec

import matplotlib.style
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image  # Pillow comes with matplotlib, which writes its PNG files with it
from scipy.spatial import KDTree

P = ParamSpec("P")

STYLE = Path(__file__).with_name("course.mplstyle")

# A figure of 7.2 inches is shown 720 pixels wide; half as many again are stored, so that it stays sharp on screens
# with small pixels, in a palette, so that a notebook full of figures stays small.
PIXELS_PER_INCH = 100
STORED_PIXELS_PER_INCH = 150
PALETTE_SIZE = 256
# Of 1 to 9. The last would take four times as long to store 6 % less: the build does that once, for all who read.
EFFORT = 7
VISIBLE_DISTANCE = 16  # of two colours, in steps of 1/255

# Role colours (Okabe and Ito, Color Universal Design): distinct for colour-blind readers too.
ROLE_COLOURS = {
    "Q": "#D55E00",
    "K": "#009E73",
    "V": "#0072B2",
    "output": "#CC79A7",
    "X": "#999999",
}


class Picture:
    """A figure and its alt sentence, computed from the data.

    As the last value of a cell it publishes the PNG, the sentence as plain text (which nbval compares) and as the
    image's `alt` metadata (which nbconvert's HTML pages use).
    """

    def __init__(self, figure: Figure, alt: str):
        self.figure = figure
        self.alt = alt

    @property
    def width(self) -> int:
        """How many pixels wide a page shows it."""
        return round(self.figure.get_figwidth() * PIXELS_PER_INCH)

    @property
    def height(self) -> int:
        return round(self.figure.get_figheight() * PIXELS_PER_INCH)

    def png(self) -> bytes:
        """The picture as PNG; the same data give the same bytes."""
        canvas = FigureCanvasAgg(self.figure)
        with course_style():
            canvas.draw()  # savefig would draw twice, first to see where everything goes
        buffer = BytesIO()  # saved by Pillow: no name, version or date of the software is kept
        _in_palette(np.asarray(canvas.buffer_rgba())).save(buffer, "png", compress_level=EFFORT)
        return buffer.getvalue()

    def save(self, path: str | Path) -> None:
        """Write the PNG to `path`."""
        Path(path).write_bytes(self.png())

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": b64encode(self.png()).decode("ascii"), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt, "width": self.width}}

    def __repr__(self) -> str:
        return self.alt


def _in_palette(pixels):
    """`pixels (height, width, 4)` as an image of its most frequent colours; the others, mostly edges of letters,
    become the nearest one of these.

    Where that would change more than the odd pixel visibly, as with colours laid over a photograph, all are kept.
    """
    whole = pixels.view(np.uint32).ravel()
    begins = np.flatnonzero(np.append(True, whole[1:] != whole[:-1]))  # most pixels repeat the one before
    lengths = np.diff(begins, append=len(whole))
    rgb = pixels.reshape(-1, 4)[begins, :3].astype(np.uint32)
    packed, places = np.unique((rgb[:, 0] << 16) | (rgb[:, 1] << 8) | rgb[:, 2], return_inverse=True)
    counts = np.bincount(places, lengths)
    colours = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1).astype(np.uint8)
    palette = colours[np.argsort(-counts, kind="stable")[:PALETTE_SIZE]]
    distances, nearest = KDTree(palette.astype(float)).query(colours.astype(float))
    if counts[distances > VISIBLE_DISTANCE].sum() > 0.004 * counts.sum():
        return Image.fromarray(pixels).convert("RGB")
    indexed = Image.fromarray(np.repeat(nearest.astype(np.uint8)[places], lengths).reshape(pixels.shape[:2]))
    indexed.putpalette(palette.tobytes())
    return indexed


def course_style() -> AbstractContextManager[None]:
    """Context in which matplotlib uses its defaults and the course's style, whatever the reader has set."""
    return matplotlib.style.context(STYLE, after_reset=True)


def draws(function: Callable[P, tuple[Figure, str]]) -> Callable[P, Picture]:
    """Turn a function that returns `(figure, alt)` into one that draws in the course's style and returns a Picture."""

    @wraps(function)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Picture:
        with course_style():
            figure, alt = function(*args, **kwargs)
            arrange(figure)
            figure.set_layout_engine("none")  # each further drawing would move the axes by a fraction of a pixel
        return Picture(figure, alt)

    return drawn


_model: ContextVar[Figure | None] = ContextVar("figure whose arrangement those drawn next take over", default=None)


@contextmanager
def arranged_like(picture: Picture) -> Iterator[None]:
    """Context in which figures of the same kind put their axes where `picture` has them.

    A series of pictures then has one frame that stays in place, and each takes less than half of the time to draw.
    """
    before = _model.set(picture.figure)
    try:
        yield
    finally:
        _model.reset(before)


def arrange(figure: Figure) -> None:
    """Put the axes of `figure` where they will stay, or where those of `arranged_like` are."""
    model = _model.get()
    if model is None or (len(model.axes), len(model.texts)) != (len(figure.axes), len(figure.texts)):
        engine = figure.get_layout_engine()
        assert engine is not None  # new_figure gave it one
        engine.execute(figure)
        for axes in figure.axes:
            axes.apply_aspect()
        return
    for axes, other in zip(figure.axes, model.axes, strict=True):
        axes.set_position(other.get_position(original=True))
        axes.apply_aspect()
    for text, text_of_model in zip(figure.texts, model.texts, strict=True):
        text.set_position(text_of_model.get_position())


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of that many inches, that arranges its axes so that no text is cut."""
    return Figure(figsize=(width, height), dpi=STORED_PIXELS_PER_INCH, layout="constrained")


def wrapped(title: str, width: float) -> str:
    """`title` in lines of at most `width` inches, in the size of an axes' title."""
    return fill(title, max(12, int(width / 0.093)), break_long_words=False)


def headline(figure: Figure, title: str) -> None:
    """Put `title` over the whole figure, at its left edge."""
    if title:
        figure.suptitle(fill(title, int(figure.get_figwidth() / 0.105)), x=0.01, ha="left")


def plain(text: str) -> str:
    """`text` as it is read aloud: matplotlib's math markup taken out."""
    text = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", text.replace("\n", " "))
    return re.sub(r"\\([A-Za-z]+)", r"\1", text.replace("$", "")).replace("{", "").replace("}", "")


def alt_text(title: str, *facts: str) -> str:
    """One alt text: the title, if there is one, then each fact as a sentence of its own; empty facts are left out.

    Words get a capital at the start of a sentence, symbols such as `q.k` and `d_k` do not.
    """
    parts = [plain(part).strip().rstrip(".") for part in (title, *facts)]
    return " ".join(
        re.sub(r"^[a-z]{2,}(?=[ :,]|$)", lambda word: word[0].capitalize(), part) + "." for part in parts if part
    )
