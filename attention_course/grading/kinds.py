"""What a file is that was handed in instead of a notebook, judged by its first bytes, else by its name."""

import io
import zipfile
from pathlib import PurePosixPath

MAGIC = (
    (b"%PDF", "kind_pdf"),
    (b"Rar!", "kind_rar"),
    (b"7z\xbc\xaf", "kind_7z"),
    (b"\x1f\x8b", "kind_gzip"),
    (b"\x89PNG", "kind_picture"),
    (b"\xff\xd8\xff", "kind_picture"),
    (b"GIF8", "kind_picture"),
    (b"\xd0\xcf\x11\xe0", "kind_office"),
    (b"[InternetShortcut]", "kind_link"),
    (b"{\\rtf", "kind_rtf"),
    (b"bplist", "kind_web_archive"),
)
PAGE = (b"<!doctype html", b"<html", b"<p", b"<div")
SUFFIXES = {".html": "kind_page", ".htm": "kind_page", ".py": "kind_python", ".docx": "kind_word"}


def kind_of(data: bytes, name: str = "") -> str:
    """The key of the sentence that says what a file is; empty if it may be a notebook, or anything."""
    kind = next((kind for magic, kind in MAGIC if data.startswith(magic)), "")
    if data.startswith(b"PK"):
        kind = "kind_zip" if is_archive(data) else "kind_office"
    elif data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGE):
        kind = "kind_page"
    if kind in ("", "kind_office"):
        kind = SUFFIXES.get(PurePosixPath(name).suffix.lower(), kind)
    return kind


def is_archive(data: bytes) -> bool:
    """Whether this is a zip of files, and not a document in zip format."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):  # the second: an empty one
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return True  # reading it will say what is wrong
    return not {"[Content_Types].xml", "mimetype"} & set(names)
