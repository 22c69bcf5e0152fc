"""The register of systems: a system is one file, and each says all that the others do."""

import re

import pytest

from attention_course.lms import roster, system
from tests import ROOT
from tests.lms import files
from tests.lms.files import TOPIC, notebook, submitted

LISTS = {  # what recognises each system's class list
    "moodle": [files.moodle_worksheet, files.moodle_participants],
    "canvas": [files.canvas_gradebook],
    "plain": [files.plain],
}


def test_the_register_is_the_folder():
    names = {path.stem for path in (ROOT / "attention_course/lms/systems").glob("[!_]*.py")}
    assert set(system.known()) == names and {"moodle", "canvas", "blackboard", "plain"} <= names


def test_no_other_file_names_a_system():
    """What one system does stands in its file; `if lms == "canvas"` anywhere else would be a second home for it."""
    names = "|".join([*system.known(), *(s.title for s in system.known().values())])
    for path in (ROOT / "attention_course/lms").glob("*.py"):
        code = re.sub(r'""".*?"""|#.*', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(rf'["\'](?:{names})["\']', code), path


@pytest.mark.parametrize("name", system.known())
def test_each_system_says_what_it_is(name):
    known = system.known()[name]
    assert known.title and known.class_list and known.columns and known.telling
    assert bool(known.pattern) == bool(known.submissions) and (name in system.exporting()) == bool(known.import_grades)
    assert set(known.columns) <= set(system.FIELDS) and set(known.file_ids) <= set(system.ID_KINDS)
    told = {column for names in known.columns.values() for column in names}
    for some in known.telling:  # each of the telling columns is read, or is Blackboard's of another use
        assert some & told


@pytest.mark.parametrize(("name", "make"), [(name, make) for name, makes in LISTS.items() for make in makes])
def test_a_list_is_recognised_as_that_of_its_system_alone(tmp_path, name, make):
    columns = roster.Roster(make(tmp_path / "r.csv")).columns
    assert system.system_of(columns).name == name


def test_a_new_file_is_a_new_system(tmp_path, monkeypatch, course, collect):
    """A system that was never heard of, in one file that nothing else knows."""
    (tmp_path / "sakai_test.py").write_text(
        "from attention_course.lms.system import System\n"
        "class Sakai(System):\n"
        "    name, title = 'sakai_test', 'Sakai'\n"
        "    pattern = r'.*/(?P<full_name>[^/]+)\\((?P<student_id>[^/)]+)\\)/Files/(?P<file>.+)'\n"
        "    file_ids = ('username',)\n"
        "    columns = {'username': ('Display ID',), 'last_name': ('Last Name',)}\n"
        "    telling = (frozenset({'Display ID', 'Sort Name'}),)\n"
    )
    monkeypatch.setattr(system.systems, "__path__", [*system.systems.__path__, str(tmp_path)])
    system.known.cache_clear()
    try:
        files.write_csv(
            course / "r.csv", [["Display ID", "Sort Name", "Last Name"], ["ada", "Lovelace, A", "Lovelace"]]
        )
        name = f"Softmax/Lovelace, Ada(ada)/Files/{TOPIC}.ipynb"
        status, said = collect({name: notebook()}, "r.csv")
        assert (status, submitted(course)) == (0, {"ada": notebook()}), said
    finally:
        system.known.cache_clear()


def test_the_documents_table_is_that_of_the_register():
    text = (ROOT / "docs/lms.md").read_text(encoding="utf-8")
    assert system.docs_table() in text, f"put this into docs/lms.md:\n{system.docs_table()}"
