"""The student versions, made by nbgrader itself in a course folder of its own."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest import mock

from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from attention_course.authoring.content import ContentError
from attention_course.course import Topic, path_of_programs


def release_versions(topics: Iterable[Topic]) -> Iterator[tuple[Topic, str]]:
    """Yield (topic, text of its release notebook), as `nbgrader generate_assignment` writes it.

    It runs in a temporary folder, so that neither the gradebook nor release/ is touched by a build that fails.
    """
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, PATH=path_of_programs()):
        config = Config()
        config.CourseDirectory.root = folder
        config.CourseDirectory.db_url = f"sqlite:///{folder}/gradebook.db"
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
