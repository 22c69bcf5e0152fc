"""What the reading site takes from a stored lesson: its cells with alt texts in place, and what its header says."""

import nbformat


class LessonError(ValueError):
    """A notebook lacks something that its page needs; the text says which and what to do."""


def read(text):
    """The notebook stored in the string `text`, with alt texts and folded answers as myst-nb wants them.

    A figure's cell holds its alt text as metadata of the output (attention_course.figures.picture); myst-nb wants
    it as metadata of the cell. Raises LessonError for a figure without alt text, or two with different ones in a cell.
    """
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        figures = [
            output.metadata.get("image/png", {})
            for output in cell.get("outputs", [])
            if "image/png" in output.get("data", {})
        ]
        alts = {figure.get("alt", "") for figure in figures}
        if "" in alts or len(alts) > 1:
            raise LessonError(
                f"A cell must show one figure with an alt text, as attention_course.figures makes it; "
                f"the alt texts in this one are {sorted(alts)}:\n{cell.source}"
            )
        if alts:
            cell.metadata["mystnb"] = {"image": {"alt": alts.pop()}}
        tags = cell.metadata.get("tags", [])
        if "answer" in tags:  # to a question just asked: the reader predicts first
            tags.append("hide-output")
    return notebook


def facts(path):
    """The `title`, `promise`, `needs` and `minutes` of the lesson in the file `path`.

    Raises LessonError where the notebook lacks one of them or does not begin with its title, and where `read` does.
    """
    try:
        notebook = read(path.read_text(encoding="utf-8"))
        header = notebook.metadata["attention_course"]
        found = {key: header[key] for key in ("title", "promise", "needs", "minutes")}
        heading = f"# {found['title']}"
        if notebook.cells[0].source.partition("\n")[0] != heading:
            raise LessonError(f"the first cell of a lesson begins with the line {heading!r}; this one does not.")
        return found
    except LessonError as error:
        raise LessonError(f"{path}: {error}") from None
    except (ValueError, nbformat.ValidationError, AttributeError, IndexError, KeyError, TypeError) as error:
        raise LessonError(
            f"{path} is no lesson: it must be a notebook, as `make build` makes it, with the title, the promise, "
            f"the needs and the minutes of its header in its metadata ({error!r})."
        ) from None
