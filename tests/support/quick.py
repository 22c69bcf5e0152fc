"""Runs an assignment's cells in a forked child, without a kernel: fast enough for thousands of mutants.

It shares no code with the grader on purpose. What an answer scores in the end is the grader's word.
"""

import dataclasses
import io
import linecache
import multiprocessing
import os
from contextlib import redirect_stderr, redirect_stdout

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a fork must not inherit half a thread pool

import matplotlib  # noqa: F401  (imported here once, so that no child has to)
import nbformat
import scipy.optimize
import scipy.sparse.linalg
import scipy.special  # noqa: F401

from attention_course import checks


@dataclasses.dataclass
class Result:
    """What one submission gets: points and message of each autograded cell, by grade_id."""

    points: dict
    messages: dict

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
    cells = []
    for cell in source.cells:
        if cell.cell_type == "code":
            m = meta(cell)
            code = answers.get(m.get("grade_id"), cell.source) if m.get("solution") else cell.source
            points = m.points if m.get("grade") and not m.get("solution") else None
            cells.append((m.get("grade_id", cell.id), code, points))
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(cells, sender), daemon=True)
    child.start()
    sender.close()
    points = {name: 0.0 for name, _, worth in cells if worth is not None}
    messages = dict.fromkeys(points, "did not finish")
    try:
        while receiver.poll(timeout):
            name, got, message = receiver.recv()
            points[name], messages[name] = got, message
            if stop_at_loss and not got:
                break
    except EOFError:
        pass
    child.kill()
    child.join()
    return Result(points, messages)


def _run(cells, sender):
    names = {"__name__": "__main__"}
    checks.use_namespace(checks.MainNamespace(names))
    for number, (name, code, worth) in enumerate(cells):
        message = None
        # The name that IPython gives its cells, so that messages can point at a line.
        filename = f"<ipython-input-{number}>"
        linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                exec(compile(code, filename, "exec"), names)
        except BaseException as error:  # SystemExit too: a student's cell may raise anything
            message = f"{type(error).__name__}: {error}"
        if worth is not None:
            sender.send((name, 0.0 if message else float(worth), message))
