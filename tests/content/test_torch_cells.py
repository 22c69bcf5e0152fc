"""What the lessons store as PyTorch's results is what PyTorch gives."""

import nbformat
import pytest
from nbclient import NotebookClient

from attention_course.course import Course
from tests import ROOT
from tests.support import quick


def torch_cells(notebook):
    return [cell for cell in notebook.cells if "torch" in cell.metadata.get("tags", [])]


TOPICS = [topic for topic in Course(ROOT).topics() if torch_cells(quick.read(topic.lesson))]
topics = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)


@topics
def test_a_cell_for_pytorch_says_so_where_it_is_missing_and_stores_its_result(topic):
    for cell in torch_cells(quick.read(topic.lesson)):
        assert cell.source.startswith("try:\n    import torch\nexcept ImportError:\n    print("), cell.source
        [output] = cell.outputs
        assert output.text.strip() and "not installed" not in output.text


@pytest.mark.slow
@topics
@pytest.mark.torch
def test_stored_results_are_those_of_pytorch(topic):
    stored = quick.read(topic.lesson)
    last = max(place for place, cell in enumerate(stored.cells) if "torch" in cell.metadata.get("tags", []))
    again = nbformat.from_dict({**stored, "cells": stored.cells[: last + 1]})
    NotebookClient(again, kernel_name="python3", timeout=120).execute()
    assert [c.outputs for c in torch_cells(again)] == [c.outputs for c in torch_cells(stored)]
