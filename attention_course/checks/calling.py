"""How the student's function of one exercise is found and called."""

import contextlib
import copy
import signal
import threading
import time
import traceback
import types
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attention_course.checks.code import about_code, ended_loop
from attention_course.checks.compare import describe
from attention_course.checks.failure import CheckFailed
from attention_course.checks.messages import sentence
from attention_course.checks.outcome import Outcome, call_text, file_of

if TYPE_CHECKING:
    from attention_course.checks.exercise import Checks

PATIENCE = 2.0  # seconds for a call of which the student knows nothing


class Stopped(Exception):
    """Raised in a student's function that takes too long on an input which the checks have made."""

    where = None  # no line of the student's is to blame


@contextlib.contextmanager
def stopped_after(seconds: float | None, function: Any) -> Iterator[None]:
    """Raise `Stopped` in `function` after so many seconds: a loop may be endless for other sizes alone. Only where the
    function runs here, and the system has such a clock: in the sandbox a cell has its limit, on Windows it has none."""
    here = isinstance(function, types.FunctionType) and threading.current_thread() is threading.main_thread()
    if seconds is None or not here or not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield  # a clock that runs is that of the cell
        return

    def stop(*_: Any) -> None:
        raise Stopped

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Exercise:
    """One exercise: what its author has told of it, and what the student's function did so far."""

    def __init__(self, checks: "Checks", name: str):
        self._checks, self.name, self.exercise = checks, name, name
        self.parts: tuple[str, ...] = ()
        self.rtol, self.atol, self.silent = 1e-6, 1e-9, False
        self._reference: Any = None  # the right function, or value
        self._mistakes: dict[str, Any] = {}
        self._known = False
        self._given, self._passed, self._failed, self._helped = {}, [], [], False
        self._explains = True  # False where a check only has to find out whether all is right
        self._axes: dict[str, Sequence[str]] = {}
        self._passed_before, self._cell = [], 0
        self._meaning: Mapping[int, str] = {}  # of the numbers in a value

    def _get(self):
        try:
            return self._checks.namespace.get(self.name)
        except KeyError:
            raise CheckFailed(sentence("missing_name", name=self.name)) from None

    def _run(self, args, kwargs, asked=False):
        """What a call gives; `asked` where a test asks for it, and not the explanation of its failure."""
        function = self._get()
        if not callable(function):
            raise CheckFailed(sentence("not_callable", name=self.name, came=describe(function)))
        outcome = Outcome(copy.deepcopy(args), copy.deepcopy(kwargs))
        outcome.given = function if self.exercise != self.name else None
        outcome.own = file_of(function) if outcome.given is None else ""
        outcome.locked = {self._checks.file, *map(file_of, self._given.values() if self._helped else ())}
        begin = time.perf_counter()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                with stopped_after(None if asked else PATIENCE, function):
                    outcome.result = function(*outcome.args, **outcome.kwargs)
            except NotImplementedError as error:
                raise self._stub(error) from None
            except Exception as error:  # whatever a student's code can raise
                outcome.error = error
        outcome.seconds = time.perf_counter() - begin
        outcome.warnings = [w for w in caught if issubclass(w.category, RuntimeWarning)]
        return outcome

    def _stub(self, error):
        """What to say where a cell is as it was released: this exercise's, or that of a function which it calls."""
        last = traceback.extract_tb(error.__traceback__)[-1].name
        if last != self.name and last in self._checks.examples_of(self.name).get("given", {}).get("given", []):
            return CheckFailed(sentence("helper_stub", name=self.name, helper=last))
        return CheckFailed(sentence("stub", name=self.exercise))

    def _of_code(self, all_of_it=True):
        """Sentences on a loop of the student's code that ends at once and, of `all_of_it`, on what it leaves unused, or
        takes from the notebook; ''."""
        try:
            own = self._checks.namespace.get(self.exercise)
            return " ".join(filter(None, [ended_loop(own), about_code(own) if all_of_it else ""]))
        except KeyError:
            return ""

    def _call_text(self, args, kwargs):
        return call_text(self.name, self._get(), args, kwargs)
