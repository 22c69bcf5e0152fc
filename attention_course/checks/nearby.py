"""Whether a student's function is like a known mistake on other inputs, too: one result may be alike by chance."""

import time

from attention_course.checks.evidence import says_little
from attention_course.checks.failure import CheckFailed
from attention_course.checks.further_calls import MOST_SECONDS, FurtherCalls
from attention_course.checks.messages import wrong_of
from attention_course.checks.other_inputs import brief_mark, has_mark, other_inputs

FINE = 1e-6  # the rtol of results that are the same each time
SAME, NOTHING, ERROR = "=", "x", "!"  # in place of a mark: as the right result; says nothing; raises, of this kind


class Nearby(FurtherCalls):
    """The part of a `Test` that holds a student's function against a known mistake on inputs near that of the test: in
    hidden regions by the mistake's own function, in a student's notebook by the marks that the build recorded."""

    def _right_nearby(self, inputs):
        """The mark of the right result on each of these `other_inputs`."""
        begin, marks = time.perf_counter(), []
        for _, call in inputs:
            late = not self._checks.recording and time.perf_counter() - begin > MOST_SECONDS
            try:
                right = None if late else self._answer(self._reference, *call)
            except Exception:  # bad input
                right = None
            marks.append(NOTHING if right is None else brief_mark(right))
        return marks

    def _wrong_nearby(self, name, inputs, right):
        """The same of a known mistake; `right` are the marks of the right results."""
        begin, marks = time.perf_counter(), []
        for (_, call), its in zip(inputs, right, strict=True):
            late = not self._checks.recording and time.perf_counter() - begin > MOST_SECONDS
            try:
                mark = NOTHING if late or its == NOTHING else None
                wrong = self._answer(wrong_of(self._mistakes[name]), *call) if mark is None else None
                mark = mark or (SAME if has_mark(wrong, its) else brief_mark(wrong))
            except Exception as error:
                mark = ERROR + type(error).__name__
            marks.append(mark)
        return marks

    def _unlike_nearby(self, name, result, args, kwargs, entry=None):
        """True where on inputs near this one the student's function gives something else than this mistake. A `result`
        that says little, such as a place among equal numbers, must be unlike on more of them than it is alike; where
        there is none but an error, the mistake's own function may be no more than the line that raises it."""
        if self.rtol > FINE:
            return False
        inputs = list(other_inputs(args, kwargs))
        right = entry.get("nearby", "").split() if entry else self._right_nearby(inputs)
        if entry:
            wrong = entry["mistakes"][name].get("nearby", "").split()
        else:
            wrong = self._wrong_nearby(name, inputs, right)
        begin, little, votes = time.perf_counter(), says_little(result), []
        for (same_shapes, call), its, mark in zip(inputs, right, wrong, strict=False):
            if mark == NOTHING or time.perf_counter() - begin > MOST_SECONDS:
                continue
            try:
                outcome = self._run(*call)
            except CheckFailed:
                return False
            if outcome.error is not None and getattr(outcome.error, "where", "") is None:
                return False  # it was stopped, and no line of it raised that
            if result is None:
                votes.append(_like_the_error(outcome, its, mark))
            else:
                votes.append(_like_the_result(outcome, its, mark, little and same_shapes, little))
        unlike, alike = votes.count(False), votes.count(True)
        return unlike > alike if little else unlike > 0


def _like_the_error(outcome, right, mark):
    """True where the student's function did what the mistake does, False where it did not, None where that is open."""
    if mark.startswith(ERROR):
        return outcome.error is not None
    if outcome.error is not None:
        return False if mark == SAME else None
    return False if mark != SAME and has_mark(outcome.result, right) else None


def _like_the_result(outcome, right, mark, errors_count, little):
    if outcome.error is not None:
        return False if errors_count and not mark.startswith(ERROR) else None
    if mark.startswith(ERROR):
        return None
    if mark == SAME:
        return False if little and not has_mark(outcome.result, right) else None
    return has_mark(outcome.result, mark)
