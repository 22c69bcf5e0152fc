"""Which known mistake explains a wrong result, and which do not."""

import copy
import warnings

import numpy as np

from attention_course.checks.compare import fingerprint, same, same_fingerprint
from attention_course.checks.failure import CheckFailed
from attention_course.checks.messages import Mistake, explain, mistake_texts, sentence


def wrong_of(mistake):
    """The function (or value) that makes a known mistake."""
    return mistake.wrong if isinstance(mistake, Mistake) else mistake


class KnownMistakes:
    """The part of a `Test` that knows mistakes: in hidden regions by what they give on the same input, in a student's
    notebook by the fingerprints that the build recorded (`entry`)."""

    def _answer(self, function, args, kwargs):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*copy.deepcopy(args), **copy.deepcopy(kwargs))

    def _wrong_results(self, args, kwargs, expected, names=None):
        """The result (or the exception) of each known mistake (or those of `names`) that shows on this input."""
        for name in self._mistakes if names is None else names:
            try:
                result = self._answer(wrong_of(self._mistakes[name]), args, kwargs)
            except Exception as error:  # a mistake may show as an exception, such as a failing product
                yield name, None, error
                continue
            if not same(result, expected, self.rtol, self.atol):
                yield name, result, None

    def _ruled_out(self, name):
        """True where this mistake would have shown on an input of this cell that the student's function got right, or
        shows as another result than the student's on an input of any cell that it got wrong."""
        mine = self._get()
        return self._shows(name, self._passed) or any(
            self._unlike(name, *case)
            for function, helped, *case in self._failed
            if (function, helped) == (mine, self._helped)
        )

    def _shows(self, name, passed):
        mine = self._get()
        return any(
            name in entry["mistakes"] if entry else any(self._wrong_results(args, kwargs, expected, [name]))
            for function, args, kwargs, expected, entry in passed
            if function is mine
        )

    def _unlike(self, name, args, kwargs, expected, entry, result):
        if entry:
            stored = entry["mistakes"].get(name, {})
            return "result" in stored and not same_fingerprint(fingerprint(result), stored["result"])
        return any(
            error is None and not self._alike(result, wrong)
            for _, wrong, error in self._wrong_results(args, kwargs, expected, [name])
        )

    def _alike(self, result, wrong):
        return same(result, wrong, self.rtol, self.atol) or same_fingerprint(fingerprint(result), fingerprint(wrong))

    def _name_computed(self, result, args, kwargs, expected):
        wrong = {n: r for n, r, e in self._wrong_results(args, kwargs, expected) if e is None}
        self._name_mistake(result, wrong)

    def _name_mistake(self, result, wrong):
        for name, value in wrong.items():  # by fingerprint, too: whole numbers make the same mistake as floats
            if self._alike(result, value) and not self._ruled_out(name):
                texts = mistake_texts(name, self._mistakes[name])
                raise CheckFailed(explain(texts, self.name, result), name)

    def _name_stored(self, result, entry):
        mark = fingerprint(result)
        for name, stored in entry["mistakes"].items():
            if "error" not in stored and same_fingerprint(mark, stored["result"]) and not self._ruled_out(name):
                raise CheckFailed(explain(self._stored_texts(name), self.name, result), name)

    def _name_error(self, outcome, args, kwargs, entry):
        text = f"{type(outcome.error).__name__}: {outcome.error}"
        if entry:
            wrong = [(n, m["error"]) for n, m in entry["mistakes"].items() if "error" in m]
            texts = self._stored_texts
        else:
            wrong = [
                (n, f"{type(e).__name__}: {e}") for n, _, e in self._wrong_results(args, kwargs, None) if e is not None
            ]
            texts = lambda name: mistake_texts(name, self._mistakes[name])  # noqa: E731
        for name, known in wrong:
            if known == text and not self._ruled_out(name) and not self._shows(name, self._passed_before):
                # Other mistakes may raise the same: two shapes that do not fit say nothing of how they came about.
                begin = sentence("raised_like_known", name=self.name, error=outcome.error_text(self._reference))
                raise CheckFailed(begin + explain(texts(name), self.name, None), name)

    def _stored_texts(self, name):
        texts = self._checks.examples_of(self.name).get("texts", {})
        return texts[name] if name in texts else mistake_texts(name, None)
