"""What the process that has nbgrader imported can be asked for, each time in a fork of its own."""

import logging
import shutil
import warnings

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from attention_course.grading import memory
from attention_course.grading.course import CourseError, open_course, plan
from attention_course.grading.results import export_csv, read_results
from attention_course.grading.submission import grade_submission, quiet


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


FUNCTIONS = {"plan": plan, "grade": grade_submission, "feedback": make_feedback, "results": read_results,
             "csv": export_csv}


def run(request):
    """Call the function `request["do"]` with the other entries as keywords; CourseError comes back as {"error"}."""
    warnings.simplefilter("ignore")  # of nbgrader about SQLAlchemy
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    try:
        do = request.pop("do")
        if do == "plan":
            memory.start()  # the gradebook may have changed
        return {"result": FUNCTIONS[do](**request)}
    except CourseError as error:
        return {"error": str(error)}
