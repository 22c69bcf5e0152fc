"""What was made with an earlier version of the course is graded on: nothing is lost, and nobody pays for the change."""

import json

import pytest
from nbgrader.api import Gradebook

from attention_course.course import CourseError
from attention_course.grading.assignment import read_assignment
from attention_course.grading.batch import GradingError
from attention_course.grading.course_folder import open_course
from attention_course.grading.plan import OLDER_VERSION, plan
from tests.grading import course

NAMES_OF_0_1_0 = """
c.Autograde.autograde_preprocessors = ["attention_course.grading.execute.BoxedExecute"]
"""


def test_a_configuration_with_names_of_0_1_0_is_one_line(fresh_course):
    folder, _ = fresh_course
    course.hand_in(folder, "anna", "")
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write(NAMES_OF_0_1_0)
    with pytest.raises(CourseError, match=r"names attention_course\.grading\.execute\.BoxedExecute.*use_sandbox\(c\)"):
        plan(folder, [])


@pytest.mark.sandbox
def test_an_assignment_whose_own_cells_cannot_be_imported_takes_no_points(fresh_course, grader_of):
    folder, release = fresh_course
    course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    (folder / "source" / course.ASSIGNMENT / "beside.py").write_text("three = 3\n")
    lines = ["import beside", "try:\n    import no_such_module\nexcept ImportError:\n    pass"]
    lines += ['open("written.py", "w").close()', "import importlib", "importlib.invalidate_caches()", "import written"]
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        cell = gradebook.find_source_cell("imports", course.ASSIGNMENT, course.ASSIGNMENT)
        before = cell.source
        for more, score in (([], 9), (["from attention_course import no_such_part"], None)):
            cell.source = "\n".join([*lines, *more, before])
            gradebook.db.commit()
            grader = grader_of(folder)
            if score is not None:
                assert [row["score"] for row in grader.grade(feedback=False).rows] == [score]
            else:
                with pytest.raises(GradingError, match="was not graded.*no_such_part.*which fails here"):
                    grader.grade(feedback=False)
        gradebook.db.rollback()
        assert gradebook.find_submission(course.ASSIGNMENT, "anna").score == 9


def test_a_cell_that_source_lacks_by_now_stays_in_its_place(fresh_course):
    """Its test may use what an earlier one defines, and a student's notebook is not out of order by it."""
    folder, _ = fresh_course
    _, coursedir = open_course(folder)
    names = [cell.name for cell in read_assignment(coursedir, course.ASSIGNMENT).notebooks[0].cells]
    moved = [name for name in names if name != "row_means_test"]
    for step, expected in (("source", names), ("release", [*moved, "row_means_test"])):
        path = folder / step / course.ASSIGNMENT / f"{course.ASSIGNMENT}.ipynb"
        notebook = json.loads(path.read_text())
        notebook["cells"] = [
            cell
            for cell in notebook["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") != "row_means_test"
        ]
        path.write_text(json.dumps(notebook))
        assert [cell.name for cell in read_assignment(coursedir, course.ASSIGNMENT).notebooks[0].cells] == expected


@pytest.mark.sandbox
def test_points_of_a_person_stay_final_where_an_earlier_version_graded(fresh_course, grader_of):
    """0.1.0 wrote no digest of the assignment into its autograded notebooks, so everything is graded once more."""
    folder, release = fresh_course
    for student in ("anna", "bert"):
        course.hand_in(folder, student, course.answered(release, **course.RIGHT))
    grader = grader_of(folder)
    before = grader.grade(feedback=False).rows
    for path in folder.glob("autograded/*/*/*.ipynb"):
        notebook = json.loads(path.read_text())
        notebook["metadata"]["attention_course"] = {"irregular": [], "executed": True}
        for cell in notebook["cells"]:
            cell["metadata"].pop("attention_course", None)
        path.write_text(json.dumps(notebook))
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        for name, points in (("why", 1.5), ("row_means_test", 0.5)):
            grade = gradebook.find_grade(name, course.ASSIGNMENT, course.ASSIGNMENT, "anna")
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = points, 0.25, False
        comment = gradebook.find_comment("why", course.ASSIGNMENT, course.ASSIGNMENT, "anna")
        comment.manual_comment = "Read lesson 04."
        gradebook.db.commit()
        assert [job.outdated for job in plan(folder, []).jobs] == [OLDER_VERSION] * 2
        graded = grader_of(folder).grade(feedback=False)
        gradebook.db.rollback()
        kept = [
            gradebook.find_grade(name, course.ASSIGNMENT, course.ASSIGNMENT, "anna")
            for name in ("why", "row_means_test")
        ]
        assert graded.new == 2
        assert [(g.manual_score, g.extra_credit, g.needs_manual_grade) for g in kept] == [
            (1.5, 0.25, 0),
            (0.5, 0.25, 0),
        ]
        comment = gradebook.find_comment("why", course.ASSIGNMENT, course.ASSIGNMENT, "anna")
        assert comment.manual_comment == "Read lesson 04."
    assert [row["score"] for row in graded.rows if row["student"] == "bert"] == [before[1]["score"]]
