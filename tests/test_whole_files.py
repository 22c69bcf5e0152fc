"""A file is written whole or not at all."""

import pytest

from attention_course.whole_files import replacing, write_whole


def test_a_file_is_written_with_its_line_ends(tmp_path):
    write_whole(tmp_path / "text", "ä\r\nb\n")
    assert (tmp_path / "text").read_bytes() == "ä\r\nb\n".encode()


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_what_fails_half_way_leaves_the_file_of_before_and_nothing_beside_it(tmp_path, error):
    path = tmp_path / "grades.csv"
    path.write_text("before")
    with pytest.raises(error), replacing(path) as partial:
        partial.write_text("half")
        raise error
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        write_whole(tmp_path / "nowhere" / "file", b"")
