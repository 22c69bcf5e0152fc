"""A headless Chromium to look at pages with, driven over its own debugging protocol."""

import contextlib
import json
import shutil
import subprocess
import time
import urllib.request

import pytest
import websocket

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(PROGRAM is None, reason="no chromium on the PATH: see scripts/debian_packages.sh")


class Page:
    """One browser tab."""

    def __init__(self, connection):
        self._connection = connection
        self._number = 0

    def call(self, method, **parameters):
        """Send a command of the protocol; return its result."""
        self._number += 1
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv())
            if message.get("id") == self._number:
                return message["result"]

    def value(self, expression):
        """The value of a JavaScript expression; None where it throws, as on an element that is not there yet."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def wait(self, expression, seconds=60):
        """The first truthy value of a JavaScript expression. Fails, with the page's text, when it takes too long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = self.value(expression)
            if value:
                return value
            time.sleep(0.1)
        pytest.fail(f"still not true after {seconds} s: {expression}\n{self.value('document.body.innerText')}")

    def click(self, selector, text=""):
        """Click the first element of a CSS selector that shows this text, once there is one."""
        found = f"[...document.querySelectorAll({selector!r})].find(e => e.innerText.includes({text!r}))"
        self.wait(f"!!{found}")
        self.value(f"{found}.click()")


@contextlib.contextmanager
def open_page(address, profile):
    """Open an address in a new browser whose profile is the empty folder `profile`; gives the Page.

    No name but localhost is found, so that a page that needs the network fails here as it would offline.
    """
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
               "--disable-background-networking", "--disable-component-update", "--window-size=1400,900",
               "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with subprocess.Popen([PROGRAM, *options, "--remote-debugging-port=0", f"--user-data-dir={profile}", address],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
        try:
            port = _first_line(profile / "DevToolsActivePort")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=30) as answer:
                tab = next(tab for tab in json.load(answer) if tab["type"] == "page")
            with contextlib.closing(websocket.create_connection(
                    tab["webSocketDebuggerUrl"], timeout=60, suppress_origin=True)) as connection:
                yield Page(connection)
        finally:
            browser.kill()


def _first_line(path, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if path.exists() and (lines := path.read_text().splitlines()):
            return lines[0]
        time.sleep(0.1)
    pytest.fail(f"{PROGRAM} did not start within {seconds} s")
