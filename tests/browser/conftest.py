"""The course as it runs in a browser: built once, served on loopback, its CDN played by files of the same hashes."""

import functools
import hashlib
import http.server
import json
import shutil
import subprocess
import sys
import threading
import zipfile

import pytest

from conftest import chromium
from tests import ROOT
from tests.conftest import OFFLINE

BUILD = ROOT / "browser_site" / "build.py"
# The one place within reach of a package index that carries Pyodide's own builds of NumPy, SciPy and Matplotlib. Six
# files are taken out of it, by the hashes in Pyodide's lock; for tests only.
CARRIER = "open-webui==0.12.4"
INSIDE = "open_webui/frontend/pyodide/"
SECONDS = 300  # for a cell, a start of the kernel, a page: a busy machine is slow


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("browser")
    done = subprocess.run([sys.executable, BUILD, "--output", folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def compiled(edition):
    """{file name: bytes} of the compiled packages that the edition fetches from its CDN."""
    packages = json.loads((edition / "static/pyodide/pyodide-lock.json").read_text())["packages"].values()
    wanted = {p["file_name"].rpartition("/")[2]: p["sha256"] for p in packages if "://" in p["file_name"]}
    folder = ROOT / "browser_site" / "_build" / "compiled"
    if not all((folder / name).exists() for name in wanted):
        carrier = folder / "carrier"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", carrier, CARRIER]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"{CARRIER}, which holds NumPy for the browser, could not be downloaded")
        with zipfile.ZipFile(next(carrier.glob("*.whl"))) as file:
            for name in wanted:
                (folder / name).write_bytes(file.read(INSIDE + name))
        shutil.rmtree(carrier)
    files = {name: (folder / name).read_bytes() for name in wanted}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == wanted
    return files


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def served(edition, tmp_path):
    """(a copy of the site that a test may change, its address)."""
    folder = shutil.copytree(edition, tmp_path / "site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_edition(browser, served, compiled, tmp_path, photograph):
    """open_edition(): a page on the start page, in a browser that remembers what an earlier call did.

    A request to any other host than the CDN, or for another file there, fails the test.
    """
    opened, elsewhere = [], []

    def cdn(route):
        name = route.request.url.rpartition("/")[2]
        if name in compiled and "/pyodide/" in route.request.url:
            route.fulfill(body=compiled[name], headers={"access-control-allow-origin": "*"})
        else:
            elsewhere.append(route.request.url)
            route.abort()

    def start():
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium(),
            args=OFFLINE,
            viewport={"width": 1400, "height": 900},
            accept_downloads=True,
        )
        context.route(lambda url: not url.startswith((served[1], "blob:", "data:")), cdn)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(SECONDS * 1000)
        page.goto(f"{served[1]}/lab/index.html?path=START_HERE.md")
        page.locator(".jp-MarkdownViewer h1").wait_for()
        return page

    yield start
    for context in opened:
        for page in context.pages[-1:]:
            photograph(page, "at-the-end")
        context.close()
    assert elsewhere == []
