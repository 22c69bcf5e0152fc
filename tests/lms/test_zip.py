"""Zips that are hostile, damaged or empty do no harm."""

import pytest

from attention_course.grading import candidates
from attention_course.lms import download
from tests.lms.files import ADA, leftovers, notebook, submitted, write_zip


@pytest.mark.parametrize(
    "name", ["../../evil.ipynb", "/etc/evil.ipynb", "C:/evil.ipynb", "..\\evil.ipynb", f"{ADA}/../../../evil.ipynb"]
)
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
    assert download.MAX_FILE == candidates.MAX_FILE  # what is taken can be graded
    monkeypatch.setattr(download, "MAX_FILE", 2000)
    bomb = {
        f"{ADA}/04_softmax.ipynb": b"0" * 100_000,
        "Conan OBrien_504_assignsubmission_file_/04_softmax.ipynb": notebook(),
    }
    status, said = collect(bomb)
    assert (status, submitted(course)) == (0, {"s04": notebook()})
    assert f"{ADA}/04_softmax.ipynb: would unpack to" in said
    monkeypatch.setattr(download, "MAX_TOTAL", 50_000)
    status, said = collect(bomb)
    assert (status, said.count("\n")) == (2, 1) and "would unpack to" in said
    monkeypatch.setattr(download, "MAX_ENTRIES", 1)
    assert "holds 2 files; expected at most 1" in collect(bomb)[1]


def test_damaged_and_locked_files_do_not_stop_the_rest(course, collect):
    path = write_zip(
        course / "d.zip",
        {
            f"{ADA}/04_softmax.ipynb": notebook("a" * 300),
            "Inês da Costa_502_assignsubmission_file_/04_softmax.ipynb": notebook("b"),
            "Conan OBrien_504_assignsubmission_file_/04_softmax.ipynb": notebook("c"),
        },
    )
    data = bytearray(path.read_bytes())
    first, second = data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    data[first + 30 + len(f"{ADA}/04_softmax.ipynb") + 20] ^= 0xFF  # in the packed bytes
    second = data.find(b"PK\x01\x02", second + 4)
    data[second + 8] |= 1  # the second says that it is encrypted
    data[data.find(b"PK\x03\x04", first + 4) + 6] |= 1
    path.write_bytes(data)
    status, said = collect(path)
    assert (status, submitted(course)) == (0, {"s04": notebook("c")})
    assert said.count("it was not taken") == 2 and "is damaged" in said and "cannot be unpacked" in said


@pytest.mark.parametrize(
    ("entries", "message"), [({}, "holds no file"), (b"no zip", "is not a zip file"), (None, "cannot read")]
)
def test_a_zip_without_anything_is_one_line(course, collect, entries, message):
    path = entries if isinstance(entries, dict) else course / "x.zip"
    if isinstance(entries, bytes):
        path.write_bytes(entries)
    status, said = collect(path)
    assert (status, said.count("\n")) == (2, 1) and said.startswith("error: ") and message in said
    assert not (course / "submitted").exists()
