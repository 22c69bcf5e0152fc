"""`python -m tests.mutants [TOPIC ...]`: status 1 where a survivor has no explanation, or too many survive."""

import argparse
import random
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from attention_course.authoring import ContentError
from attention_course.course import Course
from tests import ROOT
from tests.mutants import EQUIVALENT, Assignment, Explanations, grade_all

ENOUGH = 0.98  # of the mutants that change behaviour must lose points


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="tests.mutants", description=__doc__)
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="such as 04_softmax (default: all)")
    parser.add_argument("--exercise", action="append", help="only this one (may be repeated)")
    parser.add_argument("--sample", type=int, metavar="N", help="only N mutants of each topic, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the sample (default: 0)")
    parser.add_argument("--root", type=Path, default=ROOT, help="the course's folder (default: this one)")
    parser.add_argument("--workers", type=int, help="processes (default: one for each core)")
    options = parser.parse_args(arguments)
    console, begin = Console(stderr=True), time.monotonic()
    try:
        explanations = Explanations(options.root / EQUIVALENT)
        jobs = chosen(Course(options.root).topics(options.topics), options)
        verdicts = watched(jobs, options.workers, console)
    except (ContentError, ValueError) as error:
        console.print(f"error: {error}", style="red", markup=False, highlight=False)
        return 2
    complete = not (options.sample or options.exercise)
    unneeded = explanations.unneeded(verdicts) if complete else []
    return report(verdicts, explanations, unneeded, time.monotonic() - begin)


def chosen(topics, options):
    """The jobs, (assignment, mutant), that the options ask for."""
    draw = random.Random(options.seed)
    jobs = []
    for topic in topics:
        assignment = Assignment(topic)
        mutants = [m for m in assignment.mutants() if not options.exercise or m.exercise in options.exercise]
        if options.sample:
            mutants = draw.sample(mutants, min(options.sample, len(mutants)))
        jobs += [(assignment, mutant) for mutant in mutants]
    return jobs


def watched(jobs, workers, console):
    """All verdicts, in the order of the jobs, with a progress bar meanwhile."""
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    # The bar draws itself only when told: a thread that draws must not be there when workers fork.
    with Progress(*columns, console=console, auto_refresh=False) as progress:
        bar = progress.add_task("grading mutants", total=len(jobs))
        verdicts = []
        for verdict in grade_all(jobs, workers):
            verdicts.append(verdict)
            survivors = sum(v.survived for v in verdicts)
            progress.update(bar, advance=1, description=f"grading mutants, {survivors} survive", refresh=True)
    order = {(assignment.name, mutant): place for place, (assignment, mutant) in enumerate(jobs)}
    return sorted(verdicts, key=lambda v: order[v.topic, v.mutant])


def report(verdicts, explanations, unneeded, seconds):
    """Print survivors and a summary; returns the exit status.

    slow: killed by the clock. score: the share of killed ones among those that have no explanation.
    """
    out = Console(highlight=False)
    table = Table("topic")
    for name in ("mutants", "killed", "slow", "explained", "unexplained", "score"):
        table.add_column(name, justify="right")
    bad = 0
    for topic in dict.fromkeys(verdict.topic for verdict in verdicts):
        own = [v for v in verdicts if v.topic == topic]
        survivors = [v for v in own if v.survived]
        unexplained = [v for v in survivors if explanations.reason(v) is None]
        matter = len(own) - len(survivors) + len(unexplained)
        share = (matter - len(unexplained)) / matter if matter else 1.0
        bad += len(unexplained) + (share < ENOUGH)
        for verdict in unexplained:
            out.print(f"\n{topic}, {verdict.mutant.exercise}: {verdict.mutant.kind}", style="bold")
            out.print(verdict.mutant.diff, markup=False, soft_wrap=True)
        table.add_row(
            topic,
            str(len(own)),
            str(len(own) - len(survivors)),
            str(sum(v.slow for v in own)),
            str(len(survivors) - len(unexplained)),
            str(len(unexplained)),
            f"{share:.1%}",
        )
    out.print(table)
    for topic, exercise, was, becomes in unneeded:
        out.print(
            f"{EQUIVALENT / topic}.toml, {exercise}: delete the entry, no survivor turns\n- {was}\n+ {becomes}",
            style="red",
            markup=False,
            soft_wrap=True,
        )
    out.print(
        f"{len(verdicts)} mutants in {seconds:.0f} s; "
        + ("every survivor is explained" if not bad else "survivors above need a test, or a reason")
    )
    return int(bool(bad or unneeded))


if __name__ == "__main__":
    sys.exit(main())
