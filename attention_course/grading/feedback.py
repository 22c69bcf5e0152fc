"""Feedback pages: nbgrader's own, but without hidden tests, and readable without a network.

nbgrader_config.py sets both classes for `GenerateFeedback`.
"""

import html
import re
import secrets
from typing import Any
from xml.etree.ElementTree import tostring

import bleach
from jinja2 import BytecodeCache, pass_context
from latex2mathml.converter import convert_to_element
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets.config import Config

from attention_course.grading.assignment import without_hidden_tests
from attention_course.grading.messages import sentence

SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
TAGS = [
    *bleach.ALLOWED_TAGS,
    *"h1 h2 h3 h4 h5 h6 p br hr img pre div span del dl dt dd sub sup".split(),
    *"table thead tbody tr th td".split(),
]
MAX_FORMULA = 4000  # characters
MAX_MARKDOWN = 20_000  # characters of a cell; a longer one is shown as plain text, since rendering may take hours
MAX_TAGS = 100  # HTML tags in a cell; if there are more, they are shown as text, for the same reason
LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,")
HIGHLIGHTED = re.compile(r"\s*highlight\b[\w -]*")
MARK = re.compile("formula[0-9a-f]{16}")
TAG_OR_MARK = re.compile(rf"""<(?:[^>"']|"[^"]*"|'[^']*')*>|{MARK.pattern}""")
# The attributes that latex2mathml sets; a formula may ask for others, such as `style`, which could cover the page.
FORMULA_ATTRIBUTES = set(
    """columnalign columnlines columnspacing depth display displaystyle fence form height largeop
    linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowlines
    rowspacing rspace scriptlevel separator stretchy voffset width xmlns""".split()
)
TEST_LINK = re.compile(r'(<a href="#(\w+)">)Test cell')  # nbgrader's list of points names no test
STYLE = """<style>
.rendered_html table { margin: 1em 0; }
.rendered_html th, .rendered_html td { padding: 2px 1.5em 2px 0; vertical-align: top; }
.output_area img { max-width: 100%; }
</style>
"""


class StudentsView(NbGraderPreprocessor):
    """Removes what students must not see, such as hidden tests."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            if is_grade(cell) and not is_solution(cell):
                cell.source = without_hidden_tests(cell.source, self).strip("\n")
            for output in cell.outputs:
                if output.output_type == "error" and is_grade(cell):
                    output.traceback = output.traceback[:1]  # the message: see sandbox/notebook.py
        return nb, resources


class AboutTheFile(Preprocessor):
    """Puts what was irregular first: for students on their page, for instructors in Formgrader."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        notes = list(nb.metadata.get("attention_course", {}).get("irregular", []))
        if "submission_id" in resources:  # a page of Formgrader, which does not show it
            with Gradebook(CourseDirectory(config=self.config).db_url) as gradebook:
                submission = gradebook.find_submission_notebook_by_id(resources["submission_id"]).assignment
                if late := submission.total_seconds_late:
                    notes.append(sentence("late", hours=f"{late / 3600:.1f}"))
        if notes:
            text = "\n".join(f"- {_plain(note)}" for note in notes)
            nb.cells.insert(0, new_markdown_cell(f"{sentence('about_the_file')}\n\n{text}"))
        return nb, resources


def _plain(text):
    return re.sub(r"([\\`*_{}\[\]()#+!|<>$&~])", r"\\\1", str(text)).replace("\n", " ")


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter with formulas as MathML and without scripts, neither its own nor a student's."""

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Replaces nbconvert's filter of this name."""
        return clean_markdown(context, source)

    def _create_environment(self):
        environment = super()._create_environment()
        environment.bytecode_cache = _Templates()
        return environment

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[Any, dict[str, Any]]:
        page, resources = super().from_notebook_node(nb, resources, **kwargs)
        page = TEST_LINK.sub(r"\1Test <code>\2</code>", SCRIPT.sub("", page))
        return page.replace("</head>", f"{STYLE}</head>", 1), resources


@pass_context
def clean_markdown(context: Any, source: str, escape: bool = False) -> str:
    """Markdown to HTML without scripts, also for Formgrader; formulas are put in after the rest was cleaned. With
    `escape`, HTML in the Markdown is shown as it was typed."""
    if len(source) > MAX_MARKDOWN:
        return f"<pre>{html.escape(source)}</pre>"
    formulas: dict[str, tuple[str, str]] = {}  # by what stands in their place: LaTeX, and "inline" or "block"
    renderer = _Renderer(
        formulas,
        attachments=context.get("cell", {}).get("attachments", {}),
        escape=escape or source.count("<") > MAX_TAGS,
        exclude_anchor_links=True,
    )
    cleaned = bleach.clean(
        MarkdownWithMath(renderer=renderer).render(source),
        tags=TAGS,
        strip=True,
        attributes=_is_allowed,
        protocols=["http", "https", "mailto", "data"],
    )

    def put_in(found):
        if found[0].startswith("<"):  # an attribute, such as what stands for a picture, holds the formula as text
            return MARK.sub(
                lambda mark: html.escape(formulas[mark[0]][0]) if mark[0] in formulas else mark[0], found[0]
            )
        return mathml(*formulas[found[0]]) if found[0] in formulas else found[0]

    return TAG_OR_MARK.sub(put_in, cleaned)


def _is_allowed(tag, name, value):
    """Whether an attribute is kept. Classes could imitate parts of the page itself, and pictures from elsewhere would
    reveal who reads the page and when."""
    if name == "class":
        return tag == "span" and len(value) <= 3 or tag == "div" and HIGHLIGHTED.fullmatch(value)
    if name in ("href", "src"):
        return {"a": LINK, "img": PICTURE}[tag].match(value) if tag in ("a", "img") else False
    return name in ("alt", "title")


class _Templates(BytecodeCache):
    """Compiled templates, kept for a process and its forks; nbconvert would compile them for each page."""

    compiled = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket):
        self.compiled[bucket.key] = bucket.bytecode_to_string()


def warm_up(config: Config) -> None:
    """Make a page of everything that a page may hold, so that all modules are loaded for later ones."""
    code = new_code_cell("1 + 1", outputs=[new_output("stream", text="2")])
    nb = new_notebook(cells=[new_markdown_cell("# Title\n\n- $x$\n\n| a |\n|---|\n| `b` |"), code])
    grades = {"notebook": "", "score": 0, "max_score": 0, "late_penalty": 0, "index": []}
    FeedbackExporter(config=config).from_notebook_node(nb, {"nbgrader": grades})


class _Renderer(IPythonRenderer):
    """Leaves a placeholder for each formula, since the cleaner does not know MathML."""

    def __init__(self, formulas, **options):
        super().__init__(**options)
        self.formulas = formulas

    def _formula(self, latex, display):
        mark = f"formula{secrets.token_hex(8)}"
        self.formulas[mark] = latex, display
        return mark

    def inline_math(self, body):
        return self._formula(body, "inline")

    def block_math(self, body):
        return self._formula(body, "block")

    def latex_environment(self, name, body):
        return self._formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")

    def _embed_image_or_attachment(self, src):
        if src.startswith("attachment:") and src.removeprefix("attachment:") not in self.attachments:
            return ""  # nbconvert would fail on the whole page
        return super()._embed_image_or_attachment(src)


def mathml(latex: str, display: str = "inline") -> str:
    """A LaTeX formula as MathML, which browsers show without any script; as text if that is impossible."""
    try:
        if len(latex) > MAX_FORMULA:
            raise ValueError("too long for a formula in a course")
        tree = convert_to_element(latex, display=display)
        for element in tree.iter():
            # The library writes some characters as entities, but others, such as a student's `<`, as they are.
            element.text, element.tail = (text and html.unescape(text) for text in (element.text, element.tail))
            for name in set(element.attrib) - FORMULA_ATTRIBUTES:
                del element.attrib[name]
        return tostring(tree, encoding="unicode")
    except Exception:  # the converter raises many kinds
        return f"<code>{bleach.clean(latex)}</code>"
