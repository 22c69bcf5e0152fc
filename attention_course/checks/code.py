"""What can be said of a wrong function from its own code, wherever a student's code can be looked at."""

import ast
import builtins
import dis
import linecache
import types
from collections.abc import Iterator

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.messages import related


def about_code(thing: object) -> str:
    """Sentences about a function that leaves an argument unused, or a function or class that reads an array of the
    notebook which it was not handed; ''."""
    return " ".join(filter(None, [_unused(thing), _from_the_notebook(thing)]))


def ended_loop(function: object) -> str:
    """The sentence for a loop of a function that comes to a `return` in its first round, whatever it goes through; ''
    where there is none, or where the code is not at hand."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return ""
    try:
        tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    except (SyntaxError, ValueError):  # a cell with commands of IPython
        return ""
    own = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == code.co_name)
    for node in (part for function in own for part in ast.walk(function)):
        if isinstance(node, (ast.For, ast.While)) and not any(isinstance(n, ast.Continue) for n in ast.walk(node)):
            for step in node.body:
                if isinstance(step, ast.Return):
                    return related("ends_in_its_first_round", loop=node.lineno, line=step.lineno)
    return ""


def _unused(function):
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType) or {"locals", "vars", "eval", "exec"} & set(code.co_names):
        return ""
    given = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    used = set(code.co_cellvars).union(*map(_read, dis.get_instructions(code)))  # a function inside it may use a cell
    left = [name for name in given if name not in used]
    return related("unused_argument", name=left[0]) if len(left) == 1 else ""  # of a stub that leaves all, it is plain


def not_reached(thing: object) -> str:
    """The sentence, after a space, for a function that has a `raise` of its own, outside of an `except`; or ''."""
    code = getattr(thing, "__code__", None)
    names = {i.opname for i in dis.get_instructions(code)} if isinstance(code, types.CodeType) else set()
    return f" {related('a_raise_not_reached')}" if "RAISE_VARARGS" in names and "PUSH_EXC_INFO" not in names else ""


def _read(instruction):
    """The local names that one instruction reads."""
    if "LOAD_FAST" not in instruction.opname:
        return ()
    names = instruction.argval if isinstance(instruction.argval, tuple) else (instruction.argval,)
    return names[1:] if instruction.opname.startswith("STORE") else names


def _from_the_notebook(thing):
    for function in vars(thing).values() if isinstance(thing, type) else [thing]:
        if isinstance(function, types.FunctionType):
            for name in sorted(_outer_names(function.__code__)):
                array = as_plain_array(function.__globals__.get(name))
                if array is not None and array.ndim and not hasattr(builtins, name):
                    return related("variable_of_the_notebook", name=name)
    return ""


def _outer_names(code: types.CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield instruction.argval
    for inside in code.co_consts:
        if isinstance(inside, types.CodeType):
            yield from _outer_names(inside)
