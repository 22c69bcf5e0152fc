"""The reading site's files: every lesson whole, its figures with their alt texts, no solution, nothing from afar."""

import json
import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from tests import ROOT
from tests.site.conftest import run_build

TOPICS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
SHOWN_AS_SCRIPT = "application/vnd.jupyter.widget-view+json"


def read(topic):
    return nbformat.read(ROOT / "notebooks" / f"{topic}.ipynb", as_version=4)


@pytest.fixture(scope="session")
def page(site):
    """The page of a topic or `index`, parsed."""
    parsed = {}

    def get(name):
        if name not in parsed:
            parsed[name] = BeautifulSoup((site.html / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        return parsed[name]

    return get


def test_build_shows_every_lesson_and_says_where(site):
    assert site.built.stderr == "" and site.built.returncode == 0
    assert str(site.html / "index.html") in site.built.stdout
    assert {path.stem for path in site.pages} == {*TOPICS, "glossary", "index", "search"}


@pytest.mark.parametrize("topic", TOPICS)
def test_landing_page_says_what_a_lesson_is_for_and_gives_its_notebook(site, page, topic):
    term = next(term for term in page("index").select("dl dt") if term.find("a", href=f"{topic}.html"))
    notebook, text = read(topic), term.find_next_sibling("dd")
    assert (
        term.get_text() == f"{topic[:2]} {notebook.cells[0].source.splitlines()[0].removeprefix('# ')}, "
        f"{notebook.metadata['attention_course']['minutes']} minutes"
    )
    header = notebook.metadata["attention_course"]
    said = text.get_text().splitlines()[0]
    assert said == f"Afterwards you can {header['promise']}. You need: {header['needs']}."
    stored = (ROOT / "notebooks" / f"{topic}.ipynb").read_bytes()
    assert (site.html / text.find("a", download=True)["href"]).read_bytes() == stored
    [link] = page(topic).select("a.btn-download-source-button")
    assert (site.html / link["href"]).read_bytes() == stored


@pytest.mark.parametrize("topic", TOPICS)
def test_page_holds_all_stored_outputs(page, topic):
    printed = [block.get_text() for block in page(topic).select(".cell_output pre")]
    stored = []
    for output in (output for cell in read(topic).cells for output in cell.get("outputs", [])):
        data = output.get("data", {})
        if output.output_type == "stream":
            stored.append(output.text)
        elif not {"image/png", "text/html", SHOWN_AS_SCRIPT} & set(data):
            stored.append(data["text/plain"])
    assert [text.strip() for text in printed] == [text.strip() for text in stored]


@pytest.mark.parametrize("topic", TOPICS)
def test_each_figure_has_its_alt_text(page, topic):
    outputs = [output for cell in read(topic).cells for output in cell.get("outputs", [])]
    alts = [output.metadata["image/png"]["alt"] for output in outputs if "image/png" in output.get("data", {})]
    assert alts and all(alts)
    assert [image["alt"] for image in page(topic).select(".bd-article img")] == alts


@pytest.mark.parametrize("topic", TOPICS)
def test_hidden_cells_are_folded(page, topic):
    hidden = [cell for cell in read(topic).cells if "hide-input" in cell.metadata.get("tags", [])]
    folded = page(topic).select(".bd-article details.above-input")  # below it, an output is folded
    assert len(folded) == len(hidden) > 0
    for details, cell in zip(folded, hidden, strict=True):
        assert not details.has_attr("open") and "Show the source" in details.summary.get_text()
        assert details.pre.get_text().strip() == cell.source.strip()


def test_pages_follow_one_another(page):
    order, name = [], "index"
    while name:
        order.append(name)
        link = page(name).select_one("a.right-next")
        name = link and link["href"].removesuffix(".html")
    assert order == ["index", *TOPICS, "glossary"]
    assert [page(name).select_one("a.left-prev")["href"] for name in order[1:]] == [
        f"{name}.html" for name in order[:-1]
    ]


def test_pages_load_nothing_from_afar(site, page):
    for name in (path.stem for path in site.pages):
        loaded = [tag.get("src") or tag.get("href") for tag in page(name).select("[src], link[href]")]
        assert len(loaded) > 5
        for address in set(loaded) - {"#"}:  # the search page's link to itself
            assert (site.html / address.partition("?")[0]).exists(), f"{name} loads {address}"


def test_no_solution_is_in_any_file(site):
    """Neither as a block of a source notebook, nor its markers. Blocks of one line may be part of any program."""
    blocks = set()
    for path in (ROOT / "source").glob("*/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            blocks |= {
                _squeezed(block)
                for block in re.findall("### BEGIN SOLUTION\n(.*?)### END SOLUTION", cell.source, re.DOTALL)
                if len(block.strip().splitlines()) > 1
            }
    assert len(blocks) > 10
    files = [
        path
        for path in site.html.rglob("*")
        if path.suffix in {".html", ".ipynb", ".js", ".md", ".txt"} and "_static" not in path.parts
    ]
    assert len(files) > 2 * len(TOPICS)
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search("(BEGIN|END) (SOLUTION|HIDDEN TESTS)", text), path
        if path.suffix == ".html":
            text = BeautifulSoup(text, "html.parser").get_text()
        elif path.suffix == ".ipynb":
            text = "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)
        found = [block for block in blocks if block in _squeezed(text)]
        assert not found, path


def _squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture
def lessons(tmp_path):
    """A folder with one good lesson, the shortest."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "10_long_sequences.ipynb").write_bytes((ROOT / "notebooks/10_long_sequences.ipynb").read_bytes())
    return folder


def without_alt(notebook):
    next(
        output
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    )["metadata"]["image/png"]["alt"] = ""


BROKEN = {  # what breaks a good notebook, and what the line about it must say
    "11_empty": (lambda notebook: notebook.clear(), "is no lesson"),
    "12_no_opening": (lambda notebook: notebook["cells"].pop(0), "begins with the line '# "),
    "13_no_minutes": (lambda notebook: notebook["metadata"].clear(), "minutes"),
    "14_no_alt_text": (without_alt, "alt text"),
}


@pytest.mark.site
def test_notebooks_that_cannot_be_shown_are_named_and_the_others_are_shown(lessons, tmp_path):
    good = (lessons / "10_long_sequences.ipynb").read_text(encoding="utf-8")
    for name, (break_it, _) in BROKEN.items():
        notebook = json.loads(good)
        break_it(notebook)
        (lessons / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    built = run_build("--notebooks", lessons, "--output", tmp_path)
    assert built.returncode == 1
    complaints = built.stderr.split("Left out: ")
    assert complaints.pop(0) == "" and len(complaints) == len(BROKEN)
    for complaint, (name, (_, said)) in zip(complaints, BROKEN.items(), strict=True):
        assert complaint.startswith(str(lessons / f"{name}.ipynb")) and said in complaint
    assert sorted(path.stem for path in (tmp_path / "html").glob("*.html")) == [
        "10_long_sequences",
        "glossary",
        "index",
        "search",
    ]


@pytest.mark.site
def test_the_page_of_a_lesson_that_is_gone_goes_too(lessons, tmp_path):
    (lessons / "09_gone.ipynb").write_bytes((lessons / "10_long_sequences.ipynb").read_bytes())
    assert run_build("--notebooks", lessons, "--output", tmp_path).returncode == 0
    assert (tmp_path / "html/09_gone.html").exists()
    (lessons / "09_gone.ipynb").unlink()
    assert run_build("--notebooks", lessons, "--output", tmp_path).returncode == 0
    assert not (tmp_path / "html/09_gone.html").exists() and (tmp_path / "html/10_long_sequences.html").exists()


@pytest.mark.site
def test_no_notebooks_is_one_clear_line(tmp_path):
    built = run_build("--notebooks", tmp_path / "empty", "--output", tmp_path)
    assert (built.returncode, built.stderr.count("\n")) == (1, 1) and "make build" in built.stderr


def test_the_glossary_links_each_lesson(page):
    links = {a["href"] for a in page("glossary").select("table a")}
    assert {f"{topic}.html" for topic in TOPICS} <= links


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_to_a_question_is_folded(page, topic):
    answers = [cell for cell in read(topic).cells if "answer" in cell.metadata.get("tags", [])]
    folded = [s for s in page(topic).select("details summary") if re.match("Show the outputs?", s.get_text().strip())]
    assert len(folded) == len(answers)
