"""Files as Moodle and Canvas make them, for the tests of the classroom."""

import csv
import io
import json
import stat
import zipfile
from pathlib import Path

TOPIC = "04_softmax"
NOW = (2026, 10, 20, 9, 30, 0)  # when the zip was downloaded


def notebook(text="x = 1"):
    """A notebook's bytes."""
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": [], "source": text}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def write_zip(path, entries, times=None, links=()):
    """A zip of {name: bytes}; `times` gives some their own time, `links` are written as symbolic links."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, (times or {}).get(name, NOW))
            info.external_attr = (stat.S_IFLNK | 0o777 if name in links else stat.S_IFREG | 0o644) << 16
            file.writestr(info, data, zipfile.ZIP_DEFLATED)
    return path


def write_csv(path, rows, encoding="utf-8", delimiter=","):
    """A CSV file of lists."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read_csv(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


PEOPLE = [  # participant, first name, last name, ID number, e-mail
    ("501", "Ada", "Lovelace", "s01", "ada@example.edu"),
    ("502", "Inês", "da Costa", "s02", "ines@example.edu"),
    ("503", "花子", "山田", "s03", "hanako@example.edu"),
    ("504", "Conan", "O'Brien", "s04", "conan@example.edu"),
    ("505", "Zoë-Marie", "Müller", "s05", "zoe@example.edu"),
]


def moodle_worksheet(path, submitted=None, maximum="20.00"):
    """The CSV of 'Download grading worksheet'; `submitted` is {ID number: time as Moodle writes it}."""
    head = [
        "Identifier",
        "Full name",
        "ID number",
        "Email address",
        "Status",
        "Grade",
        "Maximum Grade",
        "Grade can be changed",
        "Last modified (submission)",
        "Last modified (grade)",
        "Feedback comments",
    ]
    rows = [
        [
            f"Participant {number}",
            f"{first} {last}",
            id,
            email,
            "Submitted for grading",
            "",
            maximum,
            "Yes",
            (submitted or {}).get(id, "-"),
            "-",
            "",
        ]
        for number, first, last, id, email in PEOPLE
    ]
    return write_csv(path, [head, *rows], "utf-8-sig")


def moodle_participants(path):
    """The CSV of a course's participants, or of its gradebook."""
    return write_csv(
        path,
        [
            ["First name", "Last name", "ID number", "Email address"],
            *[[first, last, id, email] for _, first, last, id, email in PEOPLE],
        ],
    )


def plain(path):
    return write_csv(
        path,
        [
            ["id", "first_name", "last_name", "email"],
            *[[id, first, last, email] for _, first, last, id, email in PEOPLE],
        ],
    )


def canvas_gradebook(path, points="20.0", grades=None):
    """The CSV of a gradebook's export, with its lines that are no student."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "04 Softmax (98765)", "Current Score"]
    rows = [["", "", "", "", "", "Manual Posting", ""], ["    Points Possible", "", "", "", "", points, "(read only)"]]
    rows += [
        [f"{last}, {first}", f"12{number}", f"sis{number}", id, "Group A", (grades or {}).get(id, ""), ""]
        for number, first, last, id, _ in PEOPLE
    ]
    return write_csv(path, [head, *rows])


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


ADA = "Ada Lovelace_501_assignsubmission_file_"
