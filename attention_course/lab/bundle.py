"""One zip with all that a student needs, for those without git: `attention-course bundle`.

It holds lessons, student versions, the part of the package that they import and that starts JupyterLab on them, the
locked requirements, and one page to start from. The same files give the same bytes.
"""

import argparse
import ast
import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

from attention_course.course import Course
from attention_course.lab.model_answers import PACKED, pack
from attention_course.whole_files import replacing

PACKAGE = "attention_course"
FOLDER = "attention-course-student"  # in the zip, and the zip's own name
INSTRUCTORS = {"authoring", "grading", "lms", "sandbox"}  # parts of the package that no student gets


class BundleError(Exception):
    """The bundle cannot be made; the text is one line for the person at the terminal."""


def contents(project: Path, model_answers: bool = False) -> dict[str, bytes]:
    """All files of the bundle: a dict from the path in it to the bytes. Raises BundleError if something is missing."""
    files = _notebooks(project)
    files["START_HERE.md"] = Path(__file__).with_name("bundle_start_here.md").read_bytes()
    files.update(_package(project, files))
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    files["pyproject.toml"] = _pyproject(settings).encode()
    lock = (project / "requirements-lab.txt").read_text(encoding="utf-8")
    files["requirements.txt"] = re.sub(r"^ *#.*\n", "", lock, flags=re.MULTILINE).encode()
    if model_answers:
        files[PACKED] = pack(project)
    return files


def write(project: Path, target: Path, model_answers: bool = False) -> None:
    """Write the zip; the same files give the same bytes."""
    files = contents(Path(project), model_answers)
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as partial, zipfile.ZipFile(partial, "w") as file:
        for name in sorted(files):
            info = zipfile.ZipInfo(f"{FOLDER}/{name}")  # dated 1980, whenever it is made
            info.create_system = 3  # Unix, on whatever system it is made
            info.external_attr = 0o100644 << 16
            file.writestr(info, files[name], zipfile.ZIP_DEFLATED, 9)


def _notebooks(project):
    """Lessons and student versions, at the paths where the lab looks for them."""
    files = {}
    for pattern in ("notebooks/*.ipynb", "release/*/*.ipynb"):
        found = sorted(project.glob(pattern))
        if not found:
            raise BundleError(f"there are no notebooks in {project / pattern}: run `make build` first")
        files.update((path.relative_to(project).as_posix(), path.read_bytes()) for path in found)
    return files


def notebook_packages(project: Path) -> dict[str, bytes]:
    """The files of the package that lessons and student versions import, directly or not: {path: bytes}."""
    return _package(project, _notebooks(project), parts=())


def _package(project, files, parts=("lab", "course")):
    """These parts of the package, and what the notebooks import from it, directly or not."""
    todo = set(parts) | {
        part
        for name, data in files.items()
        if name.endswith(".ipynb")
        for cell in json.loads(data)["cells"]
        if cell["cell_type"] == "code"
        for part in _imported("".join(cell["source"]))
    }
    found = {f"{PACKAGE}/{name}": (project / PACKAGE / name).read_bytes() for name in ("__init__.py", "__main__.py")}
    done = set()
    while todo - done:
        part = min(todo - done)
        done.add(part)
        if part in INSTRUCTORS:
            raise BundleError(f"something that students run imports {PACKAGE}.{part}, which they must not get")
        top = project / PACKAGE / part
        paths = sorted(top.rglob("*")) if top.is_dir() else [top.with_suffix(".py")]
        for path in paths:
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
                found[path.relative_to(project).as_posix()] = path.read_bytes()
                if path.suffix == ".py":
                    todo |= _imported(path.read_text(encoding="utf-8"))
    return found


def _imported(source):
    """The parts of the package that some Python source imports, such as {"checks", "datasets"}."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == PACKAGE:
            names.update(f"{PACKAGE}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.split(".")[1] for name in names if name.startswith(f"{PACKAGE}.")}


def _pyproject(settings):
    """pyproject.toml for the students' part of the package."""
    text = json.dumps  # for strings and lists of strings, JSON is valid TOML
    project = settings["project"]
    keys = ("name", "version", "description", "requires-python", "dependencies")
    return "\n".join(
        [
            "[build-system]",
            *(f"{key} = {text(value)}" for key, value in settings["build-system"].items()),
            "",
            "[project]",
            *(f"{key} = {text(project[key])}" for key in keys),
            "",
            "[tool.hatch.build.targets.wheel]",
            f"packages = {text([PACKAGE])}",
            "",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    project = Course.own().root
    parser = argparse.ArgumentParser(
        prog="attention-course bundle", description="Make one zip with all that a student needs."
    )
    parser.add_argument("--to", type=Path, default=project / "dist" / f"{FOLDER}.zip", help="the zip to write")
    parser.add_argument(
        "--model-answers",
        action="store_true",
        help="for those who learn alone: include model answers, which `attention-course check` opens after an attempt",
    )
    options = parser.parse_args(arguments)
    try:
        write(project, options.to, options.model_answers)
    except BundleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{options.to} ({options.to.stat().st_size / 2**20:.1f} MB)")
    return 0
