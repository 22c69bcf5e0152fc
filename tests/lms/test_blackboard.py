"""Blackboard: a system that is one file, from its download to its upload."""

import pytest

from attention_course.lms.export import main as export_main
from attention_course.lms.systems.blackboard import Blackboard
from tests.lms.files import TOPIC, leftovers, notebook, read_csv, submitted, timestamp, write_csv
from tests.lms.test_people import grade

# nbgrader's own way to add a submission makes SQLAlchemy say this.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type .Submitted:sqlalchemy.exc.SAWarning")

HEAD = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"]
PEOPLE = [
    ["Lovelace", "Ada", "ada", "00123", "2026-10-05 18:00:00", "Yes"],
    ["O'Brien", "Conor", "c_obrien", "00124", "", "Yes"],
    ["山田", "太郎", "yamada.t@e.edu", "00126", "", "Yes"],
]
TITLE = "04 Softmax [Total Pts: 20 Score] |1281892"
OTHER = "Mid-term [Total Pts: 100 Score] |1281894"


@pytest.fixture
def roster(course):
    """The Grade Center's download, with tabs and a byte order mark, as it comes."""
    rows = [[*HEAD, OTHER, TITLE], *[[*person, "50", "7.5"] for person in PEOPLE]]
    return write_csv(course / "gc.csv", rows, "utf-8-sig", "\t")


@pytest.mark.parametrize("title", ["04 Softmax", "Week_04_05", "Softmax_attempt_2"])
def test_names_find_their_students_and_tell_the_time(course, collect, roster, title):
    """Title and login may hold the sign that joins them; some of these would be Canvas' names, too."""
    names = [f"{title}_{person[2]}_attempt_2026-10-05-18-0{n}-12_{TOPIC}.ipynb" for n, person in enumerate(PEOPLE)]
    status, said = collect({name: notebook(name) for name in names}, "gc.csv", ["--timezone", "Europe/Berlin"])
    assert (status, leftovers(course)) == (0, {}), said
    assert submitted(course) == {p[2]: notebook(name) for p, name in zip(PEOPLE, names, strict=True)}
    assert timestamp(course, "ada") == "2026-10-05 16:00:12 UTC\n"


def test_of_several_attempts_the_last_is_taken_and_cover_sheets_are_told_once(course, collect, roster):
    attempts = [f"04 Softmax_ada_attempt_2026-10-{day:02}-18-00-00" for day in (9, 10, 3)]
    entries = {f"{name}_{TOPIC}.ipynb": notebook(name) for name in attempts}
    sheets = {f"{name}.txt": b"Name: Ada Lovelace (ada)" for name in attempts}
    _, said = collect({**entries, **sheets}, "gc.csv")
    assert submitted(course) == {"ada": notebook(attempts[1])}
    assert set(sheets) < set(leftovers(course)) and "3 files that the system adds itself" in said
    assert "attempt_2026-10-10-18-00-00.txt" not in said


def test_a_login_that_two_ends_of_a_name_may_be_is_a_question(course, collect):
    write_csv(course / "gc.csv", [HEAD, *PEOPLE, ["Ada", "Ada", "x_ada", "00129", "", ""]])
    name = f"Week_x_ada_attempt_2026-10-05-18-00-00_{TOPIC}.ipynb"
    status, said = collect({name: notebook()}, "gc.csv")
    assert (status, submitted(course), list(leftovers(course))) == (1, {}, [name])
    assert f"{name}: may be of ada or of x_ada" in said


def test_the_upload_has_the_columns_that_blackboard_looks_for(course, collect, roster, capsys):
    collect({f"x_ada_attempt_2026-10-05-18-00-00_{TOPIC}.ipynb": notebook()}, "gc.csv")
    grade(course, {"ada": 17.25})
    assert export_main(["--roster", "gc.csv"]) == 0
    header, *rows = read_csv(course / "grades-blackboard.csv")
    assert header == ["Last Name", "First Name", "Username", "Student ID", TITLE]
    assert [row[2:] for row in rows] == [
        ["ada", "00123", "17.25"],
        ["c_obrien", "00124", "7.5"],  # nothing here, so what stands there stays
        ["yamada.t@e.edu", "00126", "7.5"],
    ]
    assert "Grades for Blackboard" in capsys.readouterr().out


def test_an_upload_that_would_make_a_column_of_text_is_refused(course, collect, capsys):
    write_csv(course / "gc.csv", [[*HEAD, OTHER], *[[*person, ""] for person in PEOPLE]])
    grade(course, {"ada": 17})
    assert export_main(["--roster", "gc.csv"]) == 2
    assert "has no column 'Title [Total Pts: ...] |number' for 04_softmax" in capsys.readouterr().err
    assert export_main(["--roster", "plain.csv", "--lms", "blackboard"]) == 2
    assert "use that as the roster" in capsys.readouterr().err
    assert not list(course.glob("grades-*"))


@pytest.mark.parametrize(
    "path", ["ada_attempt_2026-10-05_x.ipynb", "attempt_2026-10-05-18-00-00_x.ipynb", "a_1_2_x.ipynb"]
)
def test_other_names_are_not_blackboards(path):
    assert Blackboard().read_name(path) is None
