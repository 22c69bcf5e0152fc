"""A person at the hub: logs in with a password, and from there on asks the hub and servers by their own token."""

import json
import uuid
from urllib.parse import quote

import requests
import websocket

from tests.hub.machine import SECONDS, password


class Person:
    """Somebody with an account, logged in, whose server runs. `cookies` is what their browser has, `token` theirs."""

    def __init__(self, machine, name):
        self.machine, self.name, self.kernel = machine, name, None
        self.cookies = requests.Session()
        page = self.cookies.get(machine.address + "/hub/login", timeout=SECONDS)
        self.xsrf = self.cookies.cookies.get("_xsrf", path="/hub/")
        assert page.ok and self.xsrf, page.text
        form = {"username": name, "password": password(name), "_xsrf": self.xsrf}
        page = self.cookies.post(machine.address + "/hub/login", form, allow_redirects=False, timeout=SECONDS)
        assert page.status_code == 302, f"{name} cannot log in: {page.text}"
        self.xsrf = self.cookies.cookies.get("_xsrf", path="/hub/")
        made = self.cookies.post(
            f"{machine.address}/hub/api/users/{name}/tokens",
            json={},
            headers={"X-XSRFToken": self.xsrf},
            timeout=SECONDS,
        )
        assert made.ok, made.text
        self.token = made.json()["token"]
        self.ask("POST", "/hub/api/users/{name}/server")
        machine.wait(lambda: self.ask("GET", "/hub/api/users/{name}")["server"], f"{name}'s server did not start")

    def answer(self, method, path, **options):
        """The answer to a request with this person's token, whatever its status; {name} is this person's."""
        return requests.request(
            method,
            self.machine.address + path.replace("{name}", self.name),
            headers={"Authorization": f"token {self.token}"},
            timeout=120,
            **options,
        )

    def ask(self, method, path, **options):
        """The JSON in the answer to a request that must succeed."""
        answer = self.answer(method, path, **options)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.text else None

    def server(self, method, path, **options):
        return self.ask(method, "/user/{name}" + path, **options)

    def press(self, topic, *buttons):
        """Press Formgrader's buttons for a topic, one after the other; what its log says."""
        said = ""
        for button in buttons:
            done = self.server("POST", f"/formgrader/api/{button.replace('TOPIC', topic)}")
            assert done["success"], f"{button}: {done.get('log')}\n{done.get('error')}"
            said += done.get("log") or ""
        return said

    def assignments(self, button, topic):
        """Press a button of the list of assignments: fetch, submit or fetch_feedback."""
        data = {"course_id": "attention", "assignment_id": topic}
        done = self.server("POST", f"/assignments/{button}", json=data)
        assert done["success"], done["value"]
        return done["value"]

    def read(self, path):
        """A file of this person's, as the file browser reads it."""
        return self.server("GET", f"/api/contents/{quote(path)}")["content"]

    def write(self, path, notebook):
        self.server("PUT", f"/api/contents/{quote(path)}", json={"type": "notebook", "content": notebook})

    def run(self, code, seconds=SECONDS):
        """(what the code printed in this person's kernel, the name of the error that it ended with or None)."""
        if self.kernel is None:
            self.kernel = self.server("POST", "/api/kernels", json={"name": "python3"})["id"]
        address = self.machine.address.replace("http", "ws")
        channels = f"{address}/user/{self.name}/api/kernels/{self.kernel}/channels"
        socket = websocket.create_connection(
            channels, header=[f"Authorization: token {self.token}"], timeout=seconds, suppress_origin=True
        )
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": self.name, "session": "test"}
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
        message = {"header": {**header, "version": "5.3"}, "parent_header": {}, "metadata": {}, "content": content}
        printed, error = "", None
        try:
            socket.send(json.dumps({**message, "channel": "shell", "buffers": []}))
            while True:
                came = json.loads(socket.recv())
                if came["parent_header"].get("msg_id") != header["msg_id"]:
                    continue
                kind, told = came["msg_type"], came["content"]
                if kind == "stream":
                    printed += told["text"]
                elif kind == "error":
                    error = told["ename"]
                elif kind == "status" and told["execution_state"] == "idle":
                    return printed, error
        finally:
            socket.close()
