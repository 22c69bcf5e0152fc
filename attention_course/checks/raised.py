"""What the line that raised an error was working on: which shapes and numbers the names on it have."""

import ast
import linecache
import types
from collections.abc import Iterator, Mapping
from typing import Any

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import short
from attention_course.checks.messages import related, sentence
from attention_course.checks.outcome import Outcome

MOST_LISTED = 6  # names that a sentence lists
OF_VALUES = (ValueError, IndexError, TypeError, ArithmeticError)  # errors that come of what the names stand for


def about_error(outcome: Outcome, beside: Any, arguments: Mapping[str, Any]) -> str:
    """What can be said of the line that raised the error of a call: with which arguments it called another function of
    the student's, in which that came, or what the names on it stand for. `beside` as in `Outcome.error_text`."""
    called = _handed_over(outcome.call_of_a_helper(beside))
    return called or _about_line(outcome.error, outcome.last_place(beside), arguments)


def _about_line(error: BaseException, place: types.TracebackType | None, arguments: Mapping[str, Any]) -> str:
    """What the names on a line that raised an error stand for, as far as the call does not say it already, and for two
    matrices that do not fit each other what would; '' for an error of another kind. `place` is where it was raised."""
    expression = _failing(place) if place is not None and isinstance(error, OF_VALUES) else None
    if place is None or expression is None:
        return ""
    values = dict(_values(expression, place.tb_frame.f_locals))
    product, in_it = _of_a_product(expression, values)
    new = {n: v for n, v in values.items() if n not in in_it and not _is_told(v, arguments.get(n))}
    told = [text for name, value in new.items() if (text := _described(name, value))][:MOST_LISTED]
    return " ".join(
        filter(None, [related("on_that_line", told=sentence("and_also").join(told)) if told else "", product])
    )


def _handed_over(place: types.TracebackType | None) -> str:
    """The sentence on the arguments that a function got which the line of this entry of a traceback calls; ''."""
    if place is None or place.tb_next is None:
        return ""
    frame = place.tb_next.tb_frame
    names = frame.f_code.co_varnames[: frame.f_code.co_argcount]
    told = [text for n in names if n in frame.f_locals and (text := _described(n, frame.f_locals[n]))][:MOST_LISTED]
    return related("was_handed", name=frame.f_code.co_name, told=sentence("and_also").join(told)) if told else ""


def _failing(place):
    """The expression (or, where that cannot be told, the statement) that a traceback's entry was at; None where its
    source is not at hand."""
    code = place.tb_frame.f_code
    source = "".join(linecache.getlines(code.co_filename))
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):  # a cell with commands of IPython
        return None
    where = list(code.co_positions())[place.tb_lasti // 2]
    spans = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.expr, ast.stmt)):
            spans[node.lineno, node.end_lineno, node.col_offset, node.end_col_offset] = node
    found: ast.AST | None = spans.get(where)
    if isinstance(found, ast.Subscript) and isinstance(found.ctx, ast.Store):
        found = next((n for n in ast.walk(tree) if found in getattr(n, "targets", ())), found)
    return found


def _values(expression: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(name, value) of each variable, and each attribute of `self`, in an expression."""
    inside = [node for node in ast.walk(expression) if isinstance(node, (ast.Name, ast.Attribute))]
    for node in sorted(inside, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node, ast.Name) and node.id in names:
            yield node.id, names[node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            own = getattr(names.get("self"), "__dict__", {})
            if node.attr in own:
                yield f"self.{node.attr}", own[node.attr]


def _is_told(value, argument):
    """True for an argument as it came in, whose shape stands in the call, as does a number."""
    one, other = as_plain_array(value), as_plain_array(argument)
    if one is None or other is None:
        return value is argument
    return one.shape == other.shape and (one.ndim > 0 or one == other)


def _described(name, value):
    array = as_plain_array(value)
    if array is not None and array.dtype.kind in "fiub":
        if array.ndim:
            return sentence("has_the_shape", name=name, shape=array.shape)
        return sentence("is_the_number", name=name, value=short(array.item()))
    if isinstance(value, (list, tuple)):
        shapes = [() if a is None else a.shape for a in map(as_plain_array, value)]
        if shapes and all(shapes) and len(set(shapes)) == 1:
            return sentence("holds_arrays", name=name, n=len(value), shape=shapes[0])
        if all(shapes) and 0 < len(shapes) <= MOST_LISTED:
            return sentence("holds_unequal_arrays", name=name, shapes=sentence("and_also").join(map(str, shapes)))
        if isinstance(value, tuple) and all(isinstance(n, int) for n in value):
            return sentence("is_the_number", name=name, value=short(value))
        return sentence("has_the_length", name=name, kind=type(value).__name__, n=len(value))
    return sentence("is_the_number", name=name, value=short(value)) if isinstance(value, str) or value is None else ""


def _shape(node, values):
    """The shape of what an expression of names, products and transposes gives; None where that cannot be told."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        one, other = _shape(node.left, values), _shape(node.right, values)
        fits = one and other and len(one) == len(other) == 2 and one[1] == other[0]
        return (one[0], other[1]) if fits else None
    if isinstance(node, ast.Attribute) and node.attr == "T":
        inner = _shape(node.value, values)
        return None if inner is None else inner[::-1]
    array = as_plain_array(values.get(ast.unparse(node)))
    return None if array is None else array.shape


def _of_a_product(expression, values):
    """The sentence for two matrices, or stacks of them, that do not fit each other in `@`: what would fit; and the
    names whose shapes it gives. ('', ()) where there is none."""
    if not (isinstance(expression, ast.BinOp) and isinstance(expression.op, ast.MatMult)):
        return "", ()
    for node in (expression.left, expression.right):
        shape = _shape(node, values)
        if isinstance(node, ast.Attribute) and node.attr == "T" and shape is not None and len(shape) > 2:
            return related("all_axes_turned", one=ast.unparse(node.value), n=len(shape)), ()
    one, other = (_shape(node, values) for node in (expression.left, expression.right))
    if one is None or other is None or len(one) < 2 or len(other) < 2 or one[-1] == other[-2]:
        return "", ()
    names = ast.unparse(expression.left), ast.unparse(expression.right)
    told = {"one": names[0], "other": names[1], "mine": one, "its": other}
    if one == other:
        return related("two_of_one_shape", **told), names
    for key, fits in (
        ("right_one_transposed", one[-1] == other[-1]),
        ("left_one_transposed", one[-2] == other[-2]),
        ("other_order", other[-1] == one[-2]),
    ):
        if fits:
            return related(key, **told), names
    return (related("no_order_fits", **told), names) if len(one) == len(other) == 2 else ("", ())
