"""One command for everything: `attention-course VERB ...`, or `python -m attention_course VERB ...`."""

import importlib
import importlib.util
import sys

from attention_course.course import CourseError

# verb: the module that runs it, and what it does. Modules are imported only when asked for: a student's installation
# has neither nbgrader's side nor the authors' tools, and nbgrader alone takes seconds to import.
VERBS = {
    "lab": ("attention_course.lab.command", "open JupyterLab on the lessons and the assignments"),
    "check": ("attention_course.lab.check", "check your own work: points, messages, model answers"),
    "model": ("attention_course.smollm.install", "install the language model of topic 12 (98 MB)"),
    "build": ("attention_course.authoring.command", "derive notebooks/, source/ and release/ from content/"),
    "grade": ("attention_course.grading.command", "grade what students have submitted"),
    "assign": ("attention_course.grading.assign", "bring the gradebook up to source/, and grade again"),
    "words": ("attention_course.grading.words_page", "grade answers in words, one question across the class"),
    "report": ("attention_course.grading.report", "picture the graded class"),
    "collect": ("attention_course.lms.collect", "take in submissions downloaded from an LMS"),
    "export": ("attention_course.lms.export", "write grades for an LMS to import"),
    "bundle": ("attention_course.lab.bundle", "make one zip with all that a student needs"),
    "demo": ("attention_course.grading.demo", "grade a sample class"),
    "bench": ("attention_course.grading.bench", "time grading against stock nbgrader"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb with its own options; return the exit status."""
    verb, *rest = (sys.argv[1:] if arguments is None else arguments) or [""]
    if verb in ("", "-h", "--help"):
        print(usage())
        return 0
    if verb not in VERBS:
        print(f"error: got {verb!r}, expected one of {', '.join(VERBS)}", file=sys.stderr)
        return 2
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name that the terminal has no letters for must not end a command
            stream.reconfigure(errors="backslashreplace")
    module = VERBS[verb][0]
    if importlib.util.find_spec(module.rpartition(".")[0]) is None:
        print(f"error: `attention-course {verb}` is not part of what students get; install the whole course",
              file=sys.stderr)  # fmt: skip
        return 2
    try:
        return importlib.import_module(module).main(rest) or 0
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def usage() -> str:
    """The verbs, a line each."""
    lines = [f"  {verb:9}{what}" for verb, (_, what) in VERBS.items()]
    return "\n".join(["usage: attention-course VERB [options]; VERB --help tells its options", *lines])


if __name__ == "__main__":
    sys.exit(main())
