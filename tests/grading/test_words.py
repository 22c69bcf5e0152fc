"""Answers in words, one question across the class: what the page shows, and what it writes to the gradebook."""

import datetime
import json
import re
import shutil
import urllib.error
import urllib.parse
import urllib.request

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from attention_course.course import CourseError
from attention_course.grading.course_folder import open_course
from attention_course.grading.jobs import Job
from attention_course.grading.tasks import make_feedback
from attention_course.grading.words import Changed, paragraphs, read_question, replace_piece, save, to_grade
from attention_course.grading.words_page import main, said, shown
from tests.grading import course
from tests.lab.server import Lab

pytestmark = pytest.mark.filterwarnings("ignore:Object of type .Submitted:sqlalchemy.exc.SAWarning")  # nbgrader's way
NAME = course.ASSIGNMENT
WHERE = (NAME, NAME, "why")
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\n\n![far](http://far.example/a.png) $a<b$"
    "\n\n[here](javascript:alert(3))\n\n</pre></article><style>article {display: none}</style>"
)


def enter(folder, answers, own=()):
    """What grading leaves: a row and an autograded notebook of each {student: answer in words}."""
    release = course.read_release(folder)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        for student, text in answers.items():
            notebook = course.answered(release, **{**course.RIGHT, "why": text})
            for cell in own:
                notebook.cells.append(nbformat.v4.new_markdown_cell(cell))
            path = folder / "autograded" / student / NAME / f"{NAME}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(notebook))
            if student not in {s.id for s in book.students}:
                book.add_student(student, first_name=student.title(), last_name="of Kent")
                book.update_or_create_submission(NAME, student)
                for grade in book.find_submission_notebook(NAME, NAME, student).grades:
                    if grade.name != "why":
                        grade.auto_score, grade.needs_manual_grade = 1.0, False
        book.db.commit()


@pytest.fixture
def opened(fresh_course):
    """(folder, course, gradebook) of a class of five, of whom two have answered the same."""
    folder, _ = fresh_course
    enter(folder, {"ada": "The sum\nover  all. ", "bob": "The sum over all.", "cid": "No idea", "dan": HOSTILE})
    enter(folder, {"eve": "The sum over all."}, own=["I forgot: of the row."])
    _, opened = open_course(folder)
    with Gradebook(opened.db_url, opened.course_id) as book:
        yield folder, opened, book


def members(group):
    return {member.student for member in group.members}


def seen(group):
    return {member.grade: member.seen for member in group.members}


def in_gradebook(folder, student, cell="why"):
    """(points of a person, extra credit, waits, comment) as another program reads them."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        grade = book.find_grade(cell, NAME, NAME, student)
        comment = book.find_comment(cell, NAME, NAME, student)
        return grade.manual_score, grade.extra_credit, grade.needs_manual_grade, comment.manual_comment


def test_a_question_stands_with_its_rubric_and_identical_answers_together(opened):
    _, folder, book = opened
    assert to_grade(folder, book, NAME) == [{"notebook": NAME, "cell": "why", "all": 5, "left": 5}]
    question = read_question(folder, book, *WHERE)
    assert [members(group) for group in question.groups[:1]] == [{"ada", "bob"}]
    assert {frozenset(members(group)) for group in question.groups[1:]} == {
        frozenset({"cid"}),
        frozenset({"dan"}),
        frozenset({"eve"}),  # the words of an own cell below are of the answer
    }
    assert question.progress == {"all": 5, "left": 5, "again": 0} and question.cell.points == 5
    assert question.rubric[0].text == "Because the mean is the sum over the number."
    assert question.groups[0].members[0].name == "of Kent, Ada"
    with pytest.raises(CourseError, match="no question"):
        read_question(folder, book, NAME, NAME, "imports")


def test_a_group_is_graded_as_formgrader_grades_each(opened):
    path, folder, book = opened
    group = read_question(folder, book, *WHERE).groups[0]
    changes = {"points": 2.5, "extra": 1, "comment": "Of what?\n  \n\nSay it in a sentence.  "}
    save(read_question(folder, book, *WHERE), book, group.key, seen(group), changes)
    comment = "Of what?\n\nSay it in a sentence."
    for student in ("ada", "bob"):
        assert in_gradebook(path, student) == (2.5, 1.0, False, comment)
    assert in_gradebook(path, "eve") == (None, None, True, None)
    question = read_question(folder, book, *WHERE)
    assert question.progress["left"] == 3 and said(question.groups[-1]) == "2.5 points"
    [graded] = [g for g in question.groups if g.key == group.key]
    save(question, book, graded.key, seen(graded), {"points": None, "comment": " "})
    assert in_gradebook(path, "ada") == (None, 1.0, True, None)


def test_points_that_cannot_be_given_are_refused_and_nothing_is_written(opened):
    path, folder, book = opened
    question = read_question(folder, book, *WHERE)
    group = question.groups[0]
    for points in (-1, 5.5, float("nan"), float("inf"), "3", [1]):
        with pytest.raises(CourseError, match="expected a number from 0 to 5"):
            save(question, book, group.key, seen(group), {"points": points, "comment": "?"})
    with pytest.raises(CourseError, match="for extra"):
        save(question, book, group.key, seen(group), {"points": 1, "extra": -1})
    assert in_gradebook(path, "ada") == (None, None, True, None)


def test_what_another_person_did_meanwhile_is_not_overwritten(opened):
    path, folder, book = opened
    for what in ("commented", "graded", "joined", "answered"):
        group = read_question(folder, book, *WHERE).groups[0]
        assert {"ada", "bob"} <= members(group)
        with Gradebook(folder.db_url) as other:
            if what == "graded":
                other.find_grade("why", NAME, NAME, "bob").manual_score = 4.0
            if what == "commented":
                other.find_comment("why", NAME, NAME, "bob").manual_comment = "Good"
            other.db.commit()
        if what == "joined":
            enter(path, {"cid": "The sum over all."})
        if what == "answered":
            enter(path, {"bob": "Another answer"})
        book.db.rollback()
        with pytest.raises(Changed, match="load the page again"):
            save(read_question(folder, book, *WHERE), book, group.key, seen(group), {"points": 1, "comment": "Mine"})
        assert in_gradebook(path, "ada") == (None, None, True, None), what
    assert in_gradebook(path, "bob") == (4.0, None, True, "Good")


def test_a_comment_is_changed_for_all_who_have_it_and_for_no_one_else(opened):
    path, folder, book = opened
    question = read_question(folder, book, *WHERE)
    comments = {"ada": "Too short.\n\nOf what?", "cid": "Too short.", "eve": "Too short of breath."}
    for group in question.groups:
        for student in members(group) & comments.keys():
            save(question, book, group.key, seen(group), {"points": 1, "comment": comments[student]})
    book.find_comment("mean_shares", NAME, NAME, "cid").manual_comment = "Too short."
    book.db.commit()
    question = read_question(folder, book, *WHERE)
    assert question.pieces == [("Too short.", 3), ("Of what?", 2), ("Too short of breath.", 1)]
    assert replace_piece(question, book, "Too short.", "A sentence, please.") == 3
    assert in_gradebook(path, "bob")[3] == "A sentence, please.\n\nOf what?"
    assert in_gradebook(path, "cid")[3] == "A sentence, please."
    assert in_gradebook(path, "eve")[3] == "Too short of breath."
    assert book.find_comment("mean_shares", NAME, NAME, "cid").manual_comment == "Too short."
    assert replace_piece(read_question(folder, book, *WHERE), book, "A sentence, please.", "") == 3
    assert in_gradebook(path, "bob")[3] == "Of what?" and in_gradebook(path, "cid")[3] is None
    assert paragraphs("a\n \nb\n\n\n\nc\n") == ["a", "b", "c"]


def test_an_answer_that_has_changed_since_comes_first_and_is_confirmed(opened):
    path, folder, book = opened
    question = read_question(folder, book, *WHERE)
    for group in question.groups:
        save(question, book, group.key, seen(group), {"points": 3})
    book.find_grade("why", NAME, NAME, "cid").needs_manual_grade = True  # what grading sets
    book.find_grade("shares_test", NAME, NAME, "cid").needs_manual_grade = True
    book.db.commit()
    question = read_question(folder, book, *WHERE)
    assert members(question.groups[0]) == {"cid"} and said(question.groups[0]) == "changed since it got 3 points"
    assert question.progress == {"all": 5, "left": 1, "again": 1}
    save(question, book, question.groups[0].key, seen(question.groups[0]), {"points": 3})
    assert in_gradebook(path, "cid") == (3.0, None, False, None)
    test = {"notebook": NAME, "cell": "shares_test", "all": 5, "left": 1}  # a test that a person overrode, too
    assert test in to_grade(folder, book, NAME)
    group = read_question(folder, book, NAME, NAME, "shares_test").groups[0]
    assert any("def shares" in part.text for part in group.parts)


@pytest.fixture(scope="module")
def served(small_course, tmp_path_factory):
    """(course folder, the running server)"""
    top = tmp_path_factory.mktemp("words")
    folder = shutil.copytree(small_course, top / "course")
    enter(folder, {"ada": "The sum", "bob": "The sum", "dan": HOSTILE})
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        book.find_assignment(NAME).duedate = datetime.datetime(2026, 12, 1, 12)
        book.find_submission(NAME, "dan").timestamp = datetime.datetime(2026, 12, 1, 14, 30)
        book.db.commit()
    path = folder / "autograded" / "dan" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(path.read_bytes())
    notebook["metadata"]["attention_course"] = {"irregular": ["byte order mark"]}
    path.write_text(json.dumps(notebook))
    lab = Lab(top / "home", NAME, "--course", folder, program=("attention_course", "words"))
    yield folder, lab
    lab.stop()


def ask(lab, path, data=None, **headers):
    """(status, headers, text) without redirects to where one logs in."""
    opener = urllib.request.build_opener(urllib.request.HTTPRedirectHandler)
    request = urllib.request.Request(f"http://127.0.0.1:{lab.port}{path}", data, headers)
    try:
        with opener.open(request, timeout=120) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


@pytest.mark.slow
def test_the_page_is_served_on_this_machine_to_who_has_the_token(served):
    folder, lab = served
    token = {"Authorization": f"token {lab.token}"}
    assert f"http://127.0.0.1:{lab.port}/words/{NAME}?token=" in lab.log
    status, _, text = ask(lab, f"/words/{NAME}")
    assert "dan" not in text and "The sum" not in text, "nobody sees answers without logging in"
    status, headers, text = ask(lab, f"/words/{NAME}", **token)
    assert status == 200 and "script-src 'self'" in headers["Content-Security-Policy"]
    page = BeautifulSoup(text, "html.parser")
    assert [a.h2.get_text().split(" answer")[0] for a in page.find_all("article")] == ["2", "1"]
    assert {script.get("type") or script["src"] for script in page.find_all("script")} == {
        "application/json",
        "/words/static/words.js",
    }
    assert not page.find_all("style") and not re.search(r"<img[^>]+src=\"?http|onerror=\"|href=\"java", text)
    status, _, listed = ask(lab, "/words", **token)
    assert f'<a href="/words/{NAME}/{NAME}/why">why</a>: 3 of 3 answers left' in listed
    assert ask(lab, "/words/static/words.js")[0] == 200 and ask(lab, "/words/static/words.py")[0] == 404
    assert ask(lab, "/words/none", **token)[0] == ask(lab, f"/words/{NAME}/{NAME}/none", **token)[0] == 404
    for student, words in (("dan", "handed in late, by 2.5 hours; byte order mark"), ("ada", "of Kent, Ada")):
        with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
            address = f"/formgrader/submissions/{book.find_submission_notebook(NAME, NAME, student).id}/"
        assert address in text and words in " ".join(page.get_text().split())
        shown_there = ask(lab, address, **token)[2]
        assert [line in shown_there for line in ("byte order mark", "2.5 hours")] == [student == "dan"] * 2
    status, _, formgrader = ask(lab, f"/formgrader/gradebook/{NAME}", **token)
    assert f'<a href="/words/{NAME}">' in formgrader and "Manage Students" in formgrader

    group = next(json.loads(a["data-state"]) for a in page.find_all("article"))
    key = page.find("article")["data-key"]
    where = dict(zip(("assignment", "notebook", "cell"), WHERE, strict=True))
    body = json.dumps(
        {**where, "key": key, "seen": group["seen"], "changes": {"points": 4, "comment": "Fine"}}
    ).encode()
    for headers in ({}, {"Cookie": "_xsrf=guessed"}):
        assert ask(lab, "/words/api/save", body, **headers)[0] in (403, 405)
    assert in_gradebook(folder, "ada") == (None, None, True, None)
    status, _, told = ask(lab, "/words/api/save", body, **token)
    told = json.loads(told)
    assert status == 200 and told["progress"]["left"] == 1 and told["pieces"] == [["Fine", 2]]
    assert told["groups"][key]["said"] == "4 points" and in_gradebook(folder, "bob") == (4.0, None, False, "Fine")
    status, _, again = ask(lab, "/words/api/save", body, **token)
    assert status == 409 and "graded or handed in again meanwhile: ada, bob" in json.loads(again)["error"]
    change = json.dumps({**where, "old": "Fine", "new": "Very fine"}).encode()
    assert json.loads(ask(lab, "/words/api/piece", change, **token)[2])["pieces"] == [["Very fine", 2]]
    assert in_gradebook(folder, "ada")[3] == "Very fine"
    for nonsense in (b"", b"[]", b"{}", b"{"):
        assert ask(lab, "/words/api/save", nonsense, **token)[0] in (400, 405)
    assert "Traceback" not in lab.log


def test_html_of_an_answer_is_shown_as_it_was_typed(opened):
    _, folder, book = opened
    [group] = [g for g in read_question(folder, book, *WHERE).groups if members(g) == {"dan"}]
    page = BeautifulSoup(shown(group.parts[0]), "html.parser")
    assert not page.find_all(["script", "style", "article"]) and "<script>alert(1)</script>" in page.get_text()
    assert not [img for img in page.find_all("img") if img.get("src")] and not [
        a for a in page.find_all("a", href=True)
    ]
    assert page.find("math")


def test_a_feedback_folder_has_no_hidden_test_whatever_the_path(fresh_course):
    folder = fresh_course[0].rename(fresh_course[0].with_name("a [x] (1)"))
    enter(folder, {"ada": "The sum"})
    assert make_feedback(Job(str(folder), None, "ada", NAME)).error is None
    assert [path.name for path in (folder / "feedback" / "ada" / NAME).rglob("*")] == [f"{NAME}.html"]


def test_a_course_without_grades_or_topic_is_one_line(fresh_course, capsys):
    folder, _ = fresh_course
    assert main(["none", "--course", str(folder), "--no-browser"]) == 2
    book = folder / "gradebook.db"
    book.write_bytes(book.read_bytes()[:9000] + b"x" * 100_000)
    for topic in ([], [NAME]):
        assert main([*topic, "--course", str(folder), "--no-browser"]) == 2
    book.unlink()
    assert main(["--course", str(folder), "--no-browser"]) == 2
    assert [line[:6] for line in capsys.readouterr().err.splitlines()] == ["error:"] * 4
    assert not book.exists()
