"""What a warm process keeps for its forks, so that each need not read and prepare it anew.

Off in any other process: a gradebook may change while formgrader runs.
"""

import contextlib
import functools
import gc

import nbformat
import nbgrader.api
from nbgrader.api import Comment, Grade, MissingEntry

from attention_course.grading.save import by_cell

_kept = None


def recall(key, make):
    """make(), or what it gave before in the warm process."""
    if _kept is None:
        return make()
    if key not in _kept:
        _kept[key] = make()
    return _kept[key]


def start():
    """Keep from now on; forget what was kept.

    nbgrader opens its gradebook some ten times for a submission, each time with a new SQLAlchemy engine,
    which compiles every query anew and looks whether each table exists; here they share one engine.
    """
    global _kept
    _kept = {}
    for owner, name in ((nbgrader.api, "create_engine"), (nbgrader.api.Base.metadata, "create_all")):
        if not hasattr(getattr(owner, name), "cache_clear"):
            setattr(owner, name, functools.cache(getattr(owner, name)))
        getattr(owner, name).cache_clear()


def prepare(course, assignment, student):
    """Have the queries compiled that autograding asks, by asking them, and what checks the notebook format."""
    for relaxed in (False, True):  # both ways that nbconvert asks
        nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=relaxed)
    with nbgrader.api.Gradebook(course.db_url, course.course_id) as gradebook:
        questions = [lambda: gradebook.find_student(student),
                     lambda: gradebook.find_submission(assignment.name, student)]
        for notebook in assignment.notebooks:
            questions += [lambda name=notebook.name: gradebook.find_notebook(name, assignment.name),
                          lambda name=notebook.name: gradebook.find_submission_notebook(name, assignment.name, student)]
        questions += [lambda kind=kind: by_cell(gradebook, kind, "") for kind in (Grade, Comment)]
        for question in questions:
            with contextlib.suppress(MissingEntry):
                question()
    gc.collect()
    gc.freeze()  # forks then share these objects' memory
