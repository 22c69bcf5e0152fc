"""The folder of a course, found once and handed on."""

import dataclasses
import os
import sys
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent
SHIPPED = PACKAGE / "shipped"  # notebooks/ and release/ in a wheel, see pyproject.toml
CONFIG = "nbgrader_config.py"


def path_of_programs() -> str:
    """PATH with the folder of this Python in front: nbgrader calls `alembic`, which stands there, by its bare name."""
    own = os.path.dirname(sys.executable)
    return os.pathsep.join([own, *(place for place in os.get_exec_path() if place != own)])


class CourseError(Exception):
    """The folder of the course is not what a command needs; the text is one line for a person."""


@dataclasses.dataclass(frozen=True)
class Topic:
    """One topic and the files that belong to it."""

    name: str
    root: Path

    @property
    def lesson_source(self) -> Path:
        return self.root / "content" / self.name / "lesson.md"

    @property
    def assignment_source(self) -> Path:
        return self.root / "content" / self.name / "assignment.py"

    @property
    def mistakes(self) -> Path:
        return self.root / "content" / self.name / "mistakes.py"

    @property
    def answers(self) -> Path:
        return self.root / "content" / self.name / "answers.py"

    @property
    def lesson(self) -> Path:
        return self.root / "notebooks" / f"{self.name}.ipynb"

    @property
    def source(self) -> Path:
        return self.root / "source" / self.name / f"{self.name}.ipynb"

    @property
    def release(self) -> Path:
        return self.root / "release" / self.name / f"{self.name}.ipynb"

    @property
    def examples(self) -> Path:
        return self.root / "attention_course" / "checks" / "examples" / f"{self.name}.json"


@dataclasses.dataclass(frozen=True)
class Course:
    """The folder of a course. A topic is a folder in its content/, and nothing else anywhere."""

    root: Path

    @classmethod
    def find(cls, folder: str | Path | None = None) -> "Course":
        """The course in `folder`; by default the nearest one, from the current folder upwards.

        A course's folder is known by its nbgrader_config.py. CourseError where there is none.
        """
        if folder is not None:
            root = Path(os.path.realpath(folder))  # of links in a circle, too
            if not root.is_dir():
                raise CourseError(f"{root} is not a folder; expected the course's, with {CONFIG} in it")
            return cls(root)
        here = Path.cwd()
        for root in (here, *here.parents):
            if (root / CONFIG).is_file():
                return cls(root)
        raise CourseError(f"{here} is in no course: no folder from there upwards has {CONFIG}; name one with --course")

    @classmethod
    def own(cls) -> "Course":
        """The course that this package belongs to: the checkout around it, or what its wheel carries."""
        return cls(CHECKOUT if (CHECKOUT / "pyproject.toml").is_file() else SHIPPED)

    @property
    def workspace(self) -> Path:
        """Where a student of this course works: beside the notebooks, or at home where those are an installation's."""
        return Path.home() / "attention-course" if self.root == SHIPPED else self.root / "workspace"

    @property
    def front_page_topic(self) -> Topic:
        """The topic whose heatmap of weights stands on the README's first screen."""
        return Topic("00_the_whole_walk", self.root)

    @property
    def front_picture(self) -> Path:
        return self.root / "docs" / "weights.png"

    @property
    def readme(self) -> Path:
        return self.root / "README.md"

    def topics(self, names: Iterable[str] = ()) -> list[Topic]:
        """The topics named, all of them by default; CourseError for a name that has no folder."""
        content = self.root / "content"
        known = sorted(p.name for p in content.iterdir() if p.is_dir()) if content.is_dir() else []
        if not known:
            raise CourseError(f"{content} has no topics; each topic is a folder there")
        for name in names:
            if name not in known:
                raise CourseError(f"no topic {name!r} in {content}; there are {', '.join(known)}")
        return [Topic(name, self.root) for name in (sorted(set(names)) or known)]
