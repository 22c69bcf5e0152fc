"""When a submission came: from the roster, from the zip, or not known; never a guess that makes somebody late."""

from tests.lms import files
from tests.lms.files import MOODLE_NAMES, TOPIC, notebook, timestamp


def test_canvas_late_marks_give_a_time_and_unmarked_hand_ins_none(course, collect):
    """Canvas stamps all files with the time of the download, which must not make a punctual student late."""
    (course / "submitted" / "s01" / TOPIC).mkdir(parents=True)
    (course / "submitted" / "s01" / TOPIC / "timestamp.txt").write_text("2026-10-01 10:00:00 UTC\n")
    status, said = collect(
        {
            "lovelaceada_12501_1_04_softmax.ipynb": notebook("1"),
            "dacostainês_LATE_12502_2_04_softmax.ipynb": notebook("2"),
        },
        "canvas.csv",
    )
    assert status == 0
    assert timestamp(course, "s02") == "2026-10-20 09:30:00 UTC\n"
    assert timestamp(course, "s01") is None
    assert "Marked as late: s02" in said


def test_times_come_from_the_worksheet_before_the_zip(course, collect):
    files.moodle_worksheet(course / "worksheet.csv", {"s01": "Monday, 5 October 2026, 6:03 PM", "s02": "昨日"})
    names = [f"{name}_assignsubmission_file_/04_softmax.ipynb" for name in MOODLE_NAMES[:3]]
    times = {name: (2026, 10, day, 8, 0, 0) for name, day in zip(names, (10, 11, 12), strict=True)}
    _, said = collect({name: notebook() for name in names}, arguments=["--timezone", "Europe/Berlin"], times=times)
    assert timestamp(course, "s01") == "2026-10-05 16:03:00 UTC\n"
    assert timestamp(course, "s02") == "2026-10-11 06:00:00 UTC\n"
    assert timestamp(course, "s03") == "2026-10-12 06:00:00 UTC\n"
    assert "1 of 2 times of the roster cannot be read, such as '昨日' of s02" in said


def test_the_time_of_the_download_is_no_time_of_a_hand_in(course, collect):
    _, said = collect({f"{name}_assignsubmission_file_/04_softmax.ipynb": notebook() for name in MOODLE_NAMES})
    assert not list(course.rglob("timestamp.txt"))
    assert "none counts as late" in said
