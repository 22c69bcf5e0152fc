"""The reading site in a browser, opened as files without network: accessible, readable on a phone, searchable."""

import pytest

from tests.site.conftest import SCRIPTS

SIZES = {
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
# A page has thousands of coloured words of code, in twenty kinds: one of each kind that is shown is looked at.
ONE_OF_EACH_KIND = """() => {
    const words = [...document.querySelectorAll('.highlight span[class]')], first = new Map();
    for (const word of words) {
        const kind = word.className + ' in ' + word.closest('.highlight').parentElement.className;
        if (!first.has(kind) && word.checkVisibility()) first.set(kind, word);
    }
    const kept = new Set(first.values());
    for (const word of words) if (!kept.has(word)) word.replaceWith(...word.childNodes);
}"""
# Critical, serious and moderate ones; a minor one is, say, the empty corner of a table.
VIOLATIONS = """axe.run({resultTypes: ['violations'], preload: false}).then(result => result.violations
    .filter(violation => violation.impact != 'minor')
    .map(violation => violation.impact + ' ' + violation.id + ': '
        + violation.nodes.map(node => node.html.slice(0, 120)).join(' | ')))"""


class Reader:
    """A browser tab of a size and a mode, light or dark, in which the pages of the site are opened."""

    def __init__(self, page, html):
        self.page, self.html = page, html

    def open(self, address):
        self.page.goto(f"file://{self.html}/{address}")
        self.page.evaluate("window.MathJax && MathJax.startup.promise.then(() => null)")


@pytest.fixture
def reader(browser, site):
    """reader(size, mode): a new Reader."""
    contexts = []

    def open_reader(size="desktop", mode="light"):
        contexts.append(browser.new_context(**SIZES[size], color_scheme=mode))
        return Reader(contexts[-1].new_page(), site.html)

    yield open_reader
    for context in contexts:
        context.close()


def undrawn(page):
    """(formulas that are drawn, what is wrong with them and with figures, and what the page fetches from elsewhere)."""
    written, drawn, wrong = (
        page.locator(selector).count()
        for selector in ("span.math, div.math", "mjx-container svg", "[data-mml-node=merror]")
    )
    faults = [] if written <= drawn and not wrong else [f"{written} formulas, {drawn} drawn, {wrong} wrong"]
    faults += page.evaluate("[...document.images].filter(i => !i.naturalWidth).map(i => 'not drawn: ' + i.src)")
    fetched = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return drawn, faults + [f"fetched: {address}" for address in fetched if not address.startswith("file:///")]


# What lessons differ in, an audit sees in two passes: contrast depends on the mode, fitting on the size; the second is
# daily of one lesson in four. What they share, and the pages that are no lesson, are audited in every way.
@pytest.mark.parametrize(
    ("size", "mode", "names"),
    [
        ("phone", "dark", "0[059]*.html"),
        pytest.param("phone", "dark", "[01]*.html", marks=pytest.mark.everything),
        ("phone", "dark", "[!01]*.html"),
        ("desktop", "light", "*.html"),
        ("phone", "light", "[!01]*.html"),
        ("desktop", "dark", "[!01]*.html"),
    ],
)
def test_pages_are_accessible_fit_the_screen_and_draw_all(reader, site, size, mode, names, photograph):
    axe = SCRIPTS / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not installed: run `make site` once")
    reader = reader(size, mode)
    pages, faults, formulas = [path for path in site.pages if path.match(names)], {}, 0
    assert len(pages) > 2
    for path in pages:
        reader.open(path.name)
        photograph(reader.page, f"{size}-{mode}-{path.stem}")
        assert reader.page.evaluate("document.documentElement.dataset.theme") == mode
        drawn, found = undrawn(reader.page)
        formulas += drawn
        wide = reader.page.evaluate("document.documentElement.scrollWidth")
        if wide > SIZES[size]["viewport"]["width"]:
            found.append(f"the page is {wide} pixels wide")
        reader.page.evaluate(axe.read_text(encoding="utf-8") + "; null")
        reader.page.evaluate(ONE_OF_EACH_KIND)
        found += reader.page.evaluate(VIOLATIONS)
        if found:
            faults[path.name] = found
    assert not faults
    assert formulas > 10 or names == "[!01]*.html"  # which are no lessons


def test_search_finds_a_lesson_in_files(reader):
    reader = reader()
    reader.open("search.html?q=jacobian")
    links = reader.page.locator("#search-results li a")
    links.first.wait_for()
    found = " ".join(links.evaluate_all("all => all.map(a => a.getAttribute('href'))"))
    assert "04_softmax.html" in found and "02_queries_keys_values.html" not in found


def test_reader_chooses_the_dark_pages_and_unfolds_code(reader):
    reader = reader()
    reader.open("04_softmax.html")
    reader.page.locator(".theme-switch-button").first.click()
    reader.page.locator(".theme-change-button[data-mode=dark]").first.click()
    reader.page.wait_for_function("getComputedStyle(document.body).backgroundColor == 'rgb(18, 18, 18)'")
    folded = reader.page.locator(".bd-article details").filter(has_text="Show the source").first
    code = folded.locator("pre")
    assert not code.is_visible()
    folded.get_by_text("Show the source").click()
    code.wait_for()


@pytest.mark.parametrize(("beside", "offers"), [({"lessons/07_multi_head_lesson.ipynb": "0"}, 1), ({}, 0), (None, 0)])
def test_a_lesson_offers_to_be_run_where_the_course_for_browsers_is_served(reader, site, beside, offers):
    page, address = reader().page, "http://127.0.0.1:1/07_multi_head.html"

    def answer(route):  # a web host with the site, and perhaps with try/ in it
        path = route.request.url.removeprefix("http://127.0.0.1:1/")
        if path == "try/versions.json":
            return route.fulfill(json=beside) if beside is not None else route.fulfill(status=404)
        file = site.html / path.partition("?")[0]
        return route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

    page.route("http://127.0.0.1:1/**", answer)
    with page.expect_response("**/try/versions.json"):
        page.goto(address)
    page.wait_for_timeout(200)
    links = page.locator(".try-it a")
    assert links.count() == offers
    if offers:
        assert links.get_attribute("href") == "try/lab/index.html?path=lessons/07_multi_head_lesson.ipynb"


def test_a_page_opened_as_a_file_offers_nothing_that_cannot_run(reader):
    tab = reader()
    tab.open("07_multi_head.html")
    assert tab.page.locator(".try-it").count() == 0
