"""The sentences of this package that students read: they stand in messages.toml, apart from the code."""

import importlib.resources
import tomllib

_TEXT = importlib.resources.files(__package__).joinpath("messages.toml").read_text(encoding="utf-8")
SENTENCES: dict[str, str] = tomllib.loads(_TEXT)["sentences"]  # read now, so that processes which fork have it


def sentence(key: str, /, **values: object) -> str:
    """One sentence, with its blanks filled in."""
    return SENTENCES[key].format(**values)
