"""Prepare the workspace and open JupyterLab in it (`make lab`), or on the whole project (`make instructor`)."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from attention_course.course import CONFIG, Course
from attention_course.lab import LabError
from attention_course.lab.jupyter import check_port, start
from attention_course.lab.messages import sentence
from attention_course.lab.workspace import prepare


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status."""
    own = Course.own()
    parser = argparse.ArgumentParser(prog="attention-course lab", description=__doc__)
    parser.add_argument(
        "--workspace",
        type=Path,
        default=own.workspace,
        metavar="DIR",
        help=f"where the student's files are (default: {own.workspace})",
    )
    parser.add_argument(
        "--course",
        type=Path,
        default=own.root,
        metavar="DIR",
        help=f"with --instructor: a folder with {CONFIG} (default: the project)",
    )
    parser.add_argument("--port", type=int, help="the port to use (default: the first free one from 8888 on)")
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening a browser")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--prepare-only", action="store_true", help="prepare the workspace and start nothing")
    what.add_argument(
        "--instructor",
        action="store_true",
        help="no workspace: the whole course folder, solutions included, with nbgrader's formgrader",
    )
    options = parser.parse_args(arguments)
    try:
        if options.port is not None:
            check_port(options.port)
        if options.instructor:
            if not (options.course / CONFIG).is_file():
                raise LabError(sentence("no_course_folder", folder=options.course, config=CONFIG))
            start(options.course, "instructor", "/lab", options.port, not options.no_browser)
            return 0
        for notice in prepare(own.root, options.workspace):
            print(notice, flush=True)  # before JupyterLab's own lines
        if not options.prepare_only:
            start(options.workspace, "student", "/lab/tree/START_HERE.md", options.port, not options.no_browser)
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
