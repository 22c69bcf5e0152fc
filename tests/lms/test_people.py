"""A student keeps the id under which the course knows them, whatever the roster of the day says of others."""

import csv

import pytest
from nbgrader.api import Gradebook

from attention_course.grading.enter import enrol
from attention_course.lms.export import main as export_main
from tests.lms.files import TOPIC, notebook, read_csv, submitted, write_csv

# nbgrader's own way to add a submission makes SQLAlchemy say this.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type .Submitted:sqlalchemy.exc.SAWarning")

CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "04 Softmax (98765)"]
CLASS = [
    ["Lovelace, Ada", "11", "00123", "ada", "Sec 1", ""],
    ["O'Brien, Conor", "12", "00124", "cobrien", "Sec 1", ""],
    ["山田, 太郎", "14", "00126", "yamada", "Sec 1", ""],
]
NAMES = ["lovelaceada_11_6{}1", "obrienconor_12_6{}2", "山田太郎_14_6{}3"]


def zip_of(time, names=NAMES):
    return {f"{name.format(time)}_{TOPIC}.ipynb": notebook(f"{name} {time}") for name in names}


def grade(course, points):
    """Give each student of the gradebook these points, as grading does."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        if TOPIC not in [assignment.name for assignment in gradebook.assignments]:
            gradebook.add_assignment(TOPIC)
            gradebook.add_notebook(TOPIC, TOPIC)
            gradebook.add_grade_cell("values", TOPIC, TOPIC, max_score=20, cell_type="code")
        for student, score in points.items():
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission(TOPIC, student)
            submission.notebooks[0].grades[0].auto_score = score
            submission.notebooks[0].grades[0].needs_manual_grade = False
        gradebook.db.commit()


def exported(course, capsys, roster, lms="canvas"):
    """(status, {name: grade}, what was said) of an export for Canvas."""
    status = export_main(["--lms", lms, "--roster", str(course / roster), "--topic", TOPIC])
    said = capsys.readouterr()
    rows = read_csv(course / "grades-canvas.csv")[2:] if status < 2 else []
    return status, {row[0]: row[-1] for row in rows}, said.out + said.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "extra",
    [
        ["Student, Test", "99", "", "", "Sec 1", ""],  # Canvas' own test student has no login
        ["Twin, The", "77", "00123x", "COBRIEN", "Sec 2", ""],  # somebody else's login, in capitals
        ["Formula, A", "78", "", "#NAME?", "Sec 2", ""],
        ["Path, A", "79", "", "../../x", "Sec 2", ""],
    ],
)
def test_one_more_line_of_the_roster_renames_nobody(course, collect, capsys, extra):
    """The export after it must hold the grade of the newest submission, not that of another folder."""
    write_csv(course / "first.csv", [CANVAS, *CLASS])
    write_csv(course / "second.csv", [CANVAS, extra, *CLASS])
    collect(zip_of(1), "first.csv")
    grade(course, {"ada": 0, "cobrien": 3, "yamada": 5})
    status, said = collect(zip_of(2), "second.csv")
    assert (status, sorted(submitted(course))) == (0, ["ada", "cobrien", "yamada"]), said
    grade(course, {"ada": 17, "cobrien": 18, "yamada": 19})
    _, grades, said = exported(course, capsys, "second.csv")
    assert {name: grades[name] for name in grades if name != extra[0]} == {
        "Lovelace, Ada": "17",
        "O'Brien, Conor": "18",
        "山田, 太郎": "19",
    }, said


def test_the_first_roster_may_have_that_line_already(course, collect):
    write_csv(course / "r.csv", [CANVAS, ["Student, Test", "99", "", "", "", ""], *CLASS])
    collect(zip_of(1), "r.csv")
    assert sorted(submitted(course)) == ["ada", "cobrien", "yamada"]


@pytest.mark.parametrize("known_by", ["ada", "00123", "11"])
def test_a_folder_of_an_earlier_year_is_kept_whatever_kind_of_id_it_is(course, collect, known_by):
    """Folders that were there before students.csv was: the roster's ids say whose they are."""
    write_csv(course / "r.csv", [CANVAS, *CLASS])
    (course / "submitted" / known_by / "03_scores").mkdir(parents=True)
    collect(zip_of(1), "r.csv")
    assert sorted(submitted(course)) == sorted([known_by, "cobrien", "yamada"])


def test_rosters_of_three_systems_are_one_class(course, collect):
    """By login, by ID number, by mail: each roster shares one kind of id with one that was read before."""
    head = ["First name", "Last name", "ID number", "Username", "Email address"]
    write_csv(course / "a.csv", [CANVAS, *CLASS])
    write_csv(course / "b.csv", [head, ["Ada", "Lovelace", "00123", "al7", "ada@e.edu"]])
    write_csv(course / "c.csv", [["id", "first_name", "last_name", "email"], ["x1", "Ada", "King", "ada@e.edu"]])
    collect(zip_of(1), "a.csv")
    for roster, name in (("b.csv", "Ada Lovelace"), ("c.csv", "Ada King")):
        _, said = collect({f"{name}_5_assignsubmission_file_/{TOPIC}.ipynb": notebook(roster)}, roster)
        assert submitted(course)["ada"] == notebook(roster), said
        assert len(submitted(course)) == 3


def test_two_candidates_are_a_question(course, collect, capsys):
    """What an older version of this course has left: one student under two ids."""
    write_csv(course / "r.csv", [CANVAS, *CLASS])
    for folder in ("ada", "11"):
        (course / "submitted" / folder / "03_scores").mkdir(parents=True)
    grade(course, {"ada": 0, "11": 17, "cobrien": 9})
    status, said = collect(zip_of(1), "r.csv")
    assert sorted(submitted(course)) == ["cobrien", "yamada"] and status == 0
    lines = [line for line in said.splitlines() if "'ada'" in line and "'11'" in line]
    assert len(lines) == 2  # of the roster, and of the file that is kept
    status, grades, said = exported(course, capsys, "r.csv")
    assert (status, grades) == (1, {"O'Brien, Conor": "9", "山田, 太郎": ""}), said
    assert "'ada'" in said and "'11'" in said
    with (course / "students.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["also"] = "11" if row["id"] == "ada" else row["also"]
    write_csv(course / "students.csv", [list(rows[0]), *[list(row.values()) for row in rows]])
    status, said = collect(zip_of(1), "r.csv")
    assert "ada" in submitted(course), said
    status, grades, said = exported(course, capsys, "r.csv")
    assert status == 0 and "ada is graded more than once (ada: 0, 11: 17); ada counts" in said
    assert grades["Lovelace, Ada"] == "0"


def test_one_id_of_one_person_and_another_of_another_is_a_question(course, collect):
    write_csv(course / "r.csv", [CANVAS, *CLASS])
    collect(zip_of(1), "r.csv")
    before = submitted(course)
    write_csv(course / "r.csv", [CANVAS, ["Lovelace, Ada", "11", "00124", "ada", "", ""], *CLASS[2:]])
    _, said = collect(zip_of(2, NAMES[:1]), "r.csv")
    assert submitted(course) == before
    assert "Ada" in said and "'ada' (" in said and " or 'cobrien' (" in said


def test_two_lines_that_are_one_person_are_a_question(course, collect):
    write_csv(course / "r.csv", [CANVAS, *CLASS])
    collect(zip_of(1), "r.csv")
    before = submitted(course)
    write_csv(
        course / "r.csv", [CANVAS, ["Lovelace, Ada", "11", "", "", "", ""], ["King, Ada", "21", "", "ada", "", ""]]
    )
    _, said = collect(zip_of(2, NAMES[:1]), "r.csv")
    assert submitted(course) == before
    assert "lines 2 and 3 are both 'ada'" in said


def test_namesakes_with_ids_of_their_own_stay_two(course, collect):
    write_csv(course / "a.csv", [CANVAS, ["Kim, Jan", "31", "", "jk1", "", ""]])
    write_csv(course / "b.csv", [CANVAS, ["Kim, Jan", "32", "", "jk2", "", ""]])
    collect({f"kimjan_31_1_{TOPIC}.ipynb": notebook("one")}, "a.csv")
    collect({f"kimjan_32_2_{TOPIC}.ipynb": notebook("two")}, "b.csv")
    assert submitted(course) == {"jk1": notebook("one"), "jk2": notebook("two")}


def test_who_has_no_id_in_common_is_known_by_the_name_and_that_is_said(course, collect):
    head = ["First name", "Last name", "Email address"]
    write_csv(course / "a.csv", [CANVAS, *CLASS])
    write_csv(course / "b.csv", [head, ["Ada", "Lovelace", "ada@e.edu"], ["Bo", "New", "bo@e.edu"]])
    collect(zip_of(1), "a.csv")
    _, said = collect({f"Ada Lovelace_5_assignsubmission_file_/{TOPIC}.ipynb": notebook("moodle")}, "b.csv")
    assert submitted(course)["ada"] == notebook("moodle")
    assert "matched by name alone" in said and "Ada Lovelace is 'ada'" in said
    assert "new to this course: bo@e.edu; known to it, but not in this roster: cobrien, yamada" in said


@pytest.mark.parametrize(
    ("spoilt", "said_of_it"),
    [
        ("1.2E+07", "'1.2E+07'"),
        ("1,2E+07", "'1,2E+07'"),
        ("1.23457E+11", "'1.23457E+11'"),
        ("########", "'########'"),
        ("03-Dec", "'03-Dec'"),
        ("123.0", "'123.0' was taken as '123'"),
        ("123", "lost or gained leading zeros"),
    ],
)
def test_ids_that_a_spreadsheet_spoilt_are_named_and_rename_nobody(course, collect, spoilt, said_of_it):
    head = ["First name", "Last name", "ID number"]
    people = [["Ada", "Lovelace", "00123"], ["Conor", "O'Brien", "00124"]]
    write_csv(course / "good.csv", [head, *people])
    write_csv(course / "bad.csv", [head, [*people[0][:2], spoilt], [*people[1][:2], "00124"]])
    name = f"Ada Lovelace_5_assignsubmission_file_/{TOPIC}.ipynb"
    collect({name: notebook("first")}, "good.csv")
    _, said = collect({name: notebook("second")}, "bad.csv")
    assert submitted(course) == {"00123": notebook("second")}, said
    assert said_of_it in said
    rows = {row[0]: row for row in read_csv(course / "students.csv")}
    assert rows["00123"][4] == "00123"  # the spoilt one is not remembered in its place


def test_a_roster_of_spoilt_ids_alone_places_nobody_under_them(course, collect):
    head = ["First name", "Last name", "ID number"]
    write_csv(course / "r.csv", [head, ["Ada", "Lovelace", "1.2E+07"], ["Conor", "O'Brien", "1.2E+07"]])
    status, said = collect({f"Ada Lovelace_5_assignsubmission_file_/{TOPIC}.ipynb": notebook()}, "r.csv")
    assert (status, submitted(course)) == (2, {})
    assert said.count("'1.2E+07'") == 2


def test_names_mail_and_the_systems_number_enter_the_gradebook(course, collect, capsys):
    write_csv(course / "r.csv", [CANVAS, *CLASS])
    grade(course, {"ada": 0, "zoe": 1})
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.update_or_create_student("ada", email="kept@e.edu")
    collect(zip_of(1, NAMES[:2]), "r.csv")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        rows = {s.id: (s.first_name, s.last_name, s.email, s.lms_user_id) for s in gradebook.students}
    assert rows == {
        "ada": ("Ada", "Lovelace", "kept@e.edu", "11"),
        "cobrien": ("Conor", "O'Brien", None, "12"),
        "zoe": (None, None, None, None),
    }
    (course / "gradebook.db").unlink()  # as where the first hand-ins are collected before anything is graded
    grade(course, {})
    enrol(str(course), ["ada", "cobrien"])
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        assert {s.id: s.last_name for s in gradebook.students} == {"ada": "Lovelace", "cobrien": "O'Brien"}


def test_collecting_twice_leaves_the_list_of_students_as_it_is(course, collect):
    write_csv(course / "r.csv", [CANVAS, *CLASS])
    collect(zip_of(1), "r.csv")
    path = course / "students.csv"
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    collect(zip_of(1), "r.csv")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("content", ["name\nada\n", "id\nada\nADA\n", "id\n../x\n"])
def test_a_spoilt_list_of_students_is_one_line_and_changes_nothing(course, collect, content):
    write_csv(course / "r.csv", [CANVAS, *CLASS])
    (course / "students.csv").write_text(content)
    status, said = collect(zip_of(1), "r.csv")
    assert (status, said.count("\n"), submitted(course)) == (2, 1, {}) and "students.csv" in said
    assert (course / "students.csv").read_text() == content
