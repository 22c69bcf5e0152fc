"""A JupyterLab for a test: started for real, on loopback, in a home folder of its own."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

SECONDS = 60  # that a server may take to start


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


class Lab:
    """A running `attention-course lab ...`, or other `program`, of somebody whose home is `home`; `log` is its words.
    It opens a browser only with `browser`.

    The environment holds nothing but what is given, and a PATH without .venv/bin, as when nothing is activated.
    """

    def __init__(self, home, *options, program=("attention_course", "lab"), browser=False, **environment):
        home.mkdir(exist_ok=True)
        self.home, self.port, self._log = home, free_port(), home.with_suffix(".log")
        command = [sys.executable, "-m", *program, f"--port={self.port}", *map(str, options)]
        command += [] if browser else ["--no-browser"]
        environment = {"HOME": str(home), "PATH": os.defpath, **environment}
        with open(self._log, "w") as log:
            self.process = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log)
        try:
            self.token = self._wait(lambda: re.search("token=([0-9a-f]+)", self.log)).group(1)
            self._wait(self._listens)
        except BaseException:
            self.stop()
            raise

    @property
    def log(self):
        return self._log.read_text()

    def _listens(self):
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", self.port)):
            return True

    def _wait(self, true):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if value := true():
                return value
            time.sleep(0.05)
        pytest.fail(f"JupyterLab did not start:\n{self.log}")

    def address(self, path):
        return f"http://127.0.0.1:{self.port}{path}?token={self.token}"

    def ask(self, path, data=None):
        """The JSON answer to a GET, or to a POST of `data`; raises urllib.error.HTTPError."""
        sent = json.dumps(data).encode() if data else None
        with urllib.request.urlopen(self.address(path), sent, timeout=120) as answer:
            return json.load(answer)

    def stop(self):
        """End the server as Ctrl+C and y do, so that kernels end with it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
