"""Class lists that say nothing, or less than they should, are one line."""

import pytest

from tests.lms import files
from tests.lms.files import ADA, notebook, submitted


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,points\nAda,3\n", "has the columns name, points; expected"),
        (b"", "has the columns (none)"),
        (b"id,first_name\n", "lists no student"),
        ("id,first_name\n1,Inês\n".encode("latin-1"), "is not in UTF-8"),
        (b'id,first_name\n1,"Ada\n', "is not a CSV file"),
    ],
)
def test_a_roster_that_says_nothing_is_one_line(course, collect, content, message):
    (course / "bad.csv").write_bytes(content)
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook()}, "bad.csv")
    assert (status, said.count("\n")) == (2, 1) and message in said


def test_lines_of_the_roster_that_cannot_be_used_are_named(course, collect):
    files.write_csv(
        course / "r.csv",
        [
            ["id", "first_name", "last_name", "email"],
            ["../up", "Eve", "X", ""],
            ["s01", "Ada", "Lovelace", ""],
            ["S01", "Al", "Y", ""],
            ["", "No", "Id", ""],
            [],
        ],
        "utf-16",
        ";",
    )
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook()}, "r.csv")
    assert (status, submitted(course)) == (0, {"s01": notebook()})
    assert "line 2: '../up' cannot name a folder" in said
    assert "line 4: the id 'S01' is already in line 3" in said and "line 5: '' cannot name a folder" in said


def test_an_unknown_topic_and_time_zone_are_one_line(course, collect):
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook()}, arguments=["--topic", "4_softmax"])
    assert (status, said) == (2, "error: there is no topic '4_softmax'; there are 04_softmax, 05_attention_output\n")
    status, said = collect({f"{ADA}/04_softmax.ipynb": notebook()}, arguments=["--timezone", "Moon/Sea"])
    assert status == 2 and "no time zone 'Moon/Sea'" in said
