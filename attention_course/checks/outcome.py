"""What one call of a student's function did."""

import traceback

from attention_course.checks.compare import canonical
from attention_course.checks.messages import sentence


class Outcome:
    """The arguments that the function got (copies, which it may have changed), and what came of the call."""

    def __init__(self, args, kwargs):
        self.args, self.kwargs = args, kwargs
        self.result, self.error, self.warnings = None, None, []

    def changed(self, args, kwargs):
        """The place of an argument that the call changed, such as 'argument 1', or None; `args` as they were before."""
        for k, (before, after) in enumerate(zip(args, self.args, strict=True)):
            if canonical(before) != canonical(after):
                return sentence("argument", which=k + 1)
        for name, before in kwargs.items():
            if canonical(before) != canonical(self.kwargs[name]):
                return sentence("argument", which=f"`{name}`")
        return None

    def error_text(self):
        """'TypeError: ... (line 3 of your cell: return A / b)', without the frames of anybody else."""
        text = f"{type(self.error).__name__}: {self.error}"
        place = getattr(self.error, "where", None)  # a grader that ran the code elsewhere says so here
        if place is None:
            frames = [
                f
                for f in traceback.extract_tb(self.error.__traceback__)
                if "ipykernel_" in f.filename or f.filename.startswith("<ipython-input")
            ]
            if frames:
                place = sentence("line_of_cell", number=frames[-1].lineno, line=frames[-1].line)
        return f"{text} ({place})" if place else text
