"""Grade answers in words, one question across the class, on a page beside Formgrader: `attention-course words TOPIC`.

An extension of the Jupyter server, which provides log-in, XSRF tokens and the address on this machine; course folder
and gradebook are those of Formgrader, which must be enabled, too.
"""

import argparse
import functools
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from nbgrader.server_extensions.formgrader.base import BaseApiHandler, check_notebook_dir, check_xsrf
from tornado import web

from attention_course.course import Course, CourseError
from attention_course.grading.assignment import UnknownAssignment, read_assignment
from attention_course.grading.course_folder import GRADEBOOK_ERRORS, one_line, open_course
from attention_course.grading.feedback import clean_markdown
from attention_course.grading.gradebook import check_gradebook, has_gradebook
from attention_course.grading.words import Changed, Group, Part, read_question, replace_piece, save, to_grade
from attention_course.lab import LabError
from attention_course.lab.jupyter import check_port, start

HERE = Path(__file__).parent
# No script but the page's own, and nothing from elsewhere, whatever an answer contains.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
)
FIELDS = ("points", "extra", "comment")


@functools.lru_cache(maxsize=4096)
def shown(part: Part) -> str:
    """A part as clean HTML; HTML in its Markdown is shown as it was typed."""
    context = {"cell": {"attachments": json.loads(part.attachments)}}
    return clean_markdown(context, part.text, escape=True)


def said(group: Group) -> str:
    """The state of a group in a few words."""
    again = [member for member in group.members if member.waits and member.points is not None]
    points = {member.points if member.points is not None else member.auto for member in group.members}
    if again:
        return f"changed since it got {' or '.join(sorted(f'{m.points:g}' for m in again))} points"
    if group.waits:
        return "not graded"
    [first, *others] = sorted(points, key=lambda value: value or 0)
    by = "" if any(member.points is not None for member in group.members) else ", by itself"
    return "graded differently" if others else f"{first or 0:g} points{by}"


def state(group: Group) -> dict[str, Any]:
    """What the page shows of a group's grading."""
    return {
        "said": said(group),
        "waits": group.waits,
        "seen": {member.grade: member.seen for member in group.members},
        **{what: group.shared(what) for what in FIELDS},
        "differ": [what for what in FIELDS if len({getattr(member, what) for member in group.members}) > 1],
    }


TEMPLATES = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
TEMPLATES.globals.update(shown=shown, state=state)


class WordsHandler(BaseApiHandler):
    """What the pages have in common; an error that a person can correct is one line."""

    @property
    def content_security_policy(self) -> str:
        return POLICY

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")

    def answer(self, make: Callable[[], None], fail: Callable[[int, str], None]) -> None:
        """Call make() with the gradebook as it is now, or fail(status, why) if that cannot be done."""
        try:
            if not has_gradebook(self.coursedir):
                raise CourseError("nothing is graded yet: run `attention-course grade` first")
            self.gradebook.db.rollback()  # to see what other programs have written
            make()
        except Changed as error:
            fail(409, str(error))
        except (CourseError, UnknownAssignment) as error:
            fail(404, str(error))
        except GRADEBOOK_ERRORS as error:
            self.gradebook.db.rollback()
            fail(503, f"the gradebook cannot be used, and nothing was written: {one_line(error)}")

    def page(self, status: int, **values: Any) -> None:
        self.set_status(status)
        self.finish(TEMPLATES.get_template("words.html.jinja").render(base=self.base_url, quote=_quote, **values))


class QuestionsHandler(WordsHandler):
    """`/words`: all questions; `/words/TOPIC`: the first one that waits."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def get(self, topic: str | None = None) -> None:
        self.answer(lambda: self._list(topic), lambda status, why: self.page(status, error=why))

    def _list(self, topic):
        course, gradebook = self.coursedir, self.gradebook
        names = [topic] if topic else sorted(a.name for a in gradebook.assignments if a.num_submissions)
        listed = {name: to_grade(course, gradebook, name) for name in names}
        if topic and listed[topic]:
            first = next((each for each in listed[topic] if each["left"]), listed[topic][0])
            self.redirect("/".join([self.base_url, "words", *map(_quote, (topic, first["notebook"], first["cell"]))]))
        else:
            self.page(200, listed=listed)


class QuestionHandler(WordsHandler):
    """`/words/TOPIC/NOTEBOOK/CELL`: the page on which a question is graded."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def get(self, topic: str, notebook: str, cell: str) -> None:
        def make():
            question = read_question(self.coursedir, self.gradebook, topic, notebook, cell)
            others = to_grade(self.coursedir, self.gradebook, topic)
            self.page(200, question=question, others=others)

        self.answer(make, lambda status, why: self.page(status, error=why))


class SaveHandler(WordsHandler):
    """Grades a group, or changes a comment for everyone; answers with what is now different on the page."""

    @web.authenticated
    @check_notebook_dir
    def post(self, what: str) -> None:
        self.answer(lambda: self._save(what), self._fail)

    def _fail(self, status, why):
        self.set_status(status)
        self.finish({"error": why})

    def _save(self, what):
        try:
            body = json.loads(self.request.body)
            where = [str(body[key]) for key in ("assignment", "notebook", "cell")]
            wanted = [body["old"], body["new"]] if what == "piece" else [body["key"], body["seen"], body["changes"]]
        except (ValueError, TypeError, KeyError):
            raise web.HTTPError(400, "got a request that the page does not send") from None
        question = read_question(self.coursedir, self.gradebook, *where)
        if what == "piece":
            replace_piece(question, self.gradebook, *map(str, wanted))
            groups = question.groups
        else:
            groups = [save(question, self.gradebook, *wanted)]
        told = {group.key: state(group) for group in groups}
        self.finish({"progress": question.progress, "pieces": question.pieces, "groups": told})


def _quote(text):
    return quote(text, safe="")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Called by the Jupyter server, perhaps before it loads Formgrader."""
    base = app.web_app.settings["base_url"].rstrip("/")
    app.web_app.add_handlers(
        ".*$",
        [
            (rf"{base}/words/?", QuestionsHandler),
            (rf"{base}/words/api/(save|piece)", SaveHandler),
            (rf"{base}/words/static/(words\.(?:js|css))", web.StaticFileHandler, {"path": str(HERE)}),
            (rf"{base}/words/([^/]+)/?", QuestionsHandler),
            (rf"{base}/words/([^/]+)/([^/]+)/([^/]+)/?", QuestionHandler),
        ],
    )
    app.io_loop.add_callback(lambda: _link_from_formgrader(app.web_app.settings.get("nbgrader_jinja2_env")))


def _link_from_formgrader(templates: Environment | None) -> None:
    """Give Formgrader's pages of manual grading a link, by a template that extends nbgrader's."""
    if templates is not None:
        theirs: BaseLoader = templates.loader or FileSystemLoader([])
        templates.loader = ChoiceLoader(
            [FileSystemLoader(HERE / "formgrader"), PrefixLoader({"nbgrader": theirs}), theirs]
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status."""
    parser = argparse.ArgumentParser(prog="attention-course words", description=__doc__.partition("\n")[0])
    parser.add_argument("topic", nargs="?", default="", metavar="TOPIC", help="whose answers (default: choose there)")
    parser.add_argument("--course", help="the course folder (default: the one around here)")
    parser.add_argument("--port", type=int, help="the port to use (default: the first free one from 8888 on)")
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening a browser")
    options = parser.parse_args(arguments)
    try:
        if options.port is not None:
            check_port(options.port)
        root = Course.find(options.course).root
        _, course = open_course(root)
        if not check_gradebook(course):
            raise CourseError("nothing is graded yet: run `attention-course grade` first")
        if options.topic:
            read_assignment(course, options.topic)
        start(root, "instructor", f"/words/{_quote(options.topic)}", options.port, not options.no_browser)
    except GRADEBOOK_ERRORS as error:
        print(f"error: the gradebook cannot be used: {one_line(error)}", file=sys.stderr)
        return 2
    except (CourseError, LabError, UnknownAssignment) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0
