"""Exchange of files with a learning management system (Moodle, Canvas, Blackboard). See docs/lms.md."""

from attention_course.course import CourseError


class LmsError(CourseError):
    """The command cannot be carried out; the text is one line for the person at the terminal."""
