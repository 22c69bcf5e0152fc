"""Which known mistake explains a wrong result, and which do not."""

import re
import types
from collections.abc import Mapping, Sequence
from typing import Any

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import a_kind, describe, fingerprint, kind_mark, same, same_fingerprint, short
from attention_course.checks.evidence import is_empty, is_scant, says_little
from attention_course.checks.failure import CheckFailed
from attention_course.checks.messages import explain, mistake_texts, related, sentence, wrong_of
from attention_course.checks.nearby import FINE, Nearby
from attention_course.checks.other_inputs import other_inputs
from attention_course.checks.recorded import decode, encode, key

MOST_RECORDED = 12_000  # characters of the arguments of a visible example, for the build to record them


def alike_marks(mark: Any, stored: Any) -> bool:
    """True where the fingerprint of a result is that of a known mistake; True and False are not 1 and 0 there."""
    told = isinstance(mark, dict) and isinstance(stored, dict) and mark.get("booleans") != stored.get("booleans")
    return not told and same_fingerprint(mark, stored)


def alike_errors(known: str, text: str) -> bool:
    """True for the same error; of shapes that do not fit each other, whichever came first, and of a matrix product,
    whether np.dot or @ made it."""
    pattern = r"broadcast\stogether.*?(\([\d,]*\)) (\([\d,]*\))"
    one, other = (re.search(pattern, t) for t in (known, text))
    if one and other:
        return sorted(one.groups()) == sorted(other.groups())
    found = [re.search(r"\(size\s(\d+)\D+(\d+)\)|(\d+)\s\(dim\s\d+\)\W+(\d+)", t) for t in (known, text)]
    sizes = {frozenset(filter(None, s.groups())) if s else None for s in found}
    of_products = None not in sizes and ("aligned" in known) != ("aligned" in text)
    return known == text or (of_products and len(sizes) == 1)


def fits_line(texts: Mapping[str, Any], line: str) -> bool:
    """True where the line that raised an error (with what stands before it; '' where nobody knows it) is one in which
    the mistake of these texts can raise it."""
    begin, colon, code = line.partition(": ")
    return not colon or bool(re.search(texts.get("line", ""), code))


def value_marks(wrong: object, right: object) -> Any:
    """The fingerprint of a wrong value; of a dict that of each entry which differs from the right ones, so that the
    mistake is recognised whatever the other entries are."""
    if not (isinstance(wrong, dict) and isinstance(right, dict)):
        return fingerprint(wrong)
    return {"entries": {k: fingerprint(v) for k, v in wrong.items() if k not in right or not same(v, right[k])}}


def numbers_right(came: object, members: Sequence[Any] | None, meaning: Mapping[int, str]) -> str:
    """Which numbers of a tuple are right, of whose members `members` are the fingerprints, and what the others are by
    their `meaning`; or ''."""
    if not members or not isinstance(came, (tuple, list)):
        return ""
    if len(came) != len(members):
        return related("too_many_or_few_numbers", expected=len(members))
    right = [k for k, (a, b) in enumerate(zip(came, members, strict=True)) if same_fingerprint(fingerprint(a), b)]
    if len(right) == len(members):
        return ""
    places = related("its_numbers_right", places=", ".join(map(str, right)))
    wrong = dict.fromkeys(n for k, n in enumerate(came) if k not in right and isinstance(n, int) and n in meaning)
    means = [related("number_means", number=n, meaning=meaning[n]) for n in wrong]
    return " ".join([places if right else related("none_of_its_numbers_right"), *means])


def at_key(key: object, came: object, mark: Mapping[str, Any], right: Any, meaning: Mapping[int, str]) -> str:
    """'at key 'Q' you have ...', without the right entry, of which `right` is the fingerprint and `mark` the
    `kind_mark`; of what kind that is, where another kind came, and which numbers of a tuple are right and what the
    others mean."""
    kind, members = mark["kind"], mark["members"]
    expected = "" if type(came).__name__ in (kind, "list") else sentence("expected_there", expected=a_kind(kind))
    text = sentence("you_have_at_key", key=short(key), came=short(came)).rstrip(".")
    turned = isinstance(came, (tuple, list)) and same_fingerprint(fingerprint(came[::-1]), right)
    more = related("items_reversed") if turned else numbers_right(came, members, meaning)
    more = f" {more}" if more else ""
    return f"{text}; {expected}.{more}" if expected else f"{text}.{more}"


def guarded(came: object, expected: object, text: str, meaning: Mapping[int, str]) -> str:
    """What is said of a wrong value where `text`, which compares it, would print the answer: only what came."""
    if isinstance(expected, dict) and isinstance(came, dict):
        for key, value in expected.items():
            if key not in came:
                return key_missing(key, came)
            if not same(came[key], value):
                return at_key(key, came[key], kind_mark(value), fingerprint(value), meaning)
        return text
    return text if type(came) is not type(expected) else sentence("you_have", came=describe(came))


def key_missing(key: object, came: Mapping[Any, Any]) -> str:
    """'the key 'Q' is missing', and which keys there are."""
    keys = ", ".join(map(short, list(came)[:8])) or sentence("nothing")
    return f"{sentence('key_missing', key=short(key))} {sentence('keys_that_it_has', keys=keys)}"


def is_data(value: object) -> bool:
    """True for an array, a number, or a list or tuple of them: what the same call gives twice."""
    if isinstance(value, (list, tuple)):
        return all(map(is_data, value))
    return isinstance(value, str) or as_plain_array(value) is not None


def names_in(code: types.CodeType | None) -> set[str]:
    """The names of all that a function's code, or a function in it, looks up outside of it."""
    if code is None:
        return set()
    return set(code.co_names).union(*(names_in(c) for c in code.co_consts if hasattr(c, "co_names")))


class KnownMistakes(Nearby):
    """The part of a `Test` that knows mistakes: in hidden regions by what they give on the same input, in a student's
    notebook by the fingerprints that the build recorded (`entry`)."""

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

    def _probes(self):
        """The visible examples of this exercise that the build recorded with their arguments, as pairs (key, entry)."""
        if self.rtol > FINE:  # measurements, each of which may differ
            return []
        examples = self._checks.examples_of(self.name).get("examples", {})
        return [(mark, entry) for mark, entry in examples.items() if "args" in entry]

    def _refuted(self, name, result, args, kwargs):
        """True where the student's function is right on another visible example of the same cell on which this mistake
        would show. Its errors and other wrong results say nothing: it may have one more mistake. But where the
        `result` to be explained is scant, it is no evidence, and the others must not contradict it. A mistake that is
        told `alone` is refuted by the other cells, too, where it would not show and the function is wrong."""
        examples = self._checks.examples_of(self.name).get("examples", {})
        cell = examples.get(key(args, kwargs), {}).get("cell")
        passed = {key(args, kwargs) for function, args, kwargs, *_ in self._passed if function is self._get()}
        unlike = False
        for mark, entry in self._probes():
            elsewhere = entry.get("cell") != cell
            if elsewhere and not self._alone(name):
                continue
            try:
                outcome = self._run(*decode(entry["args"]))
            except CheckFailed:
                return False
            if outcome.error is not None or outcome.result is None or is_empty(outcome.result):
                continue
            right = same(outcome.result, decode(entry["right"]), self.rtol, self.atol)
            if mark in passed and not right:
                return False  # it remembers earlier calls, and what it gives now says nothing
            stored = entry["mistakes"].get(name)
            if stored is None:
                unlike |= not right and (self._alone(name) or (not elsewhere and is_scant(result)))
            elif not elsewhere:
                unlike |= right
                if says_little(result) and "error" not in stored:  # and so may be equal by chance
                    unlike |= not self._is_stored(outcome.result, stored)
        return unlike

    def _is_stored(self, result, stored):
        if "value" in stored:
            return same(result, decode(stored["value"]), self.rtol, self.atol)
        return "result" in stored and alike_marks(fingerprint(result), stored["result"])

    def _wrong_helper(self):
        """The first given function of another exercise that the student's function calls and that does not pass its own
        visible examples, or None: in a student's notebook no right one can take its place."""
        called = names_in(getattr(self._get(), "__code__", None))
        for helper in self._checks.examples_of(self.name).get("given", {}).get("given", []):
            if helper in called and not type(self)(self._checks, helper).passes_examples():
                return helper
        return None

    def passes_examples(self) -> bool:
        """True where the student's function gives the right result on each recorded visible example."""
        for _, entry in self._probes():
            try:
                args, kwargs = decode(entry["args"])
                outcome = self._run(args, kwargs, asked=True)
            except CheckFailed:
                return False
            if outcome.error is not None or not same(outcome.result, decode(entry["right"]), self.rtol, self.atol):
                return False
        return True

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
            stored = entry["mistakes"].get(name)
            return self._alone(name) if not stored else "error" not in stored and not self._is_stored(result, stored)
        made = list(self._wrong_results(args, kwargs, expected, [name]))
        if not made:
            return self._alone(name)
        return any(error is None and not self._alike(result, fingerprint(result), wrong) for _, wrong, error in made)

    def _alone(self, name):
        """True for a mistake of which nothing can be told where the function is wrong on other inputs, too."""
        texts = mistake_texts(name, self._mistakes[name]) if self._known else self._stored_texts(name)
        return texts.get("alone", False)

    def _alike(self, result, mark, wrong):
        return same(result, wrong, self.rtol, self.atol) or alike_marks(mark, fingerprint(wrong))

    def _name_computed(self, result, args, kwargs, expected):
        wrong = {n: r for n, r, e in self._wrong_results(args, kwargs, expected) if e is None}
        self._name_mistake(result, wrong, args, kwargs)

    def _name_mistake(self, result, wrong, args, kwargs):
        mark = fingerprint(result)  # by it, too: whole numbers make the same mistake as floats
        for name in self._likeliest_first([n for n, value in wrong.items() if self._alike(result, mark, value)]):
            if self._ruled_out(name) or self._refuted(name, result, args, kwargs):
                continue
            if not self._unlike_nearby(name, result, args, kwargs):
                texts = mistake_texts(name, self._mistakes[name])
                raise CheckFailed(explain(texts, self.name, result), name)

    def _likeliest_first(self, names):
        """Mistakes that all explain one result, those first that explain most of what the student's function gives on
        the visible examples. Out are those that would have shown on an input of an earlier cell that it got right, if
        others are left; a single one may well show in one cell alone."""
        if len(names) < 2:
            return names
        names = [name for name in names if not self._shows(name, self._passed_before)] or names
        explained = dict.fromkeys(names, 0)
        for _, entry in self._probes():
            try:
                outcome = self._run(*decode(entry["args"]))
            except CheckFailed:
                return names
            if outcome.error is not None or outcome.result is None:
                continue
            right = same(outcome.result, decode(entry["right"]), self.rtol, self.atol)
            for name in names:
                stored = entry["mistakes"].get(name)
                explained[name] += right if stored is None else self._is_stored(outcome.result, stored)
        return sorted(names, key=lambda name: -explained[name])

    def _name_value(self, came, mistakes):
        """As `_name_mistake`, for a value and the marks of `value_marks`; what explains most entries comes first."""
        for name, mark in sorted(mistakes.items(), key=lambda item: -len(item[1].get("entries", ()))):
            entries = mark.get("entries")
            if entries is None:
                alike = same_fingerprint(fingerprint(came), mark)
            else:
                alike = isinstance(came, dict) and all(
                    k in came and same_fingerprint(fingerprint(came[k]), v) for k, v in entries.items()
                )
            if alike:
                texts = mistake_texts(name, self._mistakes[name]) if self._known else self._stored_texts(name)
                raise CheckFailed(explain(texts, self.name, came), name)

    def _name_stored(self, result, args, kwargs, entry):
        alike = [name for name, stored in entry["mistakes"].items() if self._is_stored(result, stored)]
        for name in self._likeliest_first(alike):
            if self._ruled_out(name) or self._refuted(name, result, args, kwargs):
                continue
            if not self._unlike_nearby(name, result, args, kwargs, entry):
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
        line = outcome.error_text(self._reference)[len(text) :]
        alike = [name for name, known in wrong if alike_errors(known, text) and fits_line(texts(name), line)]
        alike = [n for n in alike if not self._ruled_out(n) and not self._shows(n, self._passed_before)]
        alike = [name for name in alike if not self._unlike_nearby(name, None, args, kwargs, entry)]
        if len(alike) == 1:
            # Other mistakes may raise the same: two shapes that do not fit say nothing of how they came about.
            begin = sentence("raised_like_known", name=self.name, error=outcome.error_text(self._reference))
            raise CheckFailed(begin + explain(texts(alike[0]), self.name, None), alike[0])

    def _entry(self, args, kwargs):
        """What the build records of a visible example: the right result, and of each known mistake that shows there a
        fingerprint, or its error; of measurements, which differ each time, the wrong result itself."""
        expected = self._answer(self._reference, args, kwargs)
        marks = {}
        for name, result, error in self._wrong_results(args, kwargs, expected):
            if error is not None:
                marks[name] = {"error": f"{type(error).__name__}: {error}"}
            elif self.rtol > FINE:
                marks[name] = {"value": encode(result)}
            else:
                marks[name] = {"result": fingerprint(result)}
        entry = {"right": encode(expected), "mistakes": marks, "cell": self._cell}
        if self.rtol <= FINE:
            entry["needs"] = self._needs(args, kwargs, expected)
        given = encode((list(args), kwargs))
        if len(str(given)) <= MOST_RECORDED:
            entry["args"] = given
            if self.rtol <= FINE:
                inputs = list(other_inputs(args, kwargs))
                right = self._right_nearby(inputs)
                entry["nearby"] = " ".join(right)
                for name, mark in marks.items():
                    mark["nearby"] = " ".join(self._wrong_nearby(name, inputs, right))
        return entry

    def _stored_texts(self, name):
        texts = self._checks.examples_of(self.name).get("texts", {})
        return texts[name] if name in texts else mistake_texts(name, None)
