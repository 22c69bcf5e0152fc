"""What came in the place of the notebook: named in one line, and kept."""

from tests.lms.files import ADA, TOPIC, leftovers, notebook, submitted


def test_what_is_no_notebook_is_named_and_kept(course, collect):
    entries = {
        f"{ADA}/report.pdf": b"%PDF",
        f"{ADA}/04_softmax.ipynb": notebook(),
        "Conan OBrien_504_assignsubmission_onlinetext_/onlinetext.html": b"<p>I cannot upload",
        "Zoë-Marie Müller_505_assignsubmission_file_/05_attention_output.ipynb": notebook("5"),
        "Bob Nobody_77_assignsubmission_file_/04_softmax.ipynb": notebook("b"),
        "04_softmax.ipynb": notebook("c"),
        "__MACOSX/._x": b"mac",
        f"{ADA}/.DS_Store": b"mac",
    }
    status, said = collect(entries)
    kept = {name: data for name, data in entries.items() if data not in (b"mac", notebook())}
    assert (status, submitted(course), leftovers(course)) == (0, {"s01": notebook()}, kept)
    for name, reason in zip(
        kept,
        [
            "is of s01: no notebook but a PDF document",
            "is of s04: no notebook but a web page",
            "is of s05, and named as topic 05_attention_output",
            "no student of the roster has this name",
            "is not named as",
        ],
        strict=True,
    ):
        [line] = [line for line in said.splitlines() if line.startswith(f"{name}: ")]
        assert reason in line and line.endswith(f"kept as leftovers/{TOPIC}/{name}")
    assert "No notebook from 4 of 5: s02, s03, s04, s05" in said
