"""The way between the course and a learning management system (Moodle, Canvas), by files. See docs/lms.md."""

from attention_course.course import CourseError


class LmsError(CourseError):
    """Nothing can be done; the text is one line for the person at the terminal."""
