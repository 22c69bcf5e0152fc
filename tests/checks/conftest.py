"""A notebook of a student, in which checks look."""

import pytest

from attention_course import checks


@pytest.fixture
def student():
    """The student's names, as a dict."""
    names = {}
    before = checks.use_namespace(checks.MainNamespace(names))
    yield names
    checks.use_namespace(before)
