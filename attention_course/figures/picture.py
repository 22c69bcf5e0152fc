"""What every figure function returns: a matplotlib figure together with a sentence that says what it shows."""

import re
from base64 import b64encode
from functools import wraps
from io import BytesIO
from pathlib import Path

import matplotlib.style
from matplotlib.figure import Figure

STYLE = Path(__file__).with_name("course.mplstyle")

# A figure of 7.2 inches is shown 720 pixels wide; twice as many pixels are stored, so that it stays sharp on screens
# with small pixels.
PIXELS_PER_INCH = 100
STORED_PIXELS_PER_INCH = 200

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

    def png(self) -> bytes:
        """The picture as PNG; the same data give the same bytes."""
        buffer = BytesIO()
        with course_style():
            self.figure.savefig(buffer, format="png", dpi=STORED_PIXELS_PER_INCH, metadata={"Software": None},
                                pil_kwargs={"optimize": True})
        return buffer.getvalue()

    def save(self, path) -> None:
        """Write the PNG to `path`."""
        Path(path).write_bytes(self.png())

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": b64encode(self.png()).decode("ascii"), "text/plain": self.alt}
        width = round(self.figure.get_figwidth() * PIXELS_PER_INCH)
        return data, {"image/png": {"alt": self.alt, "width": width}}

    def __repr__(self) -> str:
        return self.alt


def course_style():
    """Context in which matplotlib uses its defaults and the course's style, whatever the reader has set."""
    return matplotlib.style.context(STYLE, after_reset=True)


def draws(function):
    """Turn a function that returns `(figure, alt)` into one that draws in the course's style and returns a Picture."""

    @wraps(function)
    def drawn(*args, **kwargs) -> Picture:
        with course_style():
            return Picture(*function(*args, **kwargs))

    return drawn


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of that many inches, that arranges its axes so that no text is cut."""
    return Figure(figsize=(width, height), layout="constrained")


def plain(text: str) -> str:
    """`text` as it is read aloud: matplotlib's math markup taken out."""
    text = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", text.replace("\n", " "))
    return re.sub(r"\\([A-Za-z]+)", r"\1", text.replace("$", "")).replace("{", "").replace("}", "")


def sentence(title: str, *facts: str) -> str:
    """One alt text: the title, if there is one, then each fact as a sentence of its own; empty facts are left out."""
    parts = [plain(part).strip().rstrip(".") for part in (title, *facts)]
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts if part)
