"""`python -m attention_course.authoring [TOPIC ...]`: make notebooks/, source/ and release/ from content/."""

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console

from attention_course.authoring import ContentError, Course, build


def main():
    parser = argparse.ArgumentParser(prog="attention_course.authoring", description=__doc__)
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="such as 04_softmax (default: all)")
    parser.add_argument("--force", action="store_true", help="make everything again, changed or not")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the course's folder (default: this one)")
    options = parser.parse_args()
    console = Console(stderr=True)
    begin = time.monotonic()
    with console.status("building"):
        try:
            written = build(
                Course(options.root.resolve()),
                options.topics,
                options.force,
                progress=lambda step: console.print(f"  building {step}", style="dim"),
            )
        except ContentError as error:
            console.print(f"error: {error}", style="red", markup=False, highlight=False)
            return 1
    for path in written:
        console.print(f"  wrote {path.relative_to(options.root.resolve())}", highlight=False)
    console.print(f"{len(written)} files written in {time.monotonic() - begin:.1f} s", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
