"""What the workspace and its commands say to students: in messages.toml beside this file."""

import tomllib
from pathlib import Path

_sentences = tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))["sentences"]


def sentence(key: str, /, **values: object) -> str:
    """One sentence, with its blanks filled in."""
    return _sentences[key].format(**values)
