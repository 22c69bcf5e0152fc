"""The checks that an assignment's test cells call: one `Checks` a topic, one `Test` an exercise."""

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from attention_course.checks import namespace as namespaces
from attention_course.checks.code import not_reached
from attention_course.checks.compare import (
    a_kind,
    a_tuple,
    describe,
    difference,
    fingerprint,
    kind_mark,
    member_marks,
    same,
    same_fingerprint,
    short,
)
from attention_course.checks.failure import CheckFailed
from attention_course.checks.from_arguments import lengths_in, of_zeros
from attention_course.checks.further_calls import MOST_SECONDS
from attention_course.checks.known import KnownMistakes, at_key, guarded, is_data, key_missing, value_marks
from attention_course.checks.messages import (
    Mistake,
    mistake_texts,
    names_word,
    related,
    sentence,
    wrong_of,
)
from attention_course.checks.nearby import FINE
from attention_course.checks.outcome import arguments
from attention_course.checks.raised import about_error
from attention_course.checks.recorded import RECORD, decode, key, stored_examples
from attention_course.checks.relations import about
from attention_course.checks.shape_errors import explained


class Checks:
    """The checks of one topic, such as `check = Checks("04_softmax")`.

    `check("softmax")` gives the `Test` of that exercise, always the same one.
    """

    Mistake = Mistake  # so that test cells need no further import, whose meaning students could not see

    def __init__(self, topic: str):
        self.topic = topic
        self._names = sys._getframe(1).f_globals  # of the cell that makes it
        self.file = sys._getframe(1).f_code.co_filename  # of that cell, which is the author's
        self._tests = {}
        self._record_path = os.environ.get(RECORD)
        self._stored = {} if self._record_path else stored_examples(topic)

    def __call__(
        self,
        name: str,
        parts: Sequence[str] = (),
        rtol: float = 1e-6,
        atol: float = 1e-9,
        silent: bool = False,
        exercise: str | None = None,
    ) -> "Test":
        """The `Test` of the exercise `name`.

        `parts` names the members of a tuple result; `rtol` and `atol` say how near is right; `silent=True`
        says that the function must not warn; `exercise` is what a student writes, where `name` is a given function
        that uses it, such as a class.
        """
        if name not in self._tests:
            self._tests[name] = Test(self, name)
        test = self._tests[name]
        test.parts, test.rtol, test.atol, test.silent = tuple(parts), rtol, atol, silent
        test._passed_before, test._passed = test._passed_before + test._passed, []
        test.exercise = exercise or name
        test._cell += 1
        return test

    def given(self, **functions: Callable[..., Any]) -> AbstractContextManager[None]:
        """A `with` block in which the student's code sees these right functions under these names, so
        that a mistake in one exercise does not cost the points of the next."""
        return self.namespace.substituted(**functions)

    @property
    def namespace(self) -> namespaces.Namespace:
        """Where the student's names are looked up."""
        return namespaces.current_namespace(self._names)

    def that(self, condition: object, message: str, mistake: str | None = None) -> None:
        """Fail with `message` unless `condition` is true; `mistake` names the known one that explains the failure."""
        if not condition:
            raise CheckFailed(message, mistake)

    def examples_of(self, name: str) -> dict[str, Any]:
        """What the build recorded of an exercise, by kind: its examples, axes, texts and given functions."""
        return self._stored.get(name, {})

    def record(self, name: str, kind: str, key: str, entry: Any) -> None:
        """Record an entry of this kind of an exercise in the file that the build has named."""
        self._stored.setdefault(name, {}).setdefault(kind, {})[key] = entry
        if self._record_path is None:
            raise RuntimeError(f"expected {RECORD} to name a file: only the build records examples")
        with open(self._record_path, "w", encoding="utf-8") as file:
            json.dump(self._stored, file, indent=1)

    @property
    def recording(self) -> bool:
        """Whether the build runs this notebook to record its examples."""
        return self._record_path is not None


class Test(KnownMistakes):
    """The checks of one exercise. Each method returns None, or raises CheckFailed with what to tell."""

    __test__ = False  # pytest must not collect it

    # ------------------------------------------------------------------ what the author tells

    def knows(self, reference: Any, **mistakes: Any) -> None:
        """Tell the right function (or value) and the known mistakes, each a function (or value) named as in
        messages.toml, or a `Mistake` with sentences of its own. In hidden regions only."""
        for name, mistake in mistakes.items():
            mistake_texts(name, mistake)
        self._reference, self._mistakes, self._known = reference, mistakes, True

    def axes(self, *names: str, **of_parts: Sequence[str]) -> None:
        """Name the last axes of the result, such as `axes("query", "key")`, or of its parts, such as
        `axes(dQ=("query", "column"))`, so that a message can say which query. In hidden regions only: the build
        records them for students."""
        self._axes = ({"": names} if names else {}) | of_parts

    def given(self, **functions: Callable[..., Any]) -> None:
        """From now on, in all test cells of this exercise, visible examples among them: the student's function
        is right if it is right with these right functions under these names, or with the student's own, so that
        a mistake in one exercise does not cost the points of the next. In hidden regions only."""
        self._given = functions

    # ------------------------------------------------------------------ checks

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        """Compare the student's result with the right one on this input (hidden regions only)."""
        if not self._known:
            raise RuntimeError(f"test of {self.name}: call knows(...) first, or use example(...)")
        self._attempt(self._compare, args, kwargs, sentence("on_an_input_unseen"))

    def example(self, *args: Any, **kwargs: Any) -> None:
        """Compare the student's result with the right one on an input that the student sees."""
        if self._known:
            if self._checks.recording:
                self._record_example(args, kwargs)
            return self._attempt(self._compare, args, kwargs, sentence("on_this_example"))
        if self._checks.recording:
            raise RuntimeError(f"mistakes.py has no block exercise={self.name!r} that calls test.knows(...)")
        entry = self._checks.examples_of(self.name).get("examples", {}).get(key(args, kwargs))
        if entry is None:
            raise CheckFailed(sentence("example_changed", name=self.name))
        self._compare(args, kwargs, sentence("on_this_example"), entry)

    def raises(self, error: type[Exception], *args: Any, mentions: Iterable[object] = (), **kwargs: Any) -> None:
        """The call must raise `error` (a class), and the message must contain each word of `mentions`."""
        self._attempt(self._raises, error, args, kwargs, mentions)

    def _raises(self, error, args, kwargs, mentions):
        outcome = self._run(args, kwargs, asked=True)
        call = self._call_text(args, kwargs)
        wanted = " and ".join(map(str, mentions))
        if outcome.error is None:
            says = sentence("names", missing=wanted) if wanted else sentence("says_what_came")
            text = sentence("not_raised", call=call, error=error.__name__, came=describe(outcome.result), says=says)
            raise CheckFailed(text + not_reached(self._get()), "no_error_for_bad_input")
        if not isinstance(outcome.error, error):
            raise CheckFailed(
                sentence(
                    "another_error" if outcome.raised_by_hand() else "wrong_error",
                    call=call,
                    error=error.__name__,
                    came=outcome.error_text(),
                ),
                "wrong_kind_of_error",
            )
        text = str(outcome.error)
        missing = [str(word) for word in mentions if not names_word(text, str(word))]
        if missing and not outcome.raised_by_hand() and not outcome.raised_by_a_given():
            raise CheckFailed(
                sentence(
                    "not_your_error",
                    call=call,
                    error=error.__name__,
                    came=outcome.error_text(),
                    missing=wanted,
                ),
                "wrong_kind_of_error",
            )
        if missing or not text.strip():
            raise CheckFailed(
                sentence(
                    "vague_error",
                    call=call,
                    text=text or sentence("nothing"),
                    missing=", ".join(missing) or sentence("came_and_expected"),
                ),
                "error_message_says_too_little",
            )

    def result(self, *args: Any, **kwargs: Any) -> Any:
        """The student's result on this input, for a property that the author tests with `check.that`: where many
        results are right, such as measurements on random numbers. CheckFailed where there is none, or no tuple of
        `parts`, or an argument was changed in place."""
        return self._attempt(self._result, args, kwargs)

    def _result(self, args, kwargs):
        outcome = self._run(args, kwargs, asked=True)
        call = functools.partial(self._call_text, args, kwargs)
        if outcome.error is not None:
            raise CheckFailed(self._raised(sentence("in_this_test"), call(), outcome))
        if outcome.result is None:
            raise CheckFailed(sentence("nothing_returned", call=call()), "no_return")
        if self.parts and not (isinstance(outcome.result, (tuple, list)) and len(outcome.result) == len(self.parts)):
            expected = a_tuple(len(self.parts), self.parts)
            raise CheckFailed(sentence("call_gives", call=call(), came=describe(outcome.result), expected=expected))
        changed = outcome.changed(args, kwargs)
        if changed:
            raise CheckFailed(sentence("argument_changed", call=call(), which=changed), "argument_changed_in_place")
        return outcome.result

    def value(self, among: Iterable[object] | None = None, meaning: Mapping[int, str] | None = None) -> None:
        """Compare a name that is not a function (a dict, a set, a number) with the right value; `among` are all members
        that a set may have, and `meaning` says of the numbers in a dict of tuples what there are so many of."""
        self._meaning = meaning or {}
        came = self._get()
        unknown = sorted(map(short, set(came) - set(among))) if among and isinstance(came, (set, frozenset)) else []
        if unknown:
            names = ", ".join(map(repr, among or ()))
            raise CheckFailed(sentence("unknown_member", name=self.name, came=", ".join(unknown), names=names))
        if self._known:
            if self._checks.recording:
                self._record_value()
            text = difference(came, self._reference, self.parts, self.rtol, self.atol)
            if text is None:
                return
            self._name_value(came, {n: value_marks(wrong_of(m), self._reference) for n, m in self._mistakes.items()})
            if isinstance(came, (set, frozenset)) and isinstance(self._reference, (set, frozenset)):
                raise self._not_right_yet(self._about_members(member_marks(came), member_marks(self._reference)))
            raise self._not_right_yet(guarded(came, self._reference, text, self._meaning))
        entry = self._checks.examples_of(self.name).get("value", {}).get("value")
        if entry is None:
            raise CheckFailed(sentence("example_changed", name=self.name))
        self._compare_stored_value(came, entry)

    def _about_members(self, came, right):
        well = len(set(came) & set(right))
        return sentence("members", came=len(came), right=well, missing=len(right) - well)

    # ------------------------------------------------------------------ how

    def _attempt(self, compare, *details):
        """One check with the given functions and, where it fails, with the student's own; the first failure tells."""
        if not self._given:
            return compare(*details)
        try:
            self._helped = True
            with self._checks.namespace.substituted(**self._given):
                return compare(*details)
        except CheckFailed as failed:
            self._helped, self._explains = False, False
            try:
                return compare(*details)
            except CheckFailed:
                raise failed from None
        finally:
            self._helped, self._explains = False, True

    def _compare(self, args, kwargs, where, entry=None):
        try:
            self._compare_with(args, kwargs, where, entry)
        except CheckFailed as failed:
            helper = self._wrong_helper() if entry else None
            if not helper or str(failed) == sentence("helper_stub", name=self.name, helper=helper):
                raise
            text = sentence("helper_not_right", name=self.name, helper=helper)
            raise CheckFailed(text, failed.mistake) from None

    def _compare_with(self, args, kwargs, where, entry):
        expected = decode(entry["right"]) if entry else self._answer(self._reference, args, kwargs)
        outcome = self._run(args, kwargs, asked=True)
        call = functools.partial(self._call_text, args, kwargs)
        if outcome.error is not None:
            if not self._explains:
                raise CheckFailed(type(outcome.error).__name__)
            self._name_error(outcome, args, kwargs, entry)
            raise CheckFailed(self._raised(where, call(), outcome))
        if outcome.result is None and expected is not None:
            raise CheckFailed(sentence("nothing_returned", call=call()), "no_return")
        axes = self._axes or self._checks.examples_of(self.name).get("axes", {}).get("axes", {})
        text = difference(outcome.result, expected, self.parts, self.rtol, self.atol, axes)
        if text is not None:
            self._failed.append((self._get(), self._helped, args, kwargs, expected, entry, outcome.result))
            if not self._explains:
                raise CheckFailed(text)
            if entry:
                self._name_stored(outcome.result, args, kwargs, entry)
            else:
                self._name_computed(outcome.result, args, kwargs, expected)
        changed = outcome.changed(args, kwargs)
        if changed:  # it may be why the result is wrong, too
            raise CheckFailed(sentence("argument_changed", call=call(), which=changed), "argument_changed_in_place")
        if text is not None:
            named = arguments(self._get(), args, kwargs)
            if self.rtol > FINE:  # measurements may be near anything
                more = ""
            elif not is_data(outcome.result) or same(self._run(args, kwargs, asked=True).result, outcome.result):
                more = self._formula(outcome.result, expected, named)
                more = more or about(outcome.result, expected, self.parts, axes, named, self.rtol, self.atol)
            else:
                more = related("twice_differently")
            further = [related("warned", text=outcome.warning_text())] if outcome.warnings else []
            if more != related("fraction_lost"):
                quick = self.rtol <= FINE and outcome.seconds < MOST_SECONDS
                told = self._further(outcome.result, args, kwargs, expected, entry) if quick else ""
                if told != related("right_for_floats"):
                    further.append(self._other_axes(named, expected, outcome.result))
                further.append(told)
            further = list(filter(None, further))
            further.append(self._of_code(all_of_it=not further))
            if self.rtol <= FINE and more != related("fraction_lost") and outcome.seconds < MOST_SECONDS:
                further.insert(0, self._made_of(outcome.result, args, kwargs, expected))
            text = " ".join(filter(None, [text, more, *further]))
            raise CheckFailed(sentence("different", where=where, call=call(), difference=text))
        self._passed.append((self._get(), args, kwargs, expected, entry))
        if self.silent and outcome.warnings:
            text = sentence("warned", call=call(), text=outcome.warnings[0].message)
            raise CheckFailed(text + of_zeros(arguments(self._get(), args, kwargs)), "warning")

    def _raised(self, where, call, outcome):
        text = sentence("raised", where=where, call=call, error=outcome.error_text(self._reference))
        refused = sentence("refused") if outcome.raised_by_hand() else ""
        helper = outcome.refusing_helper()
        refused = sentence("refused_by_a_helper", helper=helper) if helper else refused
        named = arguments(self._get(), outcome.args, outcome.kwargs)
        there = about_error(outcome, self._reference, named)
        error = str(outcome.error)
        told = [explained(error) or refused, there, lengths_in(error, named), self._other_axes(named), self._of_code()]
        return f"{text}\n{' '.join(filter(None, told))}".rstrip()

    def _compare_stored_value(self, came, entry):
        kind, right = entry["kind"], entry["right"]
        if type(came).__name__ != kind and not (kind == "set" and isinstance(came, frozenset)):
            raise CheckFailed(sentence("value_of_kind", name=self.name, came=describe(came), expected=a_kind(kind)))
        self._name_value(came, entry["mistakes"])
        if kind == "dict":
            for key in right:
                if key not in came:
                    raise self._not_right_yet(key_missing(key, came))
                if not same_fingerprint(fingerprint(came[key]), right[key]):
                    raise self._not_right_yet(at_key(key, came[key], entry["kinds"][key], right[key], self._meaning))
            if len(came) != len(right):
                raise self._not_right_yet(sentence("number_of_keys", came=len(came), expected=len(right)))
        elif kind == "set" and sorted(member_marks(came)) != right["members"]:
            raise self._not_right_yet(self._about_members(member_marks(came), right["members"]))
        elif kind != "set" and not same_fingerprint(fingerprint(came), right):
            raise self._not_right_yet(sentence("you_have", came=describe(came)))

    def _not_right_yet(self, text):
        return CheckFailed(sentence("not_right_yet", name=self.name, difference=text))

    # ------------------------------------------------------------------ what the build records

    def _record_example(self, args, kwargs):
        self._checks.record(self.name, "examples", key(args, kwargs), self._entry(args, kwargs))
        self._record_texts()

    def _record_value(self):
        right = self._reference
        marks = {k: fingerprint(v) for k, v in right.items()} if isinstance(right, dict) else fingerprint(right)
        if isinstance(right, set):
            marks = {"members": sorted(member_marks(right))}
        wrong = {n: value_marks(wrong_of(m), right) for n, m in self._mistakes.items()}
        entry = {"kind": type(right).__name__, "right": marks, "mistakes": wrong}
        if isinstance(right, dict):
            entry["kinds"] = {k: kind_mark(v) for k, v in right.items()}
        self._checks.record(self.name, "value", "value", entry)
        self._record_texts()

    def _record_texts(self):
        if self._axes:
            self._checks.record(self.name, "axes", "axes", self._axes)
        if self._given:
            self._checks.record(self.name, "given", "given", list(self._given))
        for name, mistake in self._mistakes.items():
            if isinstance(mistake, Mistake):
                self._checks.record(self.name, "texts", name, mistake_texts(name, mistake))
