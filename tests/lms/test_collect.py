"""Taking in what Moodle and Canvas give: every file placed or kept and named, and nothing overwritten."""

import unicodedata
import warnings
import zipfile

import pytest

from attention_course.grading import intake
from attention_course.lms import download
from attention_course.lms.collect import main
from tests.lms import files
from tests.lms.files import TOPIC, notebook, write_zip


@pytest.fixture
def course(tmp_path, monkeypatch):
    """An empty course folder with two topics, and a roster of each kind."""
    root = tmp_path / "course"
    for topic in (TOPIC, "05_attention_output"):
        (root / "release" / topic).mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    files.plain(root / "plain.csv")
    files.moodle_worksheet(root / "worksheet.csv")
    files.moodle_participants(root / "participants.csv")
    files.canvas_gradebook(root / "canvas.csv")
    monkeypatch.chdir(root)
    monkeypatch.setenv("TZ", "UTC")
    return root


@pytest.fixture
def collect(course, capsys):
    """collect({name: bytes}, ...) -> (status, what was printed), with Moodle's worksheet as the roster."""

    def run(entries, roster="worksheet.csv", arguments=(), **options):
        path = write_zip(course / "downloads.zip", entries, **options) if isinstance(entries, dict) else entries
        status = main([str(path), "--topic", TOPIC, "--roster", str(course / roster), "--timezone", "UTC", *arguments])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def submitted(course):
    """{student: the notebook's bytes} of submitted/."""
    return {path.parts[-3]: path.read_bytes() for path in sorted(course.glob(f"submitted/*/{TOPIC}/{TOPIC}.ipynb"))}


def leftovers(course):
    folder = course / "leftovers" / TOPIC
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def timestamp(course, student):
    path = course / "submitted" / student / TOPIC / "timestamp.txt"
    return path.read_text() if path.exists() else None


MOODLE_NAMES = ["Ada Lovelace_501", "Inês da Costa_502", "花子 山田_503", "Conan OBrien_504", "Zoë-Marie Müller_505"]
EVERYBODY = {f"s0{n}": notebook(f"answer = {n}") for n in range(1, 6)}


@pytest.mark.parametrize("form", ["{}_assignsubmission_file_/04_softmax.ipynb",
                                  "{}_assignsubmission_file/04_softmax.ipynb",
                                  "{}_assignsubmission_file_04_softmax.ipynb",
                                  "{}_assignsubmission_file_/mine/04_softmax.ipynb",
                                  "Course-Softmax-77/{}_assignsubmission_file_/04_softmax.ipynb"])
@pytest.mark.parametrize("normal_form", ["NFC", "NFD"])
@pytest.mark.parametrize("roster", ["worksheet.csv", "participants.csv", "plain.csv"])
def test_moodle_names_find_their_students(course, collect, form, normal_form, roster):
    names = [unicodedata.normalize(normal_form, form.format(name)) for name in MOODLE_NAMES]
    status, said = collect(dict(zip(names, EVERYBODY.values(), strict=True)), roster)
    assert (status, submitted(course), leftovers(course)) == (0, EVERYBODY, {}), said
    assert "5 collected" in said and "No notebook" not in said


def test_moodle_names_without_the_flag_for_utf8_find_their_students(course, collect):
    """As macOS packs a folder that was unpacked there."""
    path = write_zip(course / "mac.zip", {f"{name}_assignsubmission_file_/04_softmax.ipynb": data
                                          for name, data in zip(MOODLE_NAMES, EVERYBODY.values(), strict=True)})
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
    files.write_csv(course / "r.csv", [["First name", "Last name", "Username", "Email address"],
                                       ["花子", "山田", "hanako", "h@example.edu"],
                                       ["Ada", "Lovelace", "ada", "a@e.edu"]])
    status, said = collect({"山田 花子_1_assignsubmission_file_/04_softmax.ipynb": notebook("1"),
                            "ada Ada Lovelace_2_assignsubmission_file_/04_softmax.ipynb": notebook("2")}, "r.csv")
    assert submitted(course) == {"hanako": notebook("1"), "ada": notebook("2")}, said


def test_moodle_number_of_the_worksheet_tells_namesakes_apart(course, collect):
    files.write_csv(course / "r.csv", [["Identifier", "Full name", "Email address", "Grade"],
                                       ["Participant 1", "Jan Kim", "a@e.edu", ""],
                                       ["Participant 2", "Jan Kim", "b@e.edu", ""]], "utf-8-sig")
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


def test_canvas_late_marks_give_a_time_and_unmarked_hand_ins_none(course, collect):
    """Canvas stamps all files with the time of the download, which must not make a punctual student late."""
    (course / "submitted" / "s01" / TOPIC).mkdir(parents=True)
    (course / "submitted" / "s01" / TOPIC / "timestamp.txt").write_text("2026-10-01 10:00:00 UTC\n")
    status, said = collect({"lovelaceada_12501_1_04_softmax.ipynb": notebook("1"),
                            "dacostainês_LATE_12502_2_04_softmax.ipynb": notebook("2")}, "canvas.csv")
    assert status == 0
    assert timestamp(course, "s02") == "2026-10-20 09:30:00 UTC\n"
    assert timestamp(course, "s01") is None
    assert "Marked as late by Canvas: s02" in said


def test_anonymous_canvas_hand_ins_are_kept(course, collect):
    status, said = collect({"anon_Xk3d9_77_04_softmax.ipynb": notebook()}, "canvas.csv")
    assert (status, list(leftovers(course))) == (1, ["anon_Xk3d9_77_04_softmax.ipynb"])
    assert "is not named as Moodle or Canvas name hand-ins" in said


def test_times_come_from_the_worksheet_before_the_zip(course, collect):
    files.moodle_worksheet(course / "worksheet.csv", {"s01": "Monday, 5 October 2026, 6:03 PM", "s02": "昨日"})
    names = [f"{name}_assignsubmission_file_/04_softmax.ipynb" for name in MOODLE_NAMES[:3]]
    times = {name: (2026, 10, day, 8, 0, 0) for name, day in zip(names, (10, 11, 12), strict=True)}
    _, said = collect({name: notebook() for name in names}, arguments=["--timezone", "Europe/Berlin"], times=times)
    assert timestamp(course, "s01") == "2026-10-05 16:03:00 UTC\n"
    assert timestamp(course, "s02") == "2026-10-11 06:00:00 UTC\n"
    assert timestamp(course, "s03") == "2026-10-12 06:00:00 UTC\n"
    assert "s02: cannot read the time '昨日' of the roster" in said


def test_the_time_of_the_download_is_no_time_of_a_hand_in(course, collect):
    _, said = collect({f"{name}_assignsubmission_file_/04_softmax.ipynb": notebook() for name in MOODLE_NAMES})
    assert not list(course.rglob("timestamp.txt"))
    assert "none counts as late" in said


ADA = "Ada Lovelace_501_assignsubmission_file_"


def test_the_newest_of_two_hand_ins_is_taken_and_the_other_kept(course, collect):
    names = {"lovelaceada_12501_999_04_softmax.ipynb": notebook("first"),
             "lovelaceada_12501_1000_04_softmax.ipynb": notebook("second"),
             "lovelaceada_12501_1001_notes.ipynb": notebook("notes")}
    status, said = collect(names, "canvas.csv")
    assert submitted(course) == {"s01": notebook("second")}
    assert leftovers(course) == {name: data for name, data in names.items() if data != notebook("second")}
    assert "s01 handed in more than once: lovelaceada_12501_1000_04_softmax.ipynb was taken, " in said


def test_where_nothing_else_tells_the_higher_suffix_is_the_newer(course, collect):
    collect({f"{ADA}/04_softmax (9).ipynb": notebook("9"), f"{ADA}/04_softmax (10).ipynb": notebook("10"),
             f"{ADA}/04_softmax.ipynb": notebook("0")})
    assert submitted(course) == {"s01": notebook("10")}


def test_times_decide_before_names(course, collect):
    names = {f"{ADA}/04_softmax.ipynb": notebook("late"), f"{ADA}/old/04_softmax-3.ipynb": notebook("early")}
    collect(names, times={f"{ADA}/old/04_softmax-3.ipynb": (2026, 10, 1, 9, 0, 0)})
    assert submitted(course) == {"s01": notebook("late")}


def test_a_later_download_replaces_and_keeps_what_was_there(course, collect):
    collect({f"{ADA}/04_softmax.ipynb": notebook("first")})
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook("second")})
    assert (status, submitted(course)) == (0, {"s01": notebook("second")})
    assert leftovers(course) == {"s01/04_softmax.ipynb": notebook("first")}
    assert "s01 handed in again" in said and "1 of them in place of an earlier one" in said
    collect({f"{ADA}/04_softmax.ipynb": notebook("third")})
    assert sorted(leftovers(course).values()) == sorted([notebook("first"), notebook("second")])


def test_an_older_download_replaces_nothing(course, collect):
    name = f"{ADA}/04_softmax.ipynb"
    files.moodle_worksheet(course / "new.csv", {"s01": "Friday, 9 October 2026, 6:00 PM"})
    files.moodle_worksheet(course / "old.csv", {"s01": "Monday, 5 October 2026, 6:00 PM"})
    collect({name: notebook("new")}, "new.csv")
    _, said = collect({name: notebook("old")}, "old.csv")
    assert submitted(course) == {"s01": notebook("new")}
    assert timestamp(course, "s01") == "2026-10-09 18:00:00 UTC\n"
    assert leftovers(course) == {name: notebook("old")}
    assert "is an older hand-in than the one in" in said


def test_collecting_twice_changes_nothing(course, collect):
    entries = {f"{ADA}/04_softmax.ipynb": notebook(), f"{ADA}/notes.pdf": b"%PDF"}
    collect(entries)
    path = course / "submitted" / "s01" / TOPIC / f"{TOPIC}.ipynb"
    before = (path.stat().st_mtime_ns, leftovers(course))
    status, said = collect(entries)
    assert (path.stat().st_mtime_ns, leftovers(course)) == before  # the grader would grade a newer file again
    assert status == 0 and "0 collected" in said and "1 were there already" in said


def test_what_is_no_notebook_is_named_and_kept(course, collect):
    entries = {f"{ADA}/report.pdf": b"%PDF", f"{ADA}/04_softmax.ipynb": notebook(),
               "Conan OBrien_504_assignsubmission_onlinetext_/onlinetext.html": b"<p>I cannot upload",
               "Zoë-Marie Müller_505_assignsubmission_file_/05_attention_output.ipynb": notebook("5"),
               "Bob Nobody_77_assignsubmission_file_/04_softmax.ipynb": notebook("b"),
               "04_softmax.ipynb": notebook("c"),
               "__MACOSX/._x": b"mac", f"{ADA}/.DS_Store": b"mac"}
    status, said = collect(entries)
    kept = {name: data for name, data in entries.items() if data not in (b"mac", notebook())}
    assert (status, submitted(course), leftovers(course)) == (0, {"s01": notebook()}, kept)
    for name, reason in zip(kept, ["is no notebook", "is no notebook",
                                   "is of s05, and named as topic 05_attention_output",
                                   "no student of the roster has this name", "is not named as"], strict=True):
        [line] = [line for line in said.splitlines() if line.startswith(f"{name}: ")]
        assert reason in line and line.endswith(f"kept as leftovers/{TOPIC}/{name}")
    assert "No notebook from 4 of 5: s02, s03, s04, s05" in said


def test_a_broken_notebook_takes_the_place_of_none_that_can_be_read(course, collect):
    broken = notebook()[:40]
    collect({f"{ADA}/04_softmax.ipynb": notebook("good")})
    collect({f"{ADA}/04_softmax.ipynb": broken})
    assert submitted(course) == {"s01": notebook("good")}
    _, said = collect({"Conan OBrien_504_assignsubmission_file_/04_softmax.ipynb": broken})
    assert submitted(course)["s04"] == broken  # alone, it goes to the grader, so that the student gets a row
    assert "is not readable as a notebook; grading will say so" in said


@pytest.mark.parametrize("name", ["../../evil.ipynb", "/etc/evil.ipynb", "C:/evil.ipynb", "..\\evil.ipynb",
                                  f"{ADA}/../../../evil.ipynb"])
def test_paths_out_of_the_folder_are_refused(course, collect, name):
    before = {path for path in course.parent.rglob("*")}
    status, said = collect({name: notebook("evil"), f"{ADA}/04_softmax.ipynb": notebook()})
    assert (status, submitted(course), leftovers(course)) == (0, {"s01": notebook()}, {})
    assert "its path leads out of the folder; it was not taken" in said
    new = {path for path in course.parent.rglob("*")} - before
    assert not [path for path in new if "evil" in path.name]


def test_symbolic_links_are_refused(course, collect):
    (course / "secret.ipynb").write_bytes(notebook("secret"))
    name = f"{ADA}/04_softmax.ipynb"
    status, said = collect({name: str(course / "secret.ipynb").encode()}, links=[name])
    assert (status, submitted(course)) == (1, {})
    assert f"{name}: is a symbolic link; it was not taken" in said


def test_sizes_are_limited_before_anything_is_unpacked(course, collect, monkeypatch):
    assert download.MAX_FILE == intake.MAX_FILE  # what is taken can be graded
    monkeypatch.setattr(download, "MAX_FILE", 2000)
    bomb = {f"{ADA}/04_softmax.ipynb": b"0" * 100_000,
            "Conan OBrien_504_assignsubmission_file_/04_softmax.ipynb": notebook()}
    status, said = collect(bomb)
    assert (status, submitted(course)) == (0, {"s04": notebook()})
    assert f"{ADA}/04_softmax.ipynb: would unpack to" in said
    monkeypatch.setattr(download, "MAX_TOTAL", 50_000)
    status, said = collect(bomb)
    assert (status, said.count("\n")) == (2, 1) and "would unpack to" in said
    monkeypatch.setattr(download, "MAX_ENTRIES", 1)
    assert "holds 2 files; more than 1 are not taken" in collect(bomb)[1]


def test_damaged_and_locked_files_do_not_stop_the_rest(course, collect):
    path = write_zip(course / "d.zip", {f"{ADA}/04_softmax.ipynb": notebook("a" * 300),
                                        "Inês da Costa_502_assignsubmission_file_/04_softmax.ipynb": notebook("b"),
                                        "Conan OBrien_504_assignsubmission_file_/04_softmax.ipynb": notebook("c")})
    data = bytearray(path.read_bytes())
    first, second = data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    data[first + 30 + len(f"{ADA}/04_softmax.ipynb") + 20] ^= 0xff  # in the packed bytes
    second = data.find(b"PK\x01\x02", second + 4)
    data[second + 8] |= 1  # the second says that it is encrypted
    data[data.find(b"PK\x03\x04", first + 4) + 6] |= 1
    path.write_bytes(data)
    status, said = collect(path)
    assert (status, submitted(course)) == (0, {"s04": notebook("c")})
    assert said.count("it was not taken") == 2 and "is damaged" in said and "cannot be unpacked" in said


@pytest.mark.parametrize(("entries", "message"), [
    ({}, "holds no file"), (b"no zip", "is no zip file"), (None, "cannot read")])
def test_a_zip_without_anything_is_one_line(course, collect, entries, message):
    path = entries if isinstance(entries, dict) else course / "x.zip"
    if isinstance(entries, bytes):
        path.write_bytes(entries)
    status, said = collect(path)
    assert (status, said.count("\n")) == (2, 1) and said.startswith("error: ") and message in said
    assert not (course / "submitted").exists()


@pytest.mark.parametrize(("content", "message"), [
    (b"name,points\nAda,3\n", "has the columns name, points; expected are"), (b"", "has the columns (none)"),
    (b"id,first_name\n", "lists no student"), ("id,first_name\n1,Inês\n".encode("latin-1"), "is not in UTF-8"),
    (b'id,first_name\n1,"Ada\n', "is no CSV file")])
def test_a_roster_that_says_nothing_is_one_line(course, collect, content, message):
    (course / "bad.csv").write_bytes(content)
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook()}, "bad.csv")
    assert (status, said.count("\n")) == (2, 1) and message in said


def test_lines_of_the_roster_that_cannot_be_used_are_named(course, collect):
    files.write_csv(course / "r.csv", [["id", "first_name", "last_name", "email"], ["../up", "Eve", "X", ""],
                                       ["s01", "Ada", "Lovelace", ""], ["S01", "Al", "Y", ""],
                                       ["", "No", "Id", ""], []],
                    "utf-16", ";")
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook()}, "r.csv")
    assert (status, submitted(course)) == (0, {"s01": notebook()})
    assert "line 2: '../up' cannot name a folder" in said
    assert "line 4: the id 'S01' stands in line 3 already" in said and "line 5: '' cannot name a folder" in said


def test_an_unknown_topic_and_time_zone_are_one_line(course, collect):
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook()}, arguments=["--topic", "4_softmax"])
    assert (status, said) == (2, "error: there is no topic '4_softmax'; there are 04_softmax, 05_attention_output\n")
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook()}, arguments=["--timezone", "Moon/Sea"])
    assert status == 2 and "no time zone 'Moon/Sea'" in said


def test_names_of_another_system_can_be_configured_as_for_zip_collect(course, collect):
    pattern = r".*/(?P<student_id>\w+)_attempt_(?P<file_id>\w+)"
    with open(course / "nbgrader_config.py", "a") as config:
        config.write(f"c.FileNameCollectorPlugin.named_regexp = {pattern!r}\n")
    _, said = collect({"gradebook/s03_attempt_04_softmax.ipynb": notebook()}, "plain.csv")
    assert submitted(course) == {"s03": notebook()}, said


def test_two_entries_of_one_name_lose_nothing(course, collect):
    path = course / "twice.zip"
    with zipfile.ZipFile(path, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns that this is odd
        for text in ("one", "two"):
            file.writestr(f"{ADA}/04_softmax.ipynb", notebook(text))
    collect(path)
    assert {*submitted(course).values(), *leftovers(course).values()} == {notebook("one"), notebook("two")}
