"""Runs an assignment's cells in a forked child, without a kernel: fast enough for thousands of mutants.

It shares no code with the grader on purpose. What an answer scores in the end is the grader's word.
"""

import dataclasses
import functools
import gc
import io
import linecache
import multiprocessing
from contextlib import redirect_stderr, redirect_stdout

import matplotlib  # noqa: F401  (imported here once, so that no child has to)
import nbformat
import scipy.optimize
import scipy.sparse.linalg
import scipy.special  # noqa: F401

from attention_course import checks


@dataclasses.dataclass
class Result:
    """What one submission gets: points, message and known mistake of each autograded cell, by grade_id; and the known
    mistakes that the tests were told, by exercise."""

    points: dict
    messages: dict
    mistakes: dict
    known: dict

    @property
    def score(self):
        return sum(self.points.values())


def meta(cell):
    return cell.metadata.get("nbgrader", {})


def read(path):
    return nbformat.read(path, as_version=4)


def grade(source, answers, timeout=30.0, stop_at_loss=False):
    """Grade `answers` (grade_id -> code; the solution where missing) with the tests of the notebook `source`.

    `timeout` is in seconds for each test; `stop_at_loss` ends with the first test that loses its points.
    """
    cells, _ = _handed_in(list(_code_cells(source)), answers)
    return _collect(cells, Result({}, {}, {}, {}), timeout, stop_at_loss, _run, cells)


def grade_all(source, submissions, timeout=120.0, only=None):
    """The Result of each of several `answers`, as grade() gives it.

    The cells before the first that an answer changes are run once for all, and each answer goes on from there in a
    fork; `only` names for each the tests that matter (none: all), and cells after the last of them are left out.
    """
    solved = list(_code_cells(source))
    handed_in = [_handed_in(solved, answers) for answers in submissions]
    for place, tests in enumerate(only or []):
        if tests:
            cells, start = handed_in[place]
            last = max(number for number, (name, *_) in enumerate(cells) if name in tests)
            handed_in[place] = cells[: last + 1], start
    receiver, child = _child(_run_all, _handed_in(solved, {})[0], handed_in, timeout, method="forkserver")
    results = dict(receiver.recv() for _ in handed_in)
    child.join()
    return [results[number] for number in range(len(handed_in))]


def _handed_in(solved, answers):
    """(cells with `answers` in place of solutions, the number of the first that differs)."""
    cells = [(name, answers.get(name, code) if solution else code, points) for name, code, solution, points in solved]
    changed = [number for number, (cell, own) in enumerate(zip(solved, cells, strict=True)) if cell[1] != own[1]]
    return cells, min(changed, default=len(cells))


def _collect(cells, before, timeout, stop_at_loss, work, *arguments):
    """The Result of `cells`, of which a forked child that does `work` grades those that `before` has not."""
    receiver, child = _child(work, *arguments)
    tests = {name: 0.0 for name, _, worth in cells if worth is not None}
    points, silent = tests | before.points, dict.fromkeys(tests, "did not finish")
    messages, mistakes, known = silent | before.messages, dict.fromkeys(tests) | before.mistakes, before.known
    try:
        while receiver.poll(timeout):
            name, points[name], messages[name], mistakes[name], known = receiver.recv()
            if stop_at_loss and not points[name]:
                break
    except EOFError:
        pass
    child.kill()
    child.join()
    return Result(points, messages, mistakes, known)


def own_mistakes(source, exercises, timeout=60.0):
    """Hand in each known mistake's own function, as mistakes.py has it, in place of a right one.

    `exercises` says which exercise each test checks. Gives {(exercise, mistake): the mistakes that its tests name, up
    to the first that names this one}; one that takes more than `timeout` seconds is missing, with all that follow.
    """
    receiver, child = _child(_run_mistakes, [cell[:2] for cell in _code_cells(source)], exercises)
    told = {}
    try:
        while receiver.poll(timeout):
            mistake, names = receiver.recv()
            told[mistake] = names
    except EOFError:
        pass
    child.kill()
    child.join()
    return told


def _code_cells(source):
    """(name, code, is it a solution?, points of a test or None) of each code cell."""
    for cell in source.cells:
        if cell.cell_type == "code":
            m = meta(cell)
            points = m.points if m.get("grade") and not m.get("solution") else None
            yield m.get("grade_id", cell.id), cell.source, m.get("solution"), points


def _child(work, *arguments, method="fork"):
    """The receiving end of what `work(*arguments, sender)` sends from a child process, and the child.

    With the method "forkserver" the child has only what this module imports, which makes its own forks cheap: a process
    of pytest may have grown to a gigabyte.
    """
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload([__name__])
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_begin, args=(work, *arguments, sender), daemon=method == "fork")
    child.start()
    sender.close()
    return receiver, child


def _begin(work, *arguments):
    gc.freeze()  # a collection would touch, and so copy, all that this process shares with its parent
    work(*arguments)


def _run(cells, sender):
    _go_on(cells, 0, *_names_and_known(), sender)


def _names_and_known():
    """(the names that cells define, the known mistakes that tests are told), of this process."""
    names, known = _names(), {}
    _listen(lambda test, mistakes: known.update({test.name: list(mistakes)}))
    return names, known


def _go_on(cells, start, names, known, sender):
    for number, (name, code, worth) in enumerate(cells[start:], start):
        message, mistake = _execute(code, number, names)
        if worth is not None:
            sender.send((name, 0.0 if message else float(worth), message, mistake, known))


def _run_all(cells, handed_in, timeout, sender):
    names, known = _names_and_known()
    for number, (_, code, _) in enumerate(cells):
        _compiled(code, _file(number))  # here, once for all forks
    so_far = Result({}, {}, {}, known)
    for number in range(len(cells) + 1):
        for place, (own, start) in enumerate(handed_in):
            if start == number:
                result = _collect(own, so_far, timeout, False, _go_on, own, start, names, known)
                sender.send((place, result))
        if number < len(cells):
            name, code, worth = cells[number]
            message, mistake = _execute(code, number, names)
            if worth is not None:
                so_far.points[name] = 0.0 if message else float(worth)
                so_far.messages[name], so_far.mistakes[name] = message, mistake


def _run_mistakes(cells, exercises, sender):
    names, known = _names(), {}
    _listen(lambda test, mistakes: known.update({test.name: mistakes}))
    for number, (_, code) in enumerate(cells):
        _execute(code, number, names)

    for exercise, mistakes in list(known.items()):
        right = names[exercise]
        for mistake, made in mistakes.items():
            names[exercise] = made.wrong if isinstance(made, checks.Mistake) else made
            told = []
            for number, (name, code) in enumerate(cells):
                if exercises.get(name) == exercise and mistake not in told:
                    told.append(_execute(code, number, names)[1])
            sender.send(((exercise, mistake), told))
        names[exercise] = right


def _names():
    names = {"__name__": "__main__"}
    checks.use_namespace(checks.MainNamespace(names))
    return names


def _file(number):
    """The name that IPython gives a cell, so that messages can point at a line."""
    return f"<ipython-input-{number}>"


@functools.cache
def _compiled(code, filename):
    return compile(code, filename, "exec")


def _execute(code, number, names):
    """Run a cell; its error's text and the known mistake that the error names, or None and None."""
    filename = _file(number)
    linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            exec(_compiled(code, filename), names)
    except BaseException as error:  # SystemExit too: a student's cell may raise anything
        return f"{type(error).__name__}: {error}", getattr(error, "mistake", None)
    return None, None


def _listen(tell):
    """Let `tell(test, mistakes)` hear which mistakes tests are told, in this child process alone."""
    knows = checks.Test.knows

    def listening(test, reference, **mistakes):
        knows(test, reference, **mistakes)
        tell(test, mistakes)

    checks.Test.knows = listening
