"""What the reading site takes from a stored lesson: its cells with alt texts in place, its title and its length."""

import re

import nbformat


class LessonError(ValueError):
    """A notebook lacks something that its page needs; the text says which and what to do."""


def read(text):
    """The notebook stored in the string `text`, with the alt text of each figure where myst-nb looks for it.

    A figure's cell holds its alt text as metadata of the output (attention_course.figures.picture); myst-nb wants
    it as metadata of the cell. Raises LessonError for a figure without alt text, or two with different ones in a cell.
    """
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        figures = [output.metadata.get("image/png", {}) for output in cell.get("outputs", [])
                   if "image/png" in output.get("data", {})]
        alts = {figure.get("alt", "") for figure in figures}
        if "" in alts or len(alts) > 1:
            raise LessonError(f"A cell must show one figure with an alt text, as attention_course.figures makes it; "
                              f"the alt texts in this one are {sorted(alts)}:\n{cell.source}")
        if alts:
            cell.metadata["mystnb"] = {"image": {"alt": alts.pop()}}
    return notebook


def facts(notebook):
    """The `title` and `minutes` of a lesson, and the list `learn` of what it says one will learn."""
    opening = notebook.cells[0].source
    title = re.match(r"# (.+)", opening)
    learn = re.search(r"\*\*What you will learn\*\*:?\n\n((?:- .+\n(?:  .+\n)*)+)", opening + "\n")
    minutes = notebook.metadata.get("attention_course", {}).get("minutes")
    if not (title and learn and minutes):
        raise LessonError("A lesson must open with a line `# Title` and a list under `**What you will learn**`, and "
                          f"tell its minutes in its metadata. It opens with:\n{opening}")
    items = [" ".join(item.split()) for item in re.split(r"^- ", learn.group(1), flags=re.MULTILINE)[1:]]
    return {"title": title.group(1), "minutes": minutes, "learn": items}
