"""The student versions, made by nbgrader itself in a course folder of its own."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from attention_course.authoring.content import ContentError
from attention_course.course import Topic


def release_versions(topics: Iterable[Topic]) -> Iterator[tuple[Topic, str]]:
    """Yield (topic, text of its release notebook), as `nbgrader generate_assignment` writes it.

    It runs in a temporary folder, so that neither the gradebook nor release/ is touched by a build that fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        config = Config()
        config.CourseDirectory.root = folder
        config.GenerateAssignment.no_database = True  # with SaveCells: what --no-db means
        config.SaveCells.enabled = False
        config.Application.log_level = "ERROR"
        api = NbGraderAPI(config=config)
        for topic in topics:
            copy = Path(folder) / "source" / topic.name / topic.source.name
            copy.parent.mkdir(parents=True)
            copy.write_bytes(topic.source.read_bytes())
            result = api.generate_assignment(topic.name, force=True)
            if not result["success"]:
                raise ContentError(
                    f"{topic.assignment_source}: nbgrader generate_assignment failed:\n"
                    f"{result.get('log') or result.get('error')}"
                )
            made = Path(folder) / "release" / topic.name / topic.release.name
            yield topic, made.read_text(encoding="utf-8")
