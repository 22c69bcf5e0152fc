"""A figure with a slider. Where no slider can be shown, it is the picture of the slider's first position."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from html import escape
from types import ModuleType
from typing import Any

from .messages import sentence
from .picture import Picture, arranged_like
from .text import counted, listed, number

WIDGET = "application/vnd.jupyter.widget-view+json"


def explore(
    draw: Callable[..., Picture], *, start: float | str | None = None, **positions: Iterable[float | str]
) -> "Explorable":
    """A slider beside the picture that `draw(value)` returns for the slider's value.

    The one keyword is the slider's name, with the values that it steps through: numbers or words. `start` is the
    value that it stands at first, the first of them by default.

    As the last value of a cell it publishes that first picture, as any figure does, and with it a slider for front
    ends that have ipywidgets. Without the package, in a stored notebook and on a page, the picture is what one sees.
    """
    if len(positions) != 1:
        named = listed(positions) or "none"
        raise TypeError(sentence("explore_sliders", came=named))
    [(name, values)] = positions.items()
    values = list(values)
    if len(values) < 2:
        raise ValueError(sentence("explore_too_few", name=name, values=counted(len(values), "value")))
    start = values[0] if start is None else start
    if start not in values:
        raise ValueError(sentence("explore_start_unknown", start=start, name=name, known=listed(values)))
    return Explorable(draw, name, values, start)


class Explorable:
    """What `explore` returns: `picture` and `alt` are those of the first position."""

    def __init__(self, draw: Callable[..., Any], name: str, values: list[float | str], start: float | str):
        self._draw, self._name, self._values, self._start = draw, name, values, start
        picture = draw(start)
        if not isinstance(picture, Picture):
            raise TypeError(sentence("explore_drew_no_figure", start=start, came=type(picture).__name__))
        self.picture = picture

    @property
    def alt(self) -> str:
        return self.picture.alt

    def __repr__(self) -> str:
        return repr(self.picture)

    def _repr_mimebundle_(self, include=None, exclude=None):
        data, metadata = self.picture._repr_mimebundle_(include, exclude)
        try:
            import ipywidgets
        except ImportError:
            return data, metadata
        return data | {WIDGET: self.widget(ipywidgets)._repr_mimebundle_()[WIDGET]}, metadata

    def widget(self, ipywidgets: ModuleType) -> Any:
        """The slider above the picture, made of the parts that the module `ipywidgets` has.

        All pictures are drawn here, and the page has them from then on: it changes them without the kernel, so at
        once, whatever else the kernel is doing, and also where none runs any more.
        """
        with arranged_like(self.picture):
            pictures = [self.picture if value == self._start else self._draw(value) for value in self._values]
        images = [ipywidgets.HTML(_tag(picture)) for picture in pictures]  # ipywidgets.Image has no alt text
        slider = ipywidgets.SelectionSlider(
            options=[(value if isinstance(value, str) else number(value), value) for value in self._values],
            value=self._start,
            description=self._name,
            tooltip=sentence("slide"),
            style={"description_width": "initial"},
            layout={"width": "min(100%, 30em)"},
        )
        shown = ipywidgets.Stack(images, selected_index=slider.index)
        ipywidgets.jsdlink((slider, "index"), (shown, "selected_index"))
        return ipywidgets.VBox([slider, shown])


def _tag(picture) -> str:
    """`picture` as an element of a page, which keeps its place free while the browser reads it."""
    source = f"data:image/png;base64,{b64encode(picture.png()).decode('ascii')}"
    return (
        f'<img src="{source}" alt="{escape(picture.alt)}" width="{picture.width}" height="{picture.height}" '
        'decoding="sync" style="max-width: 100%; height: auto">'
    )
