"""What a part of this package says to students stands in its messages.toml, apart from the code that says it."""

import importlib.resources
import tomllib
from typing import Any


class Catalogue:
    """The messages.toml of one package; a call gives one of its sentences."""

    def __init__(self, package: str):
        text = importlib.resources.files(package).joinpath("messages.toml").read_text(encoding="utf-8")
        self.tables: dict[str, Any] = tomllib.loads(text)
        self.sentences: dict[str, str] = self.tables["sentences"]

    def __call__(self, key: str, /, **values: object) -> str:
        """One sentence, with its blanks filled in."""
        return self.sentences[key].format(**values)
