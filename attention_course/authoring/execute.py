"""Executes a built notebook in a fresh kernel and refuses outputs that should never be stored."""

import asyncio
import atexit
import base64
import contextlib
import io
import os
import re
import tempfile
from pathlib import Path

import nbclient
import nbformat
from nbformat import NotebookNode
from PIL import Image
from traitlets.config import Config

from attention_course.authoring.content import ContentError
from attention_course.checks.recorded import RECORD
from attention_course.course import CHECKOUT
from attention_course.figures.interactive import WIDGET

# Outputs that differ from machine to machine, or look like an accident, must not be stored.
UNWANTED = {
    r"\b0x[0-9a-fA-F]{6,}\b": "a memory address",
    r"(?<![\w.])/(home|root|tmp|usr|work|Users|private|opt|var)/": "a path of this machine",
    r"[A-Z]:\\\\": "a path of this machine",
    r"\w*Warning:": "a warning",
    r"-?\d+\.\d{12,}": "a number whose last digits differ between processors; round it",
}
# Python shows all digits of a bare float: one that looks short here may be 0.8300000000000001 elsewhere.
BARE_FLOAT = re.compile(r"(np\.float\d+\()?-?\d+\.\d+(e[+-]\d+)?\)?")
ROUNDED = re.compile(r"round\(|:[\d,]*\.\d")  # a method or function, or a format


_running = {}  # {task: its event loop} of each notebook that is being executed in some thread


def stop_executing() -> None:
    """Cancel what is being executed in any thread; the kernels are shut down at once, busy or not."""
    while _running:
        task, loop = _running.popitem()  # once each: a second cancel would interrupt the clean-up
        with contextlib.suppress(RuntimeError):  # it has just ended
            loop.call_soon_threadsafe(task.cancel)


async def _stoppable(client, environment):
    task = asyncio.current_task()
    _running[task] = asyncio.get_running_loop()
    try:
        await client.async_execute(env=environment)
    finally:
        _running.pop(task, None)
        if client.km is not None and client.km.has_kernel:  # cancelled while it began: nbclient leaves it alone then
            await client.km.shutdown_kernel(now=True)
        if client.km is None:  # cancelled while it cleaned up, nbclient would do so again when Python ends, and fail
            atexit.unregister(client._cleanup_kernel)


def execute(notebook: NotebookNode, path: Path, record: Path | None = None, timeout: float = 300) -> None:
    """Run all cells of `notebook` in place; ContentError names the cell of `path` that failed.

    Notebooks run in an empty folder, so that nothing depends on where the course is, and import this package even if
    another clone is installed. `record` is a file in which the checks record their visible examples.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = f"{folder}/work"
        os.mkdir(work)
        environment = os.environ | {"PYTHONHASHSEED": "0", "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
        environment["OPENBLAS_NUM_THREADS"] = "1"  # a notebook on each core already; more threads wait in busy loops
        imported_from = [str(CHECKOUT), os.environ.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, imported_from))
        environment.pop(RECORD, None)
        if record:
            environment[RECORD] = str(record)
        # Sockets in the file system, where they exist: nobody else can connect, and no port is needed.
        sockets = {"transport": "ipc", "ip": f"{folder}/socket"} if os.name == "posix" else {}
        config = Config({"KernelManager": sockets})
        client = nbclient.NotebookClient(
            notebook,
            config=config,
            timeout=timeout,
            kernel_name="python3",
            shutdown_kernel="immediate",  # it has nothing to save
            record_timing=False,
            resources={"metadata": {"path": work}},
            allow_errors=True,
            store_widget_state=False,
            coalesce_streams=True,
        )
        try:
            # asyncio.run closes its event loop; nbclient's own synchronous call leaves one behind in each thread.
            asyncio.run(_stoppable(client, environment))
        except nbclient.exceptions.CellTimeoutError:
            raise ContentError(f"{path}: a cell ran for more than {timeout} s") from None
    # No version: every Python builds the same bytes.
    notebook.metadata["language_info"] = nbformat.from_dict({"name": "python"})
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            # A slider lives as long as its kernel and gets a new id each time; only the picture beside it is stored.
            data.pop(WIDGET, None)
            if "image/png" in data:
                try:
                    data["image/png"] = _smallest(data["image/png"])
                except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:  # what Pillow raises
                    raise ContentError(f"{path}, cell {number}: a picture cannot be read: {error}") from None
        problem = unwanted_output(cell)
        if problem:
            raise ContentError(f"{path}, cell {number}: its output has {problem}\n{cell.source}")


def _smallest(png: str) -> str:
    """A picture in base64, the same pixels in as few bytes as they can be stored in; an animated one as it is."""
    stored = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(png)), formats=["png"]) as picture:
        if getattr(picture, "is_animated", False):
            return png
        picture.save(stored, "png", compress_level=9)
    return base64.b64encode(stored.getvalue()).decode("ascii")


def unwanted_output(cell: NotebookNode) -> str | None:
    """What an output has that must not be stored, as a phrase; None if all is well."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
            return f"an error: {output.ename}: {output.evalue}\n{trace}"
        if output.get("name") == "stderr":
            return f"text on stderr: {output.text}"
        texts = [output.get("text", "")] + [v for k, v in output.get("data", {}).items() if k.startswith("text/")]
        for text in texts:
            for pattern, name in UNWANTED.items():
                match = re.search(pattern, text)
                if match:
                    return f"{name}: {match.group(0)}"
            if BARE_FLOAT.fullmatch(text.strip()) and not ROUNDED.search(cell.source):
                return f"a float with all its digits, the last of which differ between processors; round it: {text}"
    return None
