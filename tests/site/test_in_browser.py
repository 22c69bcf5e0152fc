"""The reading site in a browser, opened as files without network: accessible, readable on a phone, searchable."""

import base64

import pytest

from tests.lab.browser import needs_browser, open_page
from tests.site.conftest import SCRIPTS

pytestmark = needs_browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
# Critical, serious and moderate ones; a minor one is, say, the empty corner of a table.
VIOLATIONS = """axe.run({resultTypes: ['violations'], preload: false}).then(result => result.violations
    .filter(violation => violation.impact != 'minor')
    .map(violation => violation.impact + ' ' + violation.id + ': '
        + violation.nodes.map(node => node.html.slice(0, 120)).join(' | ')))"""


class Reader:
    """A browser tab in which the pages of the site are opened."""

    def __init__(self, page, html):
        self.page, self.html = page, html
        page.call("Page.enable")

    def show(self, size, mode):
        width, height = SIZES[size]
        self.page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                       mobile=size == "phone")
        self.page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": mode}])

    def open(self, address):
        self.page.call("Page.navigate", url=f"file://{self.html}/{address}")
        self.page.wait(f"location.href.endsWith({address!r}) && document.readyState == 'complete'")
        self.awaited("window.MathJax && MathJax.startup.promise.then(() => null)")

    def awaited(self, expression):
        """The value of a promise; the test fails with what was thrown."""
        answer = self.page.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def photograph(self, path):
        path.write_bytes(base64.b64decode(self.page.call("Page.captureScreenshot")["data"]))


@pytest.fixture(scope="module")
def reader(site, tmp_path_factory):
    with open_page("about:blank", tmp_path_factory.mktemp("profile")) as page:
        yield Reader(page, site.html)


# What lessons differ in, an audit sees in two passes: contrast depends on the mode, fitting on the size. What they
# share, and the pages that are no lesson, are audited in every way.
@pytest.mark.parametrize(("size", "mode", "names"), [
    ("phone", "dark", "*.html"),
    ("desktop", "light", "*.html"),
    ("phone", "light", "[!0]*.html"),
    ("desktop", "dark", "[!0]*.html"),
])
def test_pages_are_accessible_and_fit_the_screen(reader, site, size, mode, names, tmp_path):
    axe = SCRIPTS / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not installed: run `make site` once")
    reader.show(size, mode)
    pages, faults = [path for path in site.pages if path.match(names)], {}
    assert len(pages) > 2
    for path in pages:
        reader.open(path.name)
        reader.photograph(tmp_path / f"{path.stem}.png")
        assert reader.page.value("document.documentElement.dataset.theme") == mode
        reader.awaited(axe.read_text(encoding="utf-8") + "; null")
        found = reader.awaited(VIOLATIONS)
        wide = reader.page.value("document.documentElement.scrollWidth")
        if wide > SIZES[size][0]:
            found.append(f"the page is {wide} pixels wide")
        if found:
            faults[path.name] = found
    assert not faults


def test_math_and_figures_are_drawn_and_nothing_is_fetched(reader, site):
    reader.show("desktop", "light")
    formulas = 0
    for path in site.pages:
        reader.open(path.name)
        written, drawn, wrong = (reader.page.value(f"document.querySelectorAll({selector!r}).length") for selector in
                                 ("span.math, div.math", "mjx-container svg", "[data-mml-node=merror]"))
        assert written <= drawn and not wrong
        formulas += drawn
        assert reader.page.value("[...document.images].filter(i => !i.naturalWidth).map(i => i.src)") == []
        fetched = reader.page.value("performance.getEntriesByType('resource').map(entry => entry.name)")
        assert [address for address in fetched if not address.startswith("file:///")] == []
    assert formulas > 10


def test_search_finds_a_lesson_in_files(reader):
    reader.show("desktop", "light")
    reader.open("search.html?q=jacobian")
    found = reader.page.wait("[...document.querySelectorAll('#search-results li a')].map(a => a.getAttribute('href'))"
                             ".join(' ')")
    assert "04_softmax.html" in found and "02_queries_keys_values.html" not in found


def test_reader_chooses_the_dark_pages_and_unfolds_code(reader):
    reader.show("desktop", "light")
    reader.open("04_softmax.html")
    reader.page.click(".theme-switch-button")
    reader.page.click(".theme-change-button[data-mode=dark]")
    reader.page.wait("getComputedStyle(document.body).backgroundColor == 'rgb(18, 18, 18)'", seconds=10)
    code = "document.querySelector('.bd-article details pre').checkVisibility()"
    assert reader.page.value(code) is False
    reader.page.click(".bd-article details summary", "Show the code")
    assert reader.page.value(code) is True
    reader.page.value("localStorage.clear()")
