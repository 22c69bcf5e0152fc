"""What the process that has nbgrader imported can be asked for, each time in a fork of its own."""

import gc
import logging
import shutil
import warnings

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from attention_course.grading import intake, run_submission, warm_cache  # noqa: F401  two for nbgrader, which knows their names
from attention_course.grading.course import CourseError, enrol, open_course, plan
from attention_course.grading.results import export_csv, read_results
from attention_course.grading.submission import grade_submission, quiet
from attention_course.sandbox.server_client import sandboxed, shared_server_with


def make_feedback(job):
    """Write the feedback page of one submission through nbgrader's GenerateFeedback; returns {} or {"error"}."""
    import glob

    config, course = open_course(job["root"], job.get("db_url"))
    course.student_id, course.assignment_id = glob.escape(job["student"]), job["assignment"]
    converter = GenerateFeedback(coursedir=course, config=config)
    converter.force = True
    failures = quiet(converter)
    try:
        converter.start()
    except NbGraderException:
        shutil.rmtree(course.format_path(course.feedback_directory, job["student"], job["assignment"]), True)
        return {"error": str(failures.cause())}
    return {}


def prepare_feedback(root, db_url=None):
    """Load what feedback pages need; to be called in the process itself."""
    from attention_course.grading.feedback import warm_up

    config, course = open_course(root, db_url)
    warm_up(GenerateFeedback(coursedir=course, config=config).config)
    gc.freeze()


FUNCTIONS = {
    "plan": plan,
    "grade": grade_submission,
    "prepare_feedback": prepare_feedback,
    "feedback": make_feedback,
    "results": read_results,
    "csv": export_csv,
}


def run(request):
    """Call the function `request["do"]` with the other entries as keywords; CourseError comes back as {"error"}."""
    warnings.simplefilter("ignore")  # of nbgrader about SQLAlchemy
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    try:
        do = request.pop("do")
        if do == "plan":
            warm_cache.start()  # the gradebook may have changed
        result = FUNCTIONS[do](**request)
        if do == "plan":
            enrol(request["root"], result["jobs"], request.get("db_url"))
            shared_server_with(result.pop("modules"), result.pop("cells"), sandboxed())
        return {"result": result}
    except CourseError as error:
        return {"error": str(error)}
