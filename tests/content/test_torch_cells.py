"""Cells for PyTorch say so where it is missing; where it is there, conftest.py has nbval compare what they store."""

import pytest

from attention_course.course import Course
from tests import ROOT
from tests.support import quick


def torch_cells(notebook):
    return [cell for cell in notebook.cells if "torch" in cell.metadata.get("tags", [])]


MISSING = """try:
    import torch
except ImportError:
    print("PyTorch is not installed here: pip install torch")
else:
"""
TOPICS = [topic for topic in Course(ROOT).topics() if torch_cells(quick.read(topic.lesson))]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_cell_for_pytorch_says_so_where_it_is_missing_and_stores_its_result(topic):
    for cell in torch_cells(quick.read(topic.lesson)):
        assert cell.source.startswith(MISSING), cell.source
        [output] = cell.outputs
        assert output.text.strip() and "not installed" not in output.text
