"""What the author provides to both processes: the files beside the notebook, and imports."""

import base64
import os
import site
import sys
import sysconfig
from typing import Any


def write_files(files: dict[str, str]) -> None:
    """Write data files, {name: base64}, into the current folder, where modules can be imported from, as in Jupyter."""
    for name, data in files.items():
        os.makedirs(os.path.dirname(os.path.abspath(name)), exist_ok=True)
        with open(name, "wb") as file:
            file.write(base64.b64decode(data))
    sys.path.insert(0, os.getcwd())
    sys.path_importer_cache.pop(os.getcwd(), None)  # what Python knows of other folders still holds
    _forget_others({name.partition("/")[0].removesuffix(".py") for name in files if name.endswith(".py")})


def _forget_others(names: set[str]) -> None:
    """Forget modules of these names that were imported from elsewhere and are not installed: an editable checkout also
    has packages such as `tests`."""
    if not names:
        return
    installed = (sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), *site.getsitepackages())
    for module in [m for m in sys.modules if m.partition(".")[0] in names]:
        place = getattr(sys.modules[module], "__file__", None)
        if place is not None and not place.startswith(installed):
            del sys.modules[module]


def failing_imports(statements: list[str]) -> dict[str, str]:
    """{statement: its error} of the import statements that fail in this process."""
    failed = {}
    for statement in statements:
        try:
            exec(statement, {})
        except Exception as error:  # a module may raise anything
            failed[statement] = f"{type(error).__name__}: {error}"[:500]
    return failed


def imported(name: str, statement: str) -> Any:
    """The object that `name` refers to after this import statement."""
    names: dict[str, Any] = {}
    exec(statement, names)
    return names[name]
