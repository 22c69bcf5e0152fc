"""Finds sentences in Python files: what people read and translators would miss, since it stands in no catalogue."""

import ast
import re

PROSE = re.compile(r"[^\W\d_]{2,},? +(?:\{\} +)?[^\W\d_]{2,}")  # two words, and perhaps a blank between them
FOR_AUTHORS = {"AssertionError", "KeyError", "RuntimeError"}  # a fault of who wrote the course, or this package


def prose(source, exempt=FOR_AUTHORS, shape=PROSE):
    """(line, text) of each string literal that reads as a sentence, or has this shape; blanks of f-strings become {}.

    Docstrings are none, nor what is raised as one of the exceptions `exempt`.
    """
    found = []
    _visit(ast.parse(source), found, frozenset(exempt))
    return [(line, text) for line, text in found if re.search(shape, text)]


def _visit(node, found, exempt):
    match node:
        case ast.Expr(value=ast.Constant()):  # a docstring
            return
        case ast.Raise(exc=ast.Call(func=ast.Name(name))) if name in exempt:
            return
        case ast.Constant(value=str(text)):
            pass
        case ast.JoinedStr():
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    _visit(part.value, found, exempt)
        case _:
            for child in ast.iter_child_nodes(node):
                _visit(child, found, exempt)
            return
    found.append((node.lineno, text))
