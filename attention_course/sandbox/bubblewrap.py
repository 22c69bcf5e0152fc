"""The bubblewrap command line: which parts of this machine a student's code may see."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import attention_course

INSTALL = "Install bubblewrap (Debian, Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap)"


class SandboxError(Exception):
    """No sandbox is available; the text is for the instructor."""


@functools.cache
def find_bubblewrap() -> str:
    """The path of bwrap. Raises SandboxError if it is not installed or does not work on this machine."""
    path = shutil.which("bwrap")
    if not sys.platform.startswith("linux"):
        raise _no_sandbox(f"bubblewrap exists for Linux only, and this is {sys.platform}", "Use a Linux machine")
    if path is None:
        raise _no_sandbox("bubblewrap is not installed", INSTALL)
    for _ in range(3):  # a trial that was killed proves nothing
        trial = subprocess.run(
            [path, "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "true"],
            capture_output=True,
            text=True,
        )
        if trial.returncode >= 0:
            break
    if trial.returncode:
        said = trial.stderr.strip() or "no message"
        raise _no_sandbox(f"bubblewrap does not work here ({said})", "Allow user namespaces, see SECURITY.md")
    return path


def _no_sandbox(why, remedy):
    """The error, the same for every command: what it means, how to get a sandbox, how to go on without one."""
    return SandboxError(
        f"There is no sandbox: {why}. Without one, the code of students runs as you, with access to all your files. "
        f"{remedy}, or go on without a sandbox with --unsandboxed (with make: ARGS=--unsandboxed)."
    )


def bubblewrap_command() -> list[str]:
    """The bubblewrap command line, up to the program to run."""
    package = Path(attention_course.__file__).resolve().parent
    command = [
        find_bubblewrap(),
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
    if os.getuid() == 0:  # no user namespace: the fork gives up root itself, see isolate.become_nobody
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
    command += ["--dev-bind", "/dev/null", "/dev/zero"]  # mapped, it would give uncounted memory, see seccomp.py
    command += ["--perms", "1777", "--size", str(128 * 2**20), "--tmpfs", "/tmp"]
    folders = _python_folders(package)
    for parent in sorted({parent for folder in folders for parent in Path(folder).parents}):
        command += ["--perms", "0755", "--dir", str(parent)]
    for folder in folders:
        command += ["--ro-bind", folder, folder]
    for fonts in _font_lists():  # matplotlib wants a writable folder, but only reads the list
        command += ["--ro-bind", str(fonts), f"/tmp/matplotlib/{fonts.name}"]
    for folder in ("/run", "/dev", "/"):
        command += ["--remount-ro", folder]
    environment = {
        **student_environment(),
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


def student_environment() -> dict[str, str]:
    """Environment variables of every student process, sandboxed or not."""
    return {
        **thread_limits(),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONBREAKPOINT": "0",  # one that was forgotten: there is nobody to ask
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


def thread_limits() -> dict[str, str]:
    """One thread for linear algebra, since submissions share the cores, and sets in the same order in every run."""
    return {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


def _python_folders(package):
    """Python, the installed packages and this package, but nothing else from the folder that contains it."""
    folders = [Path(sys.prefix), Path(sys.base_prefix), Path(os.path.realpath(sys.executable)).parent.parent]
    folders += [Path(p) for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    kept: list[Path] = []
    for folder in sorted({f for f in folders if f.is_dir() and f != Path("/")}):
        if not folder.is_relative_to("/usr") and not any(folder.is_relative_to(k) for k in kept):
            kept.append(folder)
    return [*map(str, kept), str(package)]


def _font_lists():
    """Matplotlib's cached lists of fonts; making one takes seconds."""
    folder = Path(os.environ.get("MPLCONFIGDIR") or Path.home() / ".cache" / "matplotlib")
    if not list(folder.glob("fontlist-*.json")):
        subprocess.run([sys.executable, "-P", "-c", "import matplotlib.font_manager"], capture_output=True)
    return list(folder.glob("fontlist-*.json"))
