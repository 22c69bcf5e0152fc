"""Lets a cell survive a missing module, or a line meant for a display that is not there.

A missing module costs only what needs it: its name is bound to an object that fails when it is used, and the cell goes
on after the statement that failed.
"""

import ast
import builtins
import sys
from typing import Any

from attention_course.sandbox.messages import sentence

IMPORTS = (ast.Import, ast.ImportFrom)
CONSTRUCTS = (*IMPORTS, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
HOOK = "__import_failed__"  # among Python's built-in names, since a cell may empty its own (%reset)


class MissingModule:
    """Takes the place of what could not be imported: using it raises the error of the import."""

    def __init__(self, error: ImportError):
        self.__dict__["_error"] = error

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # IPython and copy look these up on any object
            raise AttributeError(name)
        raise self._again()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise self._again()

    def __repr__(self) -> str:
        return f"<missing: {self._error}>"

    def _again(self) -> ImportError:
        return type(self._error)(*self._error.args, name=self._error.name)


class Guard:
    """An IPython AST transformer, applied to each cell of one shell."""

    def __init__(self, shell: Any):
        self.shell, self.definitions_only, self.off = shell, False, False
        self._missing: list[str] = []
        self._told: set[str] = set()

    def visit(self, tree: ast.Module) -> ast.Module:
        """The cell with each of its statements guarded, except a final expression, whose value is shown."""
        if self.definitions_only:
            tree.body = [node for node in tree.body if _defines(node)]
        if self.off:  # a test, whose ImportError is its failure
            return tree
        setattr(builtins, HOOK, self.import_failed)
        last = [tree.body.pop()] if tree.body and isinstance(tree.body[-1], ast.Expr) else []
        tree.body = [part for node in tree.body for part in _guarded(node)] + last
        return tree

    def import_failed(self, *names: str) -> None:
        """Called in the handler of a statement's ImportError; `names` are those that the statement would have bound."""
        error = sys.exc_info()[1]
        assert isinstance(error, ImportError)
        for name in names:
            self.shell.user_ns[name] = MissingModule(error)
        text = f"{type(error).__name__}: {error}"
        if isinstance(error, ModuleNotFoundError) and error.name:
            self.note_missing(error.name)
        if text not in self._told:
            self._told.add(text)
            self.shell.outputs.text("stderr", sentence("import_failed", error=text) + "\n")

    def note_missing(self, name: str) -> None:
        """Record that a module is missing."""
        if name not in self._missing:
            self._missing.append(name)

    def take_missing(self) -> list[str]:
        """The modules found missing since the last call."""
        taken, self._missing = self._missing, []
        return taken


def _defines(node: ast.stmt) -> bool:
    """Whether a statement defines something at negligible cost."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        value = node.value
        if isinstance(value, ast.Lambda):
            return True
        try:
            ast.literal_eval(value)  # type: ignore[arg-type]
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return False
        return True
    return isinstance(node, CONSTRUCTS)


def _guarded(node: ast.stmt) -> list[ast.stmt]:
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return [node]
    if not isinstance(node, IMPORTS):
        return [_with_handler(node, [])]
    if isinstance(node, ast.ImportFrom):  # one name at a time: the others may exist
        parts: list[ast.stmt] = [ast.ImportFrom(node.module, [alias], node.level) for alias in node.names]
    else:
        parts = [ast.Import([alias]) for alias in node.names]
    names = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    return [
        _with_handler(ast.copy_location(part, node), [] if name == "*" else [name])
        for part, name in zip(parts, names, strict=True)
    ]


def _with_handler(node: ast.stmt, names: list[str]) -> ast.stmt:
    call = ast.Call(ast.Name(HOOK, ast.Load()), [ast.Constant(name) for name in names], [])
    handler = ast.ExceptHandler(ast.Name("ImportError", ast.Load()), None, [ast.Expr(call)])
    made = ast.Try([node], [handler], [], [])
    for part in (made, handler, *ast.walk(handler)):
        ast.copy_location(part, node)
    return made
