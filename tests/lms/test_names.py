"""Names of submissions find their students, whichever system wrote them."""

import unicodedata
import zipfile

import pytest

from tests import ROOT
from tests.lms import files
from tests.lms.files import EVERYBODY, MOODLE_NAMES, TOPIC, leftovers, notebook, submitted, write_zip


@pytest.mark.parametrize(
    "form",
    [
        "{}_assignsubmission_file_/04_softmax.ipynb",
        "{}_assignsubmission_file/04_softmax.ipynb",
        "{}_assignsubmission_file_04_softmax.ipynb",
        "{}_assignsubmission_file_/mine/04_softmax.ipynb",
        "Course-Softmax-77/{}_assignsubmission_file_/04_softmax.ipynb",
    ],
)
@pytest.mark.parametrize("normal_form", ["NFC", "NFD"])
@pytest.mark.parametrize("roster", ["worksheet.csv", "participants.csv", "plain.csv"])
def test_moodle_names_find_their_students(course, collect, form, normal_form, roster):
    names = [unicodedata.normalize(normal_form, form.format(name)) for name in MOODLE_NAMES]
    status, said = collect(dict(zip(names, EVERYBODY.values(), strict=True)), roster)
    assert (status, submitted(course), leftovers(course)) == (0, EVERYBODY, {}), said
    assert "5 collected" in said and "No notebook" not in said


def test_moodle_names_without_the_flag_for_utf8_find_their_students(course, collect):
    """As macOS packs a folder that was unpacked there."""
    path = write_zip(
        course / "mac.zip",
        {
            f"{name}_assignsubmission_file_/04_softmax.ipynb": data
            for name, data in zip(MOODLE_NAMES, EVERYBODY.values(), strict=True)
        },
    )
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] &= ~0x08
            at = data.find(signature, at + 4)
    path.write_bytes(data)
    with zipfile.ZipFile(path) as file:
        assert any("Ines" not in name and "Inês" not in name and "502" in name for name in file.namelist())
    assert collect(path, "plain.csv")[0] == 0
    assert submitted(course) == EVERYBODY


def test_moodle_family_name_first_and_the_login_before_the_name(course, collect):
    files.write_csv(
        course / "r.csv",
        [
            ["First name", "Last name", "Username", "Email address"],
            ["花子", "山田", "hanako", "h@example.edu"],
            ["Ada", "Lovelace", "ada", "a@e.edu"],
        ],
    )
    status, said = collect(
        {
            "山田 花子_1_assignsubmission_file_/04_softmax.ipynb": notebook("1"),
            "ada Ada Lovelace_2_assignsubmission_file_/04_softmax.ipynb": notebook("2"),
        },
        "r.csv",
    )
    assert submitted(course) == {"hanako": notebook("1"), "ada": notebook("2")}, said


def test_moodle_number_of_the_worksheet_tells_namesakes_apart(course, collect):
    files.write_csv(
        course / "r.csv",
        [
            ["Identifier", "Full name", "Email address", "Grade"],
            ["Participant 1", "Jan Kim", "a@e.edu", ""],
            ["Participant 2", "Jan Kim", "b@e.edu", ""],
        ],
        "utf-8-sig",
    )
    entries = {f"Jan Kim_{n}_assignsubmission_file_/04_softmax.ipynb": notebook(n) for n in "12"}
    collect(entries, "r.csv")
    assert submitted(course) == {"a@e.edu": notebook("1"), "b@e.edu": notebook("2")}


def test_namesakes_without_numbers_are_left_to_a_person(course, collect):
    head = ["id", "first_name", "last_name", "email"]
    entries = {f"Jan Kim_{n}_assignsubmission_file_/04_softmax.ipynb": notebook(n) for n in "12"}
    files.write_csv(course / "two.csv", [head, ["a", "Jan", "Kim", ""], ["b", "Jan", "Kim", ""]])
    status, said = collect(entries, "two.csv")
    assert (status, submitted(course), sorted(leftovers(course))) == (1, {}, sorted(entries))
    assert said.count("2 students of the roster have this name: a, b; kept as") == 2
    files.write_csv(course / "one.csv", [head, ["a", "Jan", "Kim", ""]])
    status, said = collect(entries, "one.csv")
    assert (status, submitted(course), sorted(leftovers(course))) == (1, {}, sorted(entries))
    assert said.count("several people of the zip have this name") == 2


CANVAS_NAMES = ["lovelaceada_12501", "dacostainês_12502", "山田花子_12503", "obrienconan_12504", "müllerzoëmarie_12505"]


@pytest.mark.parametrize("roster", ["canvas.csv", "plain.csv"])
@pytest.mark.parametrize("form", ["{}_900{}_04_softmax.ipynb", "submissions/{}_900{}_04_softmax-2.ipynb"])
def test_canvas_names_find_their_students(course, collect, roster, form):
    names = [form.format(name, n) for n, name in enumerate(CANVAS_NAMES)]
    status, said = collect(dict(zip(names, EVERYBODY.values(), strict=True)), roster)
    assert (status, submitted(course), leftovers(course)) == (0, EVERYBODY, {}), said


def test_canvas_number_counts_more_than_the_name(course, collect):
    """A namesake who is not in the roster must not become the student who is."""
    status, said = collect({"lovelaceada_99999_1_04_softmax.ipynb": notebook()}, "canvas.csv")
    assert (status, submitted(course)) == (1, {})
    assert "lovelaceada_99999_1_04_softmax.ipynb: no student of the roster has the ID 99999; kept as" in said


def test_anonymous_canvas_hand_ins_are_kept(course, collect):
    status, said = collect({"anon_Xk3d9_77_04_softmax.ipynb": notebook()}, "canvas.csv")
    assert (status, list(leftovers(course))) == (1, ["anon_Xk3d9_77_04_softmax.ipynb"])
    assert "is not named as Blackboard, Moodle or Canvas name submissions" in said


def test_names_of_another_system_can_be_configured_as_for_zip_collect(course, collect):
    pattern = r".*/(?P<student_id>\w+)_attempt_(?P<file_id>\w+)"
    with open(course / "nbgrader_config.py", "a") as config:
        config.write(f"c.FileNameCollectorPlugin.named_regexp = {pattern!r}\n")
    _, said = collect({"gradebook/s03_attempt_04_softmax.ipynb": notebook()}, "plain.csv")
    assert submitted(course) == {"s03": notebook()}, said


PATTERNS = [
    r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)",  # nbgrader's own example
    r".*\((?P<student_id>[^()/]+)\)/Submission attachment\(s\)/(?P<file_id>[^/]+)",  # docs/lms.md
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_configured_pattern_that_fits_nothing_is_said(course, collect, pattern):
    (course / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.FileNameCollectorPlugin.named_regexp = {pattern!r}\n"
    )
    ada = f"Ada Lovelace_501_assignsubmission_file_/{TOPIC}.ipynb"
    status, said = collect({ada: notebook()})
    assert (status, submitted(course)) == (0, {"s01": notebook()})
    assert f"named_regexp = {pattern!r} matches none of the zip's 1 files, such as {ada}" in said
    fits = {
        PATTERNS[0]: f"ps1_s02_attempt_2016-01-30-15-00-00_{TOPIC}.ipynb",
        PATTERNS[1]: f"Softmax/da Costa, Inês(s02)/Submission attachment(s)/{TOPIC}.ipynb",
    }
    _, said = collect({fits[pattern]: notebook("2"), fits[pattern].replace(".ipynb", ".pdf"): b"%PDF"}, "plain.csv")
    assert submitted(course)["s02"] == notebook("2") and "named_regexp" not in said
    assert "is of s02: not a notebook but a PDF" in said


def test_the_documented_pattern_is_the_tested_one():
    text = (ROOT / "docs/lms.md").read_text(encoding="utf-8")
    assert f'named_regexp = r"{PATTERNS[1]}"' in text


@pytest.mark.parametrize("pattern", ["(", r"(?P<student_id>\w+)_x", r".*(?P<file_id>\w+)"])
def test_a_pattern_that_cannot_work_is_one_line(course, collect, pattern):
    (course / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.FileNameCollectorPlugin.named_regexp = {pattern!r}\n"
    )
    status, said = collect({f"x/{TOPIC}.ipynb": notebook()})
    assert (status, said.count("\n")) == (2, 1) and "FileNameCollectorPlugin.named_regexp" in said
