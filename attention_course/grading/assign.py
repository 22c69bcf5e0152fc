"""`attention-course assign [TOPIC ...]`: bring the gradebook up to source/, say what changed, and grade again."""

import argparse
import os
import sys

from rich.console import Console
from rich.markup import escape

from attention_course.course import Course
from attention_course.grading.batch import Grader, GradingError
from attention_course.grading.command import add_options, grade_and_tell, say_wait
from attention_course.grading.jobs import Renewal
from attention_course.grading.wording import a_few


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    options = _parse(arguments)
    console = Console(highlight=False)
    try:
        root = Course.find(options.course).root
        options.csv = os.path.abspath(options.csv)
        with Grader(root, options.db, not options.unsandboxed, options.workers, say_wait(root)) as grader:
            renewals = grader.assign(options.topics, write=not options.dry_run, remove=options.remove)
            for renewal in renewals:
                _tell(renewal, options.dry_run, console)
            if any(renewal.refused for renewal in renewals):
                return 2
            options.topics = [renewal.name for renewal in renewals if renewal.handed_in]
            if options.dry_run or not options.topics:
                return 0
            return grade_and_tell(grader, options, console)
    except GradingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; `attention-course grade` continues with what is left", file=sys.stderr)
        return 130


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="attention-course assign",
        description="Enter an assignment of source/ into the gradebook, or bring it up to date there, and grade again "
        "what was graded with an older version. Points that a person gave are kept.",
    )
    parser.add_argument(
        "topics", nargs="*", metavar="TOPIC", help="topics to enter (default: all that the gradebook has)"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument(
        "--remove", action="store_true", help="remove cells from the gradebook even if a person gave points for them"
    )
    add_options(parser)
    return parser.parse_args(arguments)


def _tell(renewal: Renewal, dry_run: bool, console: Console) -> None:
    name, changes = renewal.name, [f"{old}: is now called {new}" for old, new in renewal.renamed.items()]
    changes += renewal.changes
    if renewal.new:
        would = "would be entered" if dry_run else "was entered"
        console.print(f"{name} {would} into the gradebook: {renewal.max_score:g} points")
    elif not changes:
        console.print(f"{name} is in the gradebook as it is in source/")
    else:
        console.print(f"{name} has changed:")
        for change in changes:
            console.print(f"  {escape(change)}", soft_wrap=True)
    for lost in renewal.lost:
        console.print(f"  [bold]{'lost' if not renewal.refused else 'would be lost'}[/bold]: {escape(lost)}")
    if renewal.refused:
        console.print("  Nothing was changed. Put the cell back into source/, or give up those points with --remove.")
        return
    if renewal.released:
        console.print(f"  The student version {'would be' if dry_run else 'was'} written to release/{name}/.")
    if renewal.again:
        console.print(
            f"  {len(renewal.again)} submissions were graded with an older version "
            f"{'and would be' if dry_run else 'and are'} graded again: {escape(a_few(renewal.again))}"
        )
