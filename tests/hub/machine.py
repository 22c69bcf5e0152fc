"""A machine of its own for a hub: this one's programs, and folders and accounts that no other process sees.

The hub runs as root in a mount namespace and a process namespace. In there, /etc, /home and /srv are copies or new, the
installed packages stand where they stand here, and the course is installed as its wheel installs it, without `content/`
and `source/`. So it works below a folder that is closed to other accounts, too, and useradd changes nothing outside.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
import requests

from tests import ROOT
from tests.lab.server import free_port

SECONDS = 60  # that a server may take to start
RECIPE = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")
# Of /etc: what programs, accounts and passwords need.
ETC = """alternatives debian_version default fonts group gshadow hosts ld.so.cache ld.so.conf ld.so.conf.d localtime
    login.defs nsswitch.conf pam.conf pam.d passwd protocols security services shadow shells skel ssl""".split()


def block(first):
    """The block of code in docs/grading.md whose first line is the comment `first`."""
    [found] = re.findall(rf"^```\w+\n(# {re.escape(first)}.*?)^```", RECIPE, re.MULTILINE | re.DOTALL)
    return found


class Machine:
    """The hub of docs/grading.md, running; `files` is where its /etc, /home and /srv are for the test, who is root."""

    def __init__(self, files, topic):
        self.files, self.log = files, files / "hub.log"
        for folder in ("home", "srv", "etc/jupyter", "etc/jupyterhub", "wheel"):
            (files / folder).mkdir(parents=True)
        for name in ETC:
            copy = shutil.copytree if (there := Path("/etc", name)).is_dir() else shutil.copy2
            if there.exists():
                copy(there, files / "etc" / name, **({"symlinks": True} if there.is_dir() else {}))
        shutil.copytree(ROOT / "attention_course", files / "wheel" / "attention_course")
        (files / "wheel.pth").write_text("/opt/wheel\n")
        self.address = f"http://127.0.0.1:{free_port()}"
        ports = f"""
c.JupyterHub.bind_url = {self.address!r}
c.JupyterHub.hub_port = {free_port()}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{free_port()}"
"""
        (files / "etc/jupyterhub/jupyterhub_config.py").write_text(
            block("/etc/jupyterhub/jupyterhub_config.py") + ports
        )
        (files / "etc/jupyter/nbgrader_config.py").write_text(block("/etc/jupyter/nbgrader_config.py"))
        # In place of `git clone`, as the instructor.
        shutil.copytree(ROOT / "source" / topic, files / "course" / "source" / topic)
        shutil.copy(ROOT / "nbgrader_config.py", files / "course")
        (files / "start.sh").write_text(
            "set -eu\n"
            "mount -t proc proc /proc\n"  # a whole one, unlike bubblewrap's: without, graders get no sandbox in there
            + block("once, as root")
            + "cp -r /opt/course/. /srv/attention\nchown -R ada: /srv/attention\n"
            + "".join(f"echo {name}:{password(name)} | chpasswd\n" for name in ("ada", "ben", "cleo"))
            + block("whenever the machine starts, as root")
        )
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [*self._namespace(), "sh", "/opt/start.sh"], stdout=log, stderr=log, cwd="/", start_new_session=True
            )
        try:
            self.wait(self._answers, "the hub did not start")
        except BaseException:
            self.stop()
            raise

    def _namespace(self):
        """The command line of bubblewrap: root stays root in there, of the same accounts as outside."""
        command = ["bwrap", "--die-with-parent", "--unshare-pid", "--unshare-ipc", "--cap-add", "ALL", "--clearenv"]
        for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"):
            if os.path.islink(name):
                command += ["--symlink", os.readlink(name), name]
            elif os.path.isdir(name):
                command += ["--ro-bind", name, name]
        command += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/run", "--dir", "/var"]
        command += ["--perms", "1777", "--tmpfs", "/tmp", "--ro-bind-try", "/sys/fs/cgroup", "/sys/fs/cgroup"]
        for name in ("etc", "home", "srv"):
            command += ["--bind", str(self.files / name), f"/{name}"]
        python = sorted({sys.prefix, sys.base_prefix} - {"/usr"})
        for parent in sorted({str(parent) for folder in [*python, "/opt/wheel"] for parent in Path(folder).parents}):
            command += ["--perms", "0755", "--dir", parent]
        for name in ("course", "wheel", "start.sh"):
            command += ["--ro-bind", str(self.files / name), f"/opt/{name}"]
        for folder in python:
            command += ["--ro-bind", folder, folder]
        [editable] = Path(sysconfig.get_path("purelib")).glob("*attention_course*.pth")
        command += ["--ro-bind", str(self.files / "wheel.pth"), str(editable)]
        command += ["--setenv", "PATH", f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"]
        return [*command, "--setenv", "LANG", "C.UTF-8", "--setenv", "HOME", "/", "--chdir", "/srv", "--"]

    def wait(self, true, otherwise):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if value := true():
                return value
            time.sleep(0.1)
        pytest.fail(f"{otherwise}:\n{self.log.read_text()[-5000:]}")

    def _answers(self):
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(self.address + "/hub/health", timeout=5).ok

    def routes(self, path):
        """Where the hub's proxy sends what is asked below a path, by its log."""
        return set(re.findall(rf"Adding route {path} -> (http\S+)", self.log.read_text()))

    def stop(self):
        """End all processes of the namespace, which go with its first one."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=60)


def password(name):
    return f"what only {name} knows"
