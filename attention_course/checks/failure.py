"""What a check raises, and how a notebook shows it."""

import textwrap

MAX_MESSAGE = 4000  # characters: an error's text may be a student's, and wrapping a word costs the square of its length


class CheckFailed(AssertionError):
    """What a student did, why it is wrong, what to try.

    `mistake` is the name of a known one, such as "scale_by_d_k", or None. It travels as data: graders read the
    attribute, and no text shows it.
    """

    def __init__(self, message: str, mistake: str | None = None):
        super().__init__(message)
        self.mistake = mistake

    def _render_traceback_(self):
        # IPython shows these lines in place of a traceback: the student reads the message, no internals.
        # Wrapped here, since nbgrader's Validate cuts or hides what is right of its margin.
        lines = f"CheckFailed: {self}"[:MAX_MESSAGE].splitlines()
        return ["\n".join(textwrap.fill(line, 80) if len(line) > 80 else line for line in lines)]
