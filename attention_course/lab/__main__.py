"""Prepare the workspace and open JupyterLab in it (`make lab`), or on the whole project (`make instructor`)."""

import argparse
import sys
from pathlib import Path

from attention_course.lab import LabError
from attention_course.lab.jupyter import check_port, start
from attention_course.lab.workspace import prepare

PROJECT = Path(__file__).resolve().parents[2]


def main(arguments=None):
    """Run the command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m attention_course.lab", description=__doc__)
    parser.add_argument(
        "--workspace",
        type=Path,
        default=PROJECT / "workspace",
        metavar="DIR",
        help="where the student's files are (default: workspace/ in the project)",
    )
    parser.add_argument(
        "--course",
        type=Path,
        default=PROJECT,
        metavar="DIR",
        help="with --instructor: a folder with nbgrader_config.py (default: the project)",
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
            if not (options.course / "nbgrader_config.py").is_file():
                raise LabError(f"{options.course} is no course folder: copy nbgrader_config.py into it from {PROJECT}.")
            start(options.course, "instructor", "/lab", options.port, not options.no_browser)
            return 0
        for notice in prepare(PROJECT, options.workspace):
            print(notice, flush=True)  # before what JupyterLab writes
        if not options.prepare_only:
            start(options.workspace, "student", "/lab/tree/START_HERE.md", options.port, not options.no_browser)
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
