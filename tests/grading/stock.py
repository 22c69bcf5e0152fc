"""Stock nbgrader, in processes of its own, in a course folder."""

import os
import subprocess
import sys
from pathlib import Path

BEGIN = """
import sys, tempfile
from pathlib import Path
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader
config = PyFileConfigLoader("nbgrader_config.py").load_config()
config.CourseDirectory.root = "."
config.Application.log_level = "CRITICAL"
# Kernels that start at the same time may take each other's TCP ports, and then wait a minute for an answer.
sockets = tempfile.TemporaryDirectory()
config.KernelManager.update({"transport": "ipc", "ip": f"{sockets.name}/socket"})
api = NbGraderAPI(config=config)
"""
GENERATE = """
for name in sorted(path.name for path in Path("source").iterdir() if path.is_dir()):
    result = api.generate_assignment(name)
    assert result["success"], result
"""
AUTOGRADE = """
part, parts = map(int, sys.argv[1:])
for place in sorted(Path("submitted").glob("*/*"))[part::parts]:
    for attempt in range(3):  # on a loaded machine it may lose a kernel
        result = api.autograde(place.name, place.parent.name)
        if result["success"]:
            break
    assert result["success"], result
"""


def generate(folder):
    """Make release/ of all that lies in source/."""
    _run(folder, GENERATE, 1)


def autograde(folder):
    """Grade all that lies in submitted/, a process on each core."""
    _run(folder, AUTOGRADE, os.cpu_count())


def _run(folder, steps, parts):
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", BEGIN + steps, str(part), str(parts)],
            cwd=folder,
            env=os.environ | {"PATH": programs},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for part in range(parts)
    ]
    errors = [process.communicate()[1] for process in processes]
    assert not any(process.returncode for process in processes), "\n".join(errors)[-3000:]
