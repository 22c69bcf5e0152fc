"""When a submission came: from the roster, from the zip, or not known; never a guess that makes somebody late."""

import datetime

import pytest

from attention_course.lms.times import read_time
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


MOODLES = [  # Monday, 5 October 2026, 18:03, as sites write it
    "Monday, 5 October 2026, 6:03 PM",
    "Montag, 5. Oktober 2026, 18:03",
    "lundi 5 octobre 2026, 18:03",
    "lunes, 5 de octubre de 2026, 18:03",
    "lunes, 5 de octubre de 2026, 6:03 p. m.",
    "2026年 10月 5日(月曜日) 18:03",
    "2026年10月5日 星期一 18:03",
    "2026년 10월 5일 월요일, 오후 6:03",
    "poniedziałek, 5 października 2026, 18:03",
    "maanantai, 5. lokakuuta 2026, 18.03",
    "Δευτέρα, 5 Οκτωβρίου 2026, 6:03 ΜΜ",
    "Δευτέρα, 5 Οκτωβρίου 2026, 6:03 μ.μ.",
    "2026. október 5., hétfő, 18:03",
    "ponedjeljak, 5. listopada 2026, 18:03",  # October in Croatian
    "الاثنين، 5 تشرين الأول 2026، 6:03 م",
    "понедельник, 5 октября 2026, 18:03",
    "pondělí, 5. října 2026, 18.03",
    "05.10.2026 18:03",
    "2026-10-05 18:03",
    "2026-10-05-18-03-00",
]


@pytest.mark.parametrize("text", MOODLES)
def test_times_are_read_in_any_language(text):
    assert read_time(text) == datetime.datetime(2026, 10, 5, 18, 3)


def test_the_same_word_is_another_month_in_another_language():
    assert read_time("czwartek, 5 listopada 2026, 18:03").month == 11  # November in Polish, October in Croatian


@pytest.mark.parametrize("text", ["", "-", "昨日", "gestern", "Montag", "18:03", "October 2026", "05/10/2026 18:03"])
def test_what_tells_no_whole_date_is_no_time(text):
    assert read_time(text) is None


@pytest.mark.parametrize(("other", "month"), [("25/10/2026 18:03", 10), ("10/25/2026 6:03 PM", 5)])
def test_the_order_of_numbers_is_that_of_the_column(course, collect, other, month):
    """05/10/2026 is in October or in May; another date of the same list shows which."""
    files.moodle_worksheet(course / "worksheet.csv", {"s01": "05/10/2026 18:03", "s02": other})
    _, said = collect({f"{name}_assignsubmission_file_/04_softmax.ipynb": notebook() for name in MOODLE_NAMES[:2]})
    day = 5 if month == 10 else 10
    assert timestamp(course, "s01") == f"2026-{month:02}-{day:02} 18:03:00 UTC\n"
    assert "cannot be read" not in said


def test_times_that_cannot_be_read_are_one_line(course, collect):
    files.moodle_worksheet(
        course / "worksheet.csv", {f"s0{n}": f"05/1{n}/2026 18:03" for n in range(1, 3)} | {"s03": "?"}
    )
    _, said = collect({f"{name}_assignsubmission_file_/04_softmax.ipynb": notebook() for name in MOODLE_NAMES[:3]})
    assert "3 of 3 times of the roster cannot be read, such as '05/11/2026 18:03' of s01" in said
    assert said.count("cannot be read") == 1 and not list(course.rglob("timestamp.txt"))
