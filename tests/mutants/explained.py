"""The survivors that are right answers, too, each with its reason: equivalent/<topic>.toml."""

import tomllib
from pathlib import Path

EQUIVALENT = Path("tests", "mutants", "equivalent")  # in the course's folder
KEYS = ("exercise", "was", "becomes", "reason")


class Explanations:
    """What the files of a folder explain, each with one table [[equivalent]] for one survivor:

        exercise = "project"    its grade_id
        was = "..."             the lines that the mutant changes, as `python -m tests.mutants` shows them
        becomes = "..."         and what it makes of them
        reason = "..."          why no test need notice

    ValueError for an entry that lacks one of these, or that stands there twice.
    """

    def __init__(self, folder):
        self._reasons = {}
        for path in sorted(Path(folder).glob("*.toml")):
            for entry in tomllib.loads(path.read_text(encoding="utf-8"))["equivalent"]:
                if sorted(entry) != sorted(KEYS) or not all(str(text).strip() for text in entry.values()):
                    raise ValueError(f"{path}: {entry} needs {', '.join(KEYS)}, and nothing else")
                key = (path.stem, *(entry[name].strip() for name in KEYS[:3]))
                if key in self._reasons:
                    raise ValueError(f"{path}: {key[1:]} stands there twice")
                self._reasons[key] = entry["reason"]

    def reason(self, verdict):
        """Why this survivor may survive, or None."""
        return self._reasons.get(_key(verdict))

    def unneeded(self, verdicts):
        """The entries, of the topics that these verdicts are of, that explain none of the survivors among them."""
        topics = {verdict.topic for verdict in verdicts}
        survivors = {_key(verdict) for verdict in verdicts if verdict.survived}
        return [key for key in self._reasons if key[0] in topics and key not in survivors]


def _key(verdict):
    return verdict.topic, verdict.mutant.exercise, verdict.mutant.was, verdict.mutant.becomes
