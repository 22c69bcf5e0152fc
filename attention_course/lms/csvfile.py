"""CSV files as spreadsheets and learning management systems write them."""

import csv
import io
from pathlib import Path

from attention_course.lms import LmsError
from attention_course.whole_files import write_whole


def read_csv(path: Path, what: str = "roster") -> tuple[list[str], list[dict[str, str]]]:
    """(columns, rows) of a CSV file in UTF-8 or Excel's UTF-16, separated by comma, semicolon or tab."""
    if path.is_dir():
        raise LmsError("say which file lists the class (ROSTER=class.csv)")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LmsError(f"cannot read the {what} {path}: {error.strerror}") from None
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise LmsError(f"the {what} {path} is not in UTF-8: save it as 'CSV UTF-8'") from None
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restval="", strict=True)
        columns = [column.strip() for column in reader.fieldnames or []]
        reader.fieldnames = columns
        return columns, [{name: cell for name, cell in row.items() if name is not None} for row in reader]
    except csv.Error as error:
        raise LmsError(f"the {what} {path} is not a CSV file: {error}") from None


def write_csv(path: Path, columns: list[str], rows: list[list[str]]) -> None:
    """Write a CSV file whole or not at all."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    write_whole(path, text.getvalue())
