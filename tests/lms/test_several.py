"""Several submissions of one student: the newest is taken, and nothing is overwritten without a copy."""

import warnings
import zipfile

from tests.lms import files
from tests.lms.files import ADA, TOPIC, leftovers, notebook, submitted, timestamp


def test_the_newest_of_two_hand_ins_is_taken_and_the_other_kept(course, collect):
    names = {
        "lovelaceada_12501_999_04_softmax.ipynb": notebook("first"),
        "lovelaceada_12501_1000_04_softmax.ipynb": notebook("second"),
        "lovelaceada_12501_1001_notes.ipynb": notebook("notes"),
    }
    status, said = collect(names, "canvas.csv")
    assert submitted(course) == {"s01": notebook("second")}
    assert leftovers(course) == {name: data for name, data in names.items() if data != notebook("second")}
    assert "s01 submitted more than once: lovelaceada_12501_1000_04_softmax.ipynb was taken, " in said


def test_where_nothing_else_tells_the_higher_suffix_is_the_newer(course, collect):
    collect(
        {
            f"{ADA}/04_softmax (9).ipynb": notebook("9"),
            f"{ADA}/04_softmax (10).ipynb": notebook("10"),
            f"{ADA}/04_softmax.ipynb": notebook("0"),
        }
    )
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
    assert "s01 submitted again" in said and "1 of them in place of an earlier one" in said
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
    assert "is an older submission than the one in" in said


def test_collecting_twice_changes_nothing(course, collect):
    entries = {f"{ADA}/04_softmax.ipynb": notebook(), f"{ADA}/notes.pdf": b"%PDF"}
    collect(entries)
    path = course / "submitted" / "s01" / TOPIC / f"{TOPIC}.ipynb"
    before = (path.stat().st_mtime_ns, leftovers(course))
    status, said = collect(entries)
    assert (path.stat().st_mtime_ns, leftovers(course)) == before  # the grader would grade a newer file again
    assert status == 0 and "0 collected" in said and "1 were there already" in said


def test_a_broken_notebook_takes_the_place_of_none_that_can_be_read(course, collect):
    broken = notebook()[:40]
    collect({f"{ADA}/04_softmax.ipynb": notebook("good")})
    collect({f"{ADA}/04_softmax.ipynb": broken})
    assert submitted(course) == {"s01": notebook("good")}
    _, said = collect({"Conan OBrien_504_assignsubmission_file_/04_softmax.ipynb": broken})
    assert submitted(course)["s04"] == broken  # alone, it goes to the grader, so that the student gets a row
    assert "is not readable as a notebook; grading will say so" in said


def test_two_entries_of_one_name_lose_nothing(course, collect):
    path = course / "twice.zip"
    with zipfile.ZipFile(path, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns that this is odd
        for text in ("one", "two"):
            file.writestr(f"{ADA}/04_softmax.ipynb", notebook(text))
    collect(path)
    assert {*submitted(course).values(), *leftovers(course).values()} == {notebook("one"), notebook("two")}
