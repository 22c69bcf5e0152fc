"""Start JupyterLab with the course's settings, without touching the user's own configuration."""

import os
import socket
from pathlib import Path

from attention_course.course import path_of_programs
from attention_course.lab import LabError
from attention_course.lab.messages import sentence

CONFIG = Path(__file__).with_name("config")


def check_port(port: int) -> None:
    """Raise LabError unless a server can listen on this port of the local machine."""
    if not 0 < port < 65536:
        raise LabError(sentence("no_port", port=port))
    with socket.socket() as server:
        if os.name != "nt":  # there, the option would allow a port that another server holds
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", port))
        except OSError as error:
            raise LabError(sentence("port_taken", port=port, why=error.strerror)) from None


def start(folder: Path, audience: str, page: str, port: int | None = None, browser: bool = True) -> None:
    """Run JupyterLab until it is stopped.

    `folder` is the root of the file browser, `audience` the name of a folder of settings in config/, and `page` the
    address to open, such as /lab/tree/START_HERE.md. If `port` is None, the first free one from 8888 on is used.
    """
    folder = Path(folder).resolve()
    paths = [str(CONFIG / audience), str(CONFIG / "shared"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    os.environ["PATH"] = path_of_programs()
    os.chdir(folder)  # nbgrader reads nbgrader_config.py from here

    from jupyterlab.labapp import main  # reads the environment when it is imported

    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url={page}",
        # A folder of its own, so that no layout of the user's other projects is restored here.
        f"--LabApp.workspaces_dir={folder / '.jupyterlab'}",
        f"--ServerApp.open_browser={browser}",
        "--ServerApp.allow_root=True",  # a container may have no other user; the server only listens on this machine
    ]
    if port is not None:
        arguments += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    main(arguments)
