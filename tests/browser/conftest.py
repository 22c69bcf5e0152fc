"""The course as it runs in a browser: built once, served on loopback, its CDN played by files of the same hashes."""

import contextlib
import functools
import hashlib
import http.server
import importlib.util
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from attention_course.whole_files import write_whole
from conftest import chromium
from tests import ROOT

pytest.register_assert_rewrite("tests.browser.pages", "tests.lab.notebook")
from tests.browser.pages import solved  # noqa: E402
from tests.conftest import OFFLINE, once  # noqa: E402

BUILD = ROOT / "browser_site" / "build.py"
COMPILED = ROOT / "browser_site" / "_build" / "compiled"
_specification = importlib.util.spec_from_file_location("browser_site_build", BUILD)
build = importlib.util.module_from_spec(_specification)
_specification.loader.exec_module(build)

# The one place within reach of a package index that carries Pyodide's own builds of NumPy, SciPy and Matplotlib. Six
# files are taken out of it, by the hashes in Pyodide's lock; for tests only.
CARRIER = "open-webui==0.12.4"
INSIDE = "open_webui/frontend/pyodide/"
# Each frame of the sign that turns while a kernel is busy is drawn by the processor that the kernel needs.
STILL = """document.addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style");
  style.textContent = "*, ::before, ::after { animation: none !important }";
  document.head.append(style);
})"""
SECONDS = 600  # for a cell, a start of the kernel, a page: a busy machine is slow


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """The folder of the built site."""
    return once(tmp_path_factory, "browser", _build_edition)[0] / "site"


def _build_edition(folder):
    done = subprocess.run([sys.executable, BUILD, "--output", folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def compiled(edition, request, tmp_path_factory):
    """{file name: bytes} of the compiled packages that the edition fetches from its CDN."""
    packages = json.loads((edition / "static/pyodide/pyodide-lock.json").read_text())["packages"].values()
    wanted = {p["file_name"].rpartition("/")[2]: p["sha256"] for p in packages if "://" in p["file_name"]}
    # Tests of several processes wait here for one download, which is kept for the next run.
    complaint = once(tmp_path_factory, "compiled", lambda carrier: _download_compiled(wanted, carrier))[1]
    if complaint:
        leave_out = pytest.fail if request.config.option.markexpr == "everything" else pytest.skip
        leave_out(complaint)
    files = {name: (COMPILED / name).read_bytes() for name in wanted}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == wanted
    return files


def _download_compiled(names, carrier):
    """Put the files into COMPILED, by way of the folder `carrier`; the reason if that cannot be."""
    if all((COMPILED / name).exists() for name in names):
        return ""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", carrier, CARRIER]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return f"{CARRIER}, which holds NumPy for the browser, could not be downloaded"
    COMPILED.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(next(carrier.glob("*.whl"))) as file:
        for name in names:
            write_whole(COMPILED / name, file.read(INSIDE + name))
    shutil.rmtree(carrier)
    return ""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static host, and at /compiled/ the CDN's files, which Playwright would encode and copy twice."""

    def translate_path(self, path):
        name = path.removeprefix("/compiled/")
        return super().translate_path(path) if name == path else str(COMPILED / Path(name).name)

    def end_headers(self):
        if self.path.startswith("/compiled/"):
            self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder):
    """The address at which a folder is served on loopback, meanwhile."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def launch(browser, address, compiled, elsewhere, profile=None, **options):
    """A browser with a memory of its own, which is gone with it, or stays in the folder `profile`.

    For the packages in `compiled`, the CDN sends it to `address`. What it asks of any other host than `address`, or of
    the CDN beside these, is refused and put into `elsewhere`.
    """

    def cdn(route):
        name = route.request.url.rpartition("/")[2]
        if name in compiled and "/pyodide/" in route.request.url:
            there = {"location": f"{address}/compiled/{name}", "access-control-allow-origin": "*"}
            route.fulfill(status=302, headers=there)
        else:
            elsewhere.append(route.request.url)
            route.abort()

    options = {"viewport": {"width": 1400, "height": 900}, "accept_downloads": True, **options}
    if profile:
        options |= {"executable_path": chromium(), "args": OFFLINE}
        context = browser.browser_type.launch_persistent_context(profile, **options)
    else:
        context = browser.new_context(**options)
    context.add_init_script(STILL)
    context.set_default_timeout(SECONDS * 1000)
    context.route(lambda url: not url.startswith((address, "blob:", "data:")), cdn)
    return context


def go_to_start(page, address):
    """Open the start page, as the course's address does; a notebook of an earlier visit may come to the front."""
    page.goto(f"{address}/lab/index.html?path=START_HERE.md")
    page.locator(".jp-MarkdownViewer h1").wait_for(state="attached")
    return page


@pytest.fixture
def served(edition, tmp_path):
    """(a copy of the site that a test may change, its address)."""
    folder = shutil.copytree(edition, tmp_path / "site")
    with serving(folder) as address:
        yield folder, address


@pytest.fixture
def open_edition(browser, served, compiled, tmp_path, photograph):
    """open_edition(): a page on the start page, in a browser that remembers what an earlier call did.

    A request to any other host than the CDN, or for another file there, fails the test.
    """
    opened, elsewhere = [], []

    def start(**options):
        opened.append(launch(browser, served[1], compiled, elsewhere, tmp_path / "profile", **options))
        return go_to_start(opened[-1].new_page(), served[1])

    yield start
    for context in opened:
        for page in context.pages[-1:]:
            photograph(page, "at-the-end")
        context.close()
    assert elsewhere == []


@pytest.fixture(scope="module")
def solved_edition(edition, tmp_path_factory):
    """The address of an edition whose assignments are solved."""
    folder = shutil.copytree(edition, tmp_path_factory.mktemp("solved") / "site")
    for path in (folder / "files" / "assignments").glob("*/*.ipynb"):
        path.write_text(json.dumps(solved(json.loads(path.read_text("utf-8")), path.stem)), encoding="utf-8")
    with serving(folder) as address:
        yield address


@pytest.fixture
def start_page(browser, solved_edition, compiled, photograph):
    """The start page, in a browser without a memory. A request to another host fails the test."""
    elsewhere = []
    context = launch(browser, solved_edition, compiled, elsewhere)
    page = go_to_start(context.new_page(), solved_edition)
    yield page
    photograph(page, "at-the-end")
    context.close()
    assert elsewhere == []
