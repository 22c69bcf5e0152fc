"""Start JupyterLab with the course's settings, given from outside: the user's own configuration is not touched."""

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

    `folder` is all that the file browser shows, `audience` the name of a folder of settings in config/, `page` the
    address to open, such as /lab/tree/START_HERE.md. With `port` None, the first free one from 8888 on is taken.
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
        # Of its own, so that no layout of the user's other projects is restored here.
        f"--LabApp.workspaces_dir={folder / '.jupyterlab'}",
        f"--ServerApp.open_browser={browser}",
        "--ServerApp.allow_root=True",  # a container has no other user; the server listens on this machine only
    ]
    if port is not None:
        arguments += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    main(arguments)
