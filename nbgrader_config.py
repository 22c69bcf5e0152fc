"""The one place where nbgrader is configured: what `nbgrader ...`, formgrader and `attention-course grade`
all read."""

import os

from attention_course.grading.settings import use_sandbox

c = get_config()  # noqa: F821  nbgrader provides it

use_sandbox(c)

# All that decides over folders is set here, so that another course's settings in a home folder change none of it.
c.CourseDirectory.course_id = "attention"  # PostgreSQL and nbgrader's exchange need one
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "gradebook.db").replace(
    "%", "%25"
).replace("?", "%3F")
c.CourseDirectory.directory_structure = os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}")
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
c.CourseDirectory.student_id = c.CourseDirectory.notebook_id = "*"
c.CourseDirectory.student_id_exclude = ""

# The tests of this course are such that none of them needs to run beside a student's code, and none ever does.
c.SandboxedExecute.tests = "outside"
