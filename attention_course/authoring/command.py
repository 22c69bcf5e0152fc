"""`attention-course build [TOPIC ...]`: make notebooks/, source/ and release/ from content/."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from attention_course.authoring import build
from attention_course.course import PACKAGE, Course, CourseError


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="attention-course build", description=__doc__)
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="such as 04_softmax (default: all)")
    parser.add_argument("--force", action="store_true", help="build everything again, changed or not")
    parser.add_argument("--course", metavar="DIR", help="the course's folder (default: the one around here)")
    options = parser.parse_args(arguments)
    course = Course.find(options.course)
    package = course.root / PACKAGE.name
    if (package / "__main__.py").is_file() and package.resolve() != PACKAGE:
        _start_again_with(package, sys.argv[2:] if arguments is None else arguments)
    console = Console(stderr=True)
    begin = time.monotonic()
    try:
        with console.status("building"):
            written = build(
                course,
                options.topics,
                options.force,
                progress=lambda step: console.print(f"  building {step}", style="dim"),
            )
    except KeyboardInterrupt:
        console.print("stopped; what was built is kept, and the next build makes the rest", highlight=False)
        return 130
    for path in written:
        console.print(f"  wrote {path.relative_to(course.root)}", highlight=False)
    console.print(f"{len(written)} files written in {time.monotonic() - begin:.1f} s", highlight=False)
    return 0


def _start_again_with(package: Path, arguments: Sequence[str]) -> None:
    """Replace this process by the same command of another clone, whose own checks and figures make its notebooks."""
    first, *others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if first == str(package.parent):
        raise CourseError(f"Python imports {PACKAGE}, expected {package}: use the .venv of {package.parent}")
    path = os.pathsep.join(filter(None, [str(package.parent), first, *others]))
    command = [sys.executable, "-P", "-m", PACKAGE.name, "build", *arguments]
    sys.stdout.flush()
    os.execve(sys.executable, command, os.environ | {"PYTHONPATH": path})
