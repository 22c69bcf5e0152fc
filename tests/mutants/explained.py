"""The survivors that are right answers, too, each with its reason: equivalent.toml."""

import tomllib
from pathlib import Path

EQUIVALENT = Path(__file__).with_name("equivalent.toml")


class Explanations:
    """The entries of equivalent.toml: topic -> [[exercise, line as it was, line as it becomes, reason], ...].

    ValueError for an entry that is no such list, that has no reason, or that stands there twice.
    """

    def __init__(self, path=EQUIVALENT):
        self._entries = {}
        for topic, entries in tomllib.loads(Path(path).read_text(encoding="utf-8")).items():
            for entry in entries:
                if len(entry) != 4 or not all(isinstance(part, str) and part.strip() for part in entry):
                    raise ValueError(f"{path}, {topic}: {entry} is not [exercise, was, becomes, reason]")
                key = (topic, *entry[:3])
                if key in self._entries:
                    raise ValueError(f"{path}, {topic}: {entry[:3]} stands there twice")
                self._entries[key] = entry[3]

    def reason(self, verdict):
        """Why this survivor may survive, or None."""
        return self._entries.get(_key(verdict))

    def unneeded(self, verdicts):
        """The entries, of the topics that these verdicts are of, that explain none of the survivors among them."""
        topics = {verdict.topic for verdict in verdicts}
        survivors = {_key(verdict) for verdict in verdicts if verdict.survived}
        return [key for key in self._entries if key[0] in topics and key not in survivors]


def _key(verdict):
    return verdict.topic, verdict.mutant.exercise, verdict.mutant.was, verdict.mutant.becomes
