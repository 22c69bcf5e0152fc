"""What the reading site takes from a stored lesson: its cells with alt texts in place, its title and its length."""

import re

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
    """The `title` and `minutes` of the lesson in the file `path`, and the list `learn` of what it says one will learn.

    Raises LessonError where the lesson does not tell them, and where `read` does.
    """
    try:
        notebook = read(path.read_text(encoding="utf-8"))
        opening, metadata = notebook.cells[0].source, notebook.metadata["attention_course"]
        title = re.match(r"# (.+)", opening).group(1)
        learn = re.search(r"\*\*What you will learn\*\*:?\n\n((?:- .+\n(?:  .+\n)*)+)", opening + "\n").group(1)
        items = [" ".join(item.split()) for item in re.split(r"^- ", learn, flags=re.MULTILINE)[1:]]
        return {"title": title, "minutes": int(metadata["minutes"]), "learn": items}
    except LessonError as error:
        raise LessonError(f"{path}: {error}") from None
    except (ValueError, nbformat.ValidationError, AttributeError, IndexError, KeyError, TypeError) as error:
        raise LessonError(
            f"{path} is no lesson: it must be a notebook whose first cell holds a line `# Title` and a list under "
            f"`**What you will learn**`, with `minutes` in its metadata ({error!r})."
        ) from None
