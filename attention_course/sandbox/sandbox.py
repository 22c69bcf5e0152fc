"""The box in which student code runs: a bubblewrap sandbox with a warm process that forks once per submission.

See SECURITY.md for what it keeps in and out.
"""

import contextlib
import functools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import attention_course
from attention_course.sandbox.channel import pack, pair

READY = 60  # seconds for a box to stand, imports included
INSTALL = (
    "bubblewrap is needed to run student code in a sandbox: install it (Debian, Ubuntu: apt install bubblewrap; "
    "Fedora: dnf install bubblewrap), or run with --unsandboxed to let student code run as you, with access to "
    "all your files"
)


class BoxError(Exception):
    """The box cannot be had; the text is for the instructor."""


@functools.cache
def bubblewrap():
    """The path of bwrap; BoxError where there is none, or it does not work here."""
    path = shutil.which("bwrap")
    if not sys.platform.startswith("linux"):
        raise BoxError(
            f"bubblewrap exists for Linux only, and this is {sys.platform}: run with --unsandboxed to let "
            "student code run as you, with access to all your files"
        )
    if path is None:
        raise BoxError(INSTALL)
    trial = subprocess.run(
        [path, "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "true"],
        capture_output=True,
        text=True,
    )
    if trial.returncode:
        raise BoxError(
            f"bubblewrap does not work here ({trial.stderr.strip() or 'no message'}): user namespaces must "
            "be allowed, see SECURITY.md; or run with --unsandboxed"
        )
    return path


class Box:
    """Where submissions run. `mode` is "own" (a fork in namespaces of its own), "sandbox" (a sandbox for
    each, where namespaces cannot be nested) or "none" (unsandboxed)."""

    def __init__(self, mode):
        self.mode = mode
        self._process = None if mode == "sandbox" else _Process(mode != "none")

    @classmethod
    def start(cls, sandboxed=True):
        """The box of this process, warm."""
        if not sandboxed:
            return cls("none")
        bubblewrap()
        box = cls("own")
        try:
            Session(box, **DEFAULT_LIMITS).close()
        except NotNested:
            box.close()
            box = cls("sandbox")
        return box

    def open(self, request):
        """(connection, lifeline, what to close in the end) of a new process for one submission."""
        own, theirs = pair()
        lifeline, their_lifeline = pair()
        process = self._process or _Process(True)
        with theirs, their_lifeline:
            try:
                socket.send_fds(
                    process.control,
                    [pack({**request, "isolation": self.mode})],
                    [theirs.fileno(), their_lifeline.fileno()],
                )
            except OSError as error:
                raise BoxError(f"the box has ended ({error})") from None
        return own, lifeline, None if process is self._process else process

    def learn(self, modules):
        """Have modules imported where submissions are forked from."""
        if self._process is not None:
            own, theirs = pair()
            with own, theirs:
                for start in range(0, len(modules), 10):
                    request = pack({"here": True, "modules": modules[start : start + 10]})
                    socket.send_fds(self._process.control, [request], [theirs.fileno()])

    def close(self):
        if self._process is not None:
            self._process.close()


class NotNested(BoxError):
    """A sandbox that does not allow namespaces inside it."""


DEFAULT_LIMITS = {"memory": 2 * 2**30, "disk": 128 * 2**20, "seconds": 300}


class Session:
    """The process of one submission: a connection, and a lifeline to interrupt it and to learn how it ended."""

    def __init__(self, box, memory, disk, seconds):
        limits = {"memory": memory, "disk": disk, "seconds": seconds, "count_processes": counts_processes()}
        self._folder = tempfile.TemporaryDirectory(prefix="unsandboxed-") if box.mode == "none" else None
        folder = {"folder": self._folder.name} if self._folder else {}
        self.connection, self.lifeline, self._sandbox = box.open({"limits": limits, **folder})
        self.connection.settimeout(READY)
        try:
            first = self.connection.recv(1000)
        except TimeoutError:
            first = b""
        if first[:1] != b"\0":
            self.close()
            reason = first[1:].decode(errors="replace")
            raise NotNested(reason) if first else BoxError("the box did not open")

    def interrupt(self):
        try:
            self.lifeline.send(b"I")
        except OSError:
            pass

    def how_it_ended(self, wait=2):
        """{"status": exit code or minus a signal, "reason": "memory" or None} of a process that has ended, or {}."""
        self.lifeline.settimeout(wait)
        try:
            return json.loads(self.lifeline.recv(1000) or b"{}")
        except (OSError, ValueError):
            return {}

    def close(self, wait=False):
        """Kill the process and whatever it has started; with `wait`, until it is gone."""
        self.connection.close()
        if wait:
            with contextlib.suppress(OSError):
                self.lifeline.shutdown(socket.SHUT_WR)
                self.how_it_ended()
        self.lifeline.close()
        if self._sandbox is not None:
            self._sandbox.close()
        if self._folder:
            time.sleep(0.05)
            self._folder.cleanup()


def counts_processes():
    """Whether the kernel counts processes by namespace (since 5.14); before, it counts all of the user's."""
    release = os.uname().release.split(".")
    return (int(release[0]), int(release[1])) >= (5, 14) if release[0].isdigit() else False


class _Process:
    """A warm process that can run student code, and the socket on which it takes requests."""

    def __init__(self, sandboxed):
        self.control, theirs = socket.socketpair()
        with theirs:
            command = [
                *(sandbox_command() if sandboxed else ()),
                sys.executable,
                "-P",
                "-m",
                "attention_course.sandbox.inside",
                str(theirs.fileno()),
            ]
            options = {} if sandboxed else {"env": {**os.environ, **_environment()}}
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, **options)

    def close(self):
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def sandbox_command():
    """The bubblewrap command line, up to the program to run."""
    package = Path(attention_course.__file__).resolve().parent
    command = [
        bubblewrap(),
        "--die-with-parent",
        "--new-session",
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
        "--cap-drop",
        "ALL",
        "--clearenv",
    ]
    if os.getuid() == 0:  # no user namespace: root gives itself up in the fork, see isolate.become_nobody
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user"]
    for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"):
        if os.path.islink(name):
            command += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            command += ["--ro-bind", name, name]
    command += ["--ro-bind", "/usr", "/usr"]
    command += ["--perms", "0755", "--dir", "/etc"]
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime"):
        command += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/run"]
    command += ["--dev-bind", "/dev/null", "/dev/zero"]  # mapped, it would be memory that nobody counts, see seccomp.py
    command += ["--perms", "1777", "--size", str(128 * 2**20), "--tmpfs", "/tmp"]
    folders = _python_folders(package)
    for parent in sorted({parent for folder in folders for parent in Path(folder).parents}):
        command += ["--perms", "0755", "--dir", str(parent)]
    for folder in folders:
        command += ["--ro-bind", folder, folder]
    for fonts in _font_lists():  # matplotlib wants a folder that it can write to, but reads the list only
        command += ["--ro-bind", str(fonts), f"/tmp/matplotlib/{fonts.name}"]
    for folder in ("/run", "/dev", "/"):
        command += ["--remount-ro", folder]
    environment = {
        **_environment(),
        "HOME": "/tmp/home",
        "IPYTHONDIR": "/tmp/home",
        "USER": "student",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "LANG": "C.UTF-8",
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
    }
    for name, value in environment.items():
        command += ["--setenv", name, value]
    return [*command, "--chdir", "/tmp", "--"]


def _environment():
    return {
        **thread_limits(),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


def thread_limits():
    """One thread for linear algebra, since submissions share the cores; the same order of sets in each run."""
    return {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


def _python_folders(package):
    """Python, the installed packages and this package, and nothing else of the folder that it stands in."""
    folders = [Path(sys.prefix), Path(sys.base_prefix), Path(os.path.realpath(sys.executable)).parent.parent]
    folders += [Path(p) for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    kept = []
    for folder in sorted({f for f in folders if f.is_dir() and f != Path("/")}):
        if not folder.is_relative_to("/usr") and not any(folder.is_relative_to(k) for k in kept):
            kept.append(folder)
    return [*map(str, kept), str(package)]


def _font_lists():
    """matplotlib's list of fonts, which takes seconds to make."""
    folder = Path(os.environ.get("MPLCONFIGDIR") or Path.home() / ".cache" / "matplotlib")
    if not list(folder.glob("fontlist-*.json")):
        subprocess.run([sys.executable, "-P", "-c", "import matplotlib.font_manager"], capture_output=True)
    return list(folder.glob("fontlist-*.json"))
