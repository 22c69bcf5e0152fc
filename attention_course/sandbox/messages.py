"""The sentences of this package that students read: they stand in messages.toml, apart from the code."""

import importlib.resources
import tomllib


class Catalogue:
    """The sentences in the messages.toml of one package."""

    def __init__(self, package: str):
        text = importlib.resources.files(package).joinpath("messages.toml").read_text(encoding="utf-8")
        self.sentences: dict[str, str] = tomllib.loads(text)["sentences"]

    def __call__(self, key: str, /, **values: object) -> str:
        """One sentence, with its blanks filled in."""
        return self.sentences[key].format(**values)


sentence = Catalogue("attention_course.sandbox")  # read now, so that processes which fork have read it
