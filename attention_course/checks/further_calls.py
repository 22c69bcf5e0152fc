"""What further calls of a student's function tell of a wrong result: what it would give for other arguments."""

import copy
import itertools
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.calling import Exercise
from attention_course.checks.compare import close, difference, same
from attention_course.checks.evidence import says_little
from attention_course.checks.failure import CheckFailed
from attention_course.checks.formula import formula, is_whole
from attention_course.checks.from_arguments import other_axes
from attention_course.checks.messages import related, sentence
from attention_course.checks.other_inputs import with_other_numbers
from attention_course.checks.outcome import arguments

MOST_SECONDS = 0.5  # that a call may take for further ones to be made
MOST_READ = 64  # entries of an argument that are looked at one by one
MOST_LISTED = 8  # entries that a sentence lists
MOST_TERMS = 3  # with factors of their own


def varied(
    args: Sequence[Any], kwargs: Mapping[str, Any], turned: bool = False
) -> Iterator[tuple[int | str, list[Any], dict[str, Any]]]:
    """(place or name, args, kwargs) of calls in each of which one argument holds other numbers."""
    for k, value in enumerate(args):
        other = with_other_numbers(value, turned)
        if other is not None:
            yield k, [*args[:k], other, *args[k + 1 :]], dict(kwargs)
    for name, value in kwargs.items():
        other = with_other_numbers(value, turned)
        if other is not None:
            yield name, list(args), dict(kwargs) | {name: other}


def combined(coefficients: np.ndarray, name: str, place: str) -> str:
    """The sentence for a number that is these multiples of the entries of an argument, summed; '' where they are many
    and of many kinds."""
    used = np.argwhere(np.abs(coefficients) > 1e-12)
    factors = coefficients[tuple(used.T)]
    entries = [f"{name}[{', '.join(map(str, index))}]" for index in used.tolist()]
    listed = ", ".join(entries[:MOST_LISTED]) + (", ..." if len(entries) > MOST_LISTED else "")
    told = {"place": place, "n": len(entries), "entries": listed}
    if len(entries) > 1 and np.ptp(factors) < 1e-9:
        for key, factor in (("mean_of_entries", 1 / len(entries)), ("sum_of_entries", 1.0)):
            if np.isclose(factors[0], factor):
                return related(key, **told)
        if len(entries) > MOST_TERMS:
            return related("multiple_of_entries", factor=f"{factors[0]:.4g}", **told)
    if not 0 < len(entries) <= MOST_TERMS:
        return ""
    terms = [e if np.isclose(f, 1) else f"{f:.4g} * {e}" for f, e in zip(factors, entries, strict=True)]
    return related("made_of_entries", place=place, terms=" + ".join(terms).replace("+ -", "- "))


def right_values(came: Any, expected: Any, rtol: float, atol: float) -> bool:
    """True for an array, or a tuple of arrays, of the right values, whatever kind of number they are."""
    if isinstance(expected, tuple):
        alike = isinstance(came, tuple) and len(came) == len(expected)
        return alike and all(right_values(a, b, rtol, atol) for a, b in zip(came, expected, strict=True))
    one, other = as_plain_array(came), as_plain_array(expected)
    if one is None or other is None or not {one.dtype.kind, other.dtype.kind} <= set("fiub"):
        return False
    return close(one.astype(float), other.astype(float), rtol, atol)


def _numbers(result: Any) -> list[np.ndarray]:
    parts = result if isinstance(result, tuple) else [result]
    return [array for array in map(as_plain_array, parts) if array is not None and array.dtype.kind == "f"]


class FurtherCalls(Exercise):
    """The part of a `Test` that calls a student's function once more, with other arguments."""

    def _other_axes(self, named, expected=None, came=None):
        """The sentence for an argument of another number of axes than where the function was right, or ''; where the
        values are right and only their kind is not, axes are not what is wrong."""
        if expected is not None and right_values(came, expected, self.rtol, self.atol):
            return ""
        mine = self._get()
        failed = [arguments(mine, args, kwargs) for f, _, args, kwargs, *_ in self._failed if f is mine]
        passed = self._passed_before + self._passed
        passed = [arguments(mine, args, kwargs) for f, args, kwargs, *_ in passed if f is mine]
        return other_axes(named, passed, failed, self._called, expected)

    def _answer(self, function, args, kwargs):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*copy.deepcopy(args), **copy.deepcopy(kwargs))

    def _needs(self, args, kwargs, expected):
        """The places (or names) of the arguments whose numbers the right result depends on."""
        needed = []
        for place, others, named in varied(args, kwargs):
            try:
                result = self._answer(self._reference, others, named)
            except Exception:  # other numbers may be bad input
                continue
            if difference(result, expected, (), self.rtol, self.atol):
                needed.append(place)
        return needed

    def _formula(self, came, expected, named):
        """The sentence for the formula by which the student's function makes a wrong whole number of whole numbers; or
        ''."""
        if not all(map(is_whole, (came, expected, *named.values()))) or not all(map(str.isidentifier, named)):
            return ""
        call = lambda *sizes: self._run((), dict(zip(named, sizes, strict=True))).result  # noqa: E731
        try:
            found = formula(call, list(named))
        except CheckFailed:
            return ""
        return related("formula", terms=found[0]) if found and found[1](*named.values()) == came else ""

    def _further(self, result, args, kwargs, expected, entry):
        """A sentence on an argument that plays no part in a wrong result, or on two in each other's place; or ''."""
        names = list(arguments(self._get(), args, kwargs))
        try:
            return (
                self._right_for_floats(args, kwargs, expected)
                or self._exchanged(args, kwargs, expected, names)
                or self._unused(result, args, kwargs, expected, entry, names)
            )
        except CheckFailed:
            return ""

    def _unused(self, result, args, kwargs, expected, entry, names):
        words = isinstance(result, tuple) and any(isinstance(part, str) for part in result)
        if words or isinstance(result, (str, list, bool, np.bool_)):
            return ""  # words, and True or False, stay the same under many other numbers
        if isinstance(result, tuple) and says_little(result):
            return ""  # and so may a place
        if any(not np.isfinite(array).all() for array in _numbers(result)):
            return ""  # and so does nan, however it came about
        needed = (
            entry.get("needs", []) if entry else self._needs(args, kwargs, self._answer(self._reference, args, kwargs))
        )
        unused = []
        for place, others, named in varied(args, kwargs):
            value = (kwargs if isinstance(place, str) else args)[place]
            more = [(others, named), *((o, n) for k, o, n in varied(args, kwargs, turned=True) if k == place)]
            for factor in (0.25, 0.5, 0.75, 4.0, 16.0) if isinstance(value, float) else ():  # it may be cut at a bound
                changed = {place: factor * value}
                other = [changed.get(k, v) for k, v in enumerate(args)]
                more.append((other, {k: changed.get(k, v) for k, v in kwargs.items()}))
            if place in needed and all(self._gives(result, *call) for call in more):
                unused.append(place if isinstance(place, str) else names[place])
        if len(unused) > 1:  # such as distances that a covariance has made equal: the code may tell which it is
            return self._of_code() or related("arguments_not_used", names=sentence("and_also").join(unused))
        return related("argument_not_used", name=unused[0]) if unused else ""

    def _gives(self, result, args, kwargs):
        outcome = self._run(args, kwargs)
        return outcome.error is None and same(outcome.result, result, 1e-12, 0.0)

    def _made_of(self, result, args, kwargs, expected):
        """Where the farthest number of a wrong result is a sum of multiples of entries of one argument: which."""
        names = list(arguments(self._get(), args, kwargs))
        mine, right = as_plain_array(result), as_plain_array(expected)
        if mine is None or right is None or mine.shape != right.shape or {mine.dtype.kind, right.dtype.kind} != {"f"}:
            return ""
        if not right.size or not np.isfinite(mine).all() or not np.isfinite(right).all():
            return ""
        place = np.unravel_index(np.argmax(np.abs(mine - right)), right.shape)
        for k, value in enumerate(args):
            array = as_plain_array(value)
            if array is None or array.dtype.kind != "f" or not 1 < array.size <= MOST_READ or not array.ndim:
                continue
            call = lambda other, k=k: self._run([*args[:k], other, *args[k + 1 :]], kwargs)  # noqa: E731
            try:
                coefficients = self._coefficients(call, array, mine.shape, place)
            except CheckFailed:
                return ""
            if coefficients is not None and np.isclose((coefficients * array).sum(), mine[place], 1e-9, 1e-12):
                where = sentence("at", index=", ".join(map(str, map(int, place)))) if place else ""
                return combined(coefficients, names[k], where)
        return ""

    def _coefficients(self, call, array, shape, place):
        """What the number at `place` is for each argument that is 0 but for one 1; None where it is not 0 for zeros
        alone, or a call fails, or all of them would take too long."""
        coefficients, begin = np.zeros(array.shape), time.perf_counter()
        for index in [None, *np.ndindex(array.shape)]:
            other = np.zeros(array.shape)
            if index is not None:
                other[index] = 1.0
            outcome = call(other)
            came = as_plain_array(outcome.result) if outcome.error is None else None
            if came is None or came.shape != shape or not np.isfinite(came[place]):
                return None
            if index is not None:
                coefficients[index] = came[place]
            elif came[place] or (time.perf_counter() - begin) * array.size > MOST_SECONDS:
                return None
        return coefficients

    def _called(self, named):
        """What the student's function gives for arguments by name, or the kind of its error."""
        try:
            outcome = self._run((), named)
        except CheckFailed as failed:  # it has not been written for all numbers of axes
            return type(failed)
        return outcome.result if outcome.error is None else type(outcome.error)

    def _right_for_floats(self, args, kwargs, expected):
        arrays = list(map(as_plain_array, args))
        whole = [a is not None and a.ndim > 0 and a.dtype.kind in "iu" for a in arrays]
        if not any(whole) or any(a is not None and a.dtype.kind == "f" for a in arrays):
            return ""
        alone = [[k == j for k in range(len(whole))] for j, w in enumerate(whole) if w]  # tokens must stay whole
        for chosen in [whole, *(alone if len(alone) > 1 else ())]:
            floats = [np.asarray(given, dtype=float) if w else given for given, w in zip(args, chosen, strict=True)]
            outcome = self._run(floats, kwargs)
            if outcome.error is None and same(outcome.result, expected, self.rtol, self.atol):
                return related("right_for_floats")
        return ""

    def _exchanged(self, args, kwargs, expected, names):
        for i, j in itertools.combinations(range(len(args)), 2):
            one, other = as_plain_array(args[i]), as_plain_array(args[j])
            if one is None or other is None or not one.ndim or one.ndim != other.ndim or one.dtype != other.dtype:
                continue
            turned = list(args)
            turned[i], turned[j] = args[j], args[i]
            outcome = self._run(turned, kwargs)
            if outcome.error is None and same(outcome.result, expected, self.rtol, self.atol):
                return related("arguments_exchanged", one=names[i], other=names[j])
        return ""
