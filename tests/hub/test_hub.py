"""A JupyterHub as docs/grading.md sets it up, with real accounts: an assignment goes out and feedback comes back,
graded in the sandbox, while one student tries to get at what is another's.

The tests are one story and run in this order.
"""

import concurrent.futures
import json
import os
import stat

import pytest
import requests

from tests.hub.attacks import (
    EAVESDROP,
    EXCHANGE,
    FIND_BY_NAME,
    FORBIDDEN,
    FORGE,
    LINKS,
    LIST_FEEDBACK,
    PLAIN_KERNEL,
    READ_WHAT_CAME,
    SECRET,
    TAKE_THE_COURSE,
    TOPIC,
    WATCH_TEMPORARY,
)
from tests.hub.machine import Machine
from tests.hub.person import Person

pytestmark = [pytest.mark.hub, pytest.mark.sandbox, pytest.mark.slow]

NOTEBOOK = f"{TOPIC}/{TOPIC}.ipynb"
# Ben's answer, and what his code sees of the machine while it is graded.
ANSWER = "def row_sums(A):\n    return np.sum(A, axis=1)\n"
LOOK = (
    "import os\n"
    "print('it sees', [p for p in ('/srv/attention', '/home/ada', '/home/ben', '/home/cleo') if os.path.exists(p)])"
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("hub"), TOPIC)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        try:
            people = list(pool.map(lambda name: Person(machine, name), ("ada", "ben", "cleo")))
            yield machine, *people
        except BaseException:
            print(machine.log.read_text()[-20_000:])
            raise
        finally:
            machine.stop()


def beside(person, code, work):
    """What `code` prints in the person's kernel while `work` is done."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        watching = pool.submit(person.run, code, 120)
        try:
            work()
        finally:
            person.server("PUT", "/api/contents/enough", json={"type": "file", "format": "text", "content": ""})
        printed, error = watching.result()
    person.server("DELETE", "/api/contents/enough")
    assert error is None, printed
    return printed


def test_an_assignment_goes_out_and_comes_back(hub):
    machine, ada, ben, cleo = hub
    ada.press(TOPIC, "assignment/TOPIC/assign", "assignment/TOPIC/release")
    for student in (ben, cleo):
        student.assignments("fetch", TOPIC)
    notebook = ben.read(NOTEBOOK)
    for cell in notebook["cells"]:
        if "def row_sums" in cell["source"]:
            cell["source"] = ANSWER + LOOK
        elif "YOUR ANSWER HERE" in cell["source"]:
            cell["source"] = SECRET
    ben.write(NOTEBOOK, notebook)
    assert "submitted" in {listed["status"] for listed in ben.assignments("submit", TOPIC)}
    said = ada.press(TOPIC, "assignment/TOPIC/collect")
    assert f"Collected: ben {TOPIC}" in said and "Not collected" not in said
    assert SECRET in collected(machine, "ben").read_text()


def collected(machine, student):
    return machine.files / "srv/attention/submitted" / student / TOPIC / f"{TOPIC}.ipynb"


def test_students_and_the_instructor_see_what_is_for_them(hub):
    _, ada, ben, _ = hub
    assert ben.answer("GET", "/user/{name}/formgrader").status_code == 404
    assert ben.answer("GET", "/user/{name}/words").status_code == 404
    assert ada.answer("GET", "/user/{name}/words").ok, "the pages for answers in words"
    assert ada.answer("GET", "/user/{name}/assignments?course_id=attention").status_code == 404
    page = ada.answer("GET", "/user/{name}/formgrader")
    assert page.ok and page.headers["Content-Security-Policy"] == "frame-ancestors 'self'", "grey in JupyterLab"


@pytest.mark.parametrize("attempt", FORBIDDEN)
def test_what_is_anothers_stays_closed(hub, attempt):
    _, ada, ben, cleo = hub
    who, word, code = FORBIDDEN[attempt]
    printed, error = cleo.run(code)
    assert error == "PermissionError" and word not in printed, printed
    printed, error = {"ada": ada, "ben": ben}[who].run(code)
    assert error is None and word in printed, "the attempt proves nothing: it finds nothing for anybody"


def test_a_hand_in_is_not_found_by_what_is_known_of_its_name(hub):
    _, ada, _, cleo = hub
    assert cleo.run(FIND_BY_NAME) == ("[] []\n", None)
    assert f"ben+{TOPIC}+" in ada.run(FIND_BY_NAME)[0]


def test_anothers_server_answers_nobody_else(hub):
    machine, _, ben, cleo = hub
    [port] = {line.rpartition(":")[2] for line in machine.routes("/user/ben")}
    direct = f"http://127.0.0.1:{port}/user/ben"
    hers = {"Authorization": f"token {cleo.token}"}
    for address in (direct, f"{machine.address}/user/ben"):
        for path in ("/api/contents", "/api/kernels", f"/files/{NOTEBOOK}"):
            assert requests.get(address + path, headers=hers, timeout=60).status_code in (403, 404)
            by_cookie = cleo.cookies.get(address + path, timeout=60)
            assert by_cookie.status_code in (403, 404) and SECRET not in by_cookie.text
            assert (
                ben.token
                and requests.get(address + path, headers={"Authorization": f"token {ben.token}"}, timeout=60).ok
            )
    for method, path in (("GET", ""), ("POST", "/tokens"), ("DELETE", "/server"), ("POST", "/server")):
        assert cleo.answer(method, f"/hub/api/users/ben{path}", json={}).status_code in (403, 404)


def test_nobody_listens_to_anothers_kernel(hub):
    _, _, ben, cleo = hub

    def work():
        for _ in range(5):
            ben.run("import time; print('through a kernel of the ' + 'hub'); time.sleep(0.2)")
        done = ben.server("POST", "/assignments/validate", params={"path": NOTEBOOK})  # nbgrader's Validate button
        assert done["success"], done
        ben.run(PLAIN_KERNEL.format(word="through a plain kernel"))

    heard = beside(cleo, EAVESDROP.format(seconds=60), work)
    assert "through a plain kernel" in heard, "the attempt proves nothing: it cannot hear a kernel that is open to all"
    assert "through a kernel of the hub" not in heard
    assert "row_sums" not in heard, "Validate's kernel"


def test_what_she_puts_among_the_hand_ins_counts_for_nobody(hub):
    machine, ada, ben, cleo = hub
    his = collected(machine, "ben").read_bytes()
    assert cleo.run(FORGE + LINKS) == ("", None)
    said = ada.press(TOPIC, "assignment/TOPIC/collect")
    assert collected(machine, "ben").read_bytes() == his
    assert "it claims to be from ben, but was made by cleo" in said
    assert said.count("got another name than nbgrader's") == 2
    assert "it is not a folder, and links are not followed" in said
    hers = collected(machine, "cleo").parent
    assert sorted(path.name for path in hers.iterdir()) == ["submission_secret.txt", "timestamp.txt"]
    for left_out in (f"{TOPIC}.ipynb", "gradebook.db", "deeper/source", "pipe"):
        assert f"/{left_out}: it is " in said


def test_grading_is_boxed_and_shows_nobody_anything(hub):
    machine, ada, _, cleo = hub

    def work():
        ada.press(TOPIC, "submission/TOPIC/ben/autograde")
        said, error = ada.run("!cd /srv/attention && attention-course grade --no-feedback", 180)  # the others
        assert error is None and "2 submissions, 1 of them graded now" in said, said

    printed = beside(cleo, WATCH_TEMPORARY.format(seconds=120), work)
    assert "attention-course-" in printed.partition("GOT")[0], (
        "the attempt proves nothing: it saw no folder of the grader"
    )
    assert printed.partition("GOT")[2].strip() == "[]"
    graded = machine.files / "srv/attention/autograded/ben" / NOTEBOOK
    output = "".join(text for cell in json.loads(graded.read_text())["cells"] for text in texts(cell))
    assert "it sees []" in output, output
    submissions = ada.server("GET", f"/formgrader/api/submissions/{TOPIC}")
    points = {submission["student"]: submission["score"] for submission in submissions}
    assert points["ben"] > 0 and points["cleo"] == 0


def texts(cell):
    return ["".join(output.get("text", "")) for output in cell.get("outputs", [])]


def test_feedback_comes_back_and_is_found_by_its_owner_alone(hub):
    machine, ada, ben, cleo = hub
    ada.press(TOPIC, "assignment/TOPIC/generate_feedback", "assignment/TOPIC/release_feedback")
    [handed_in] = [listed for listed in ben.assignments("fetch_feedback", TOPIC) if listed["status"] == "submitted"]
    assert [each["has_local_feedback"] for each in handed_in["submissions"]] == [True]
    page = next((machine.files / "home/ben" / TOPIC / "feedback").glob("*/*.html"))
    assert SECRET in page.read_text()
    assert cleo.run(LIST_FEEDBACK)[1] == "PermissionError" and ".html" in ada.run(LIST_FEEDBACK)[0]
    pages = list((machine.files / "srv/nbgrader/exchange/attention/feedback").iterdir())
    assert all(len(page.stem) == 32 for page in pages), "a name of 128 bits, made from the secret of the hand-in"


def test_the_course_cannot_be_taken_unless_everybody_may_rename_it(hub):
    machine, ada, ben, cleo = hub
    exchange = machine.files / "srv/nbgrader/exchange"
    assert stat.S_IMODE(os.stat(exchange).st_mode) == 0o1777
    assert cleo.run(TAKE_THE_COURSE)[1] == "PermissionError"
    assert cleo.run(READ_WHAT_CAME) == ("", None)

    exchange.chmod(0o777)
    refused = ada.server("POST", f"/formgrader/api/assignment/{TOPIC}/collect")
    assert not refused["success"] and f"chmod 1777 {EXCHANGE}" in refused["log"]
    assert cleo.run(TAKE_THE_COURSE) == ("taken\n", None)
    ben.assignments("submit", TOPIC)
    printed, _ = cleo.run(READ_WHAT_CAME)
    assert SECRET in printed and "submission_secret" in printed, "this is what mode 1777 is for"
