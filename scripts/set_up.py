"""Make the project's virtual environment `.venv` and install one of the locks into it.

    python3 scripts/set_up.py [ready | lab | test | site | browser]

`ready` is requirements.txt, the others are requirements-NAME.txt; `.venv/.NAME` says that it is installed. Run by make
with the system's python3, before anything is installed: standard library only, and syntax that a Python too old for the
course still reads, so that it gets a clear line and no SyntaxError.
"""

import os
import re
import shutil
import subprocess
import sys
import venv

OLDEST, NEWEST = (3, 11), (3, 14)
FOLDER = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
VENV = os.path.join(FOLDER, ".venv")
WHOLE = "requirements.txt"
LOCKS = {"ready": WHOLE}
LOCKS.update({name: f"requirements-{name}.txt" for name in ("lab", "test", "site", "browser")})
CONTAINED = {"ready": ["lab"]}  # what is installed along with a lock, since it holds the same and more
UNFINISHED = os.path.join(VENV, ".unfinished")  # there while this script works, left behind if it is stopped
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python")
OFFLINE = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|dns error"
    r"|Max retries exceeded|Network is unreachable|error sending request"
)


def stamp(name):
    """The file that says that a lock is installed; it holds the folder it was made for, since a moved one fails."""
    return os.path.join(VENV, "." + name)


class SetUpFailed(Exception):
    """Set-up cannot go on; the text is one line for the person at the terminal."""


def check_python():
    """Raise SetUpFailed unless the running Python can carry the course."""
    came, wanted = "{}.{}".format(*sys.version_info), "{}.{} to {}.{}".format(*(OLDEST + NEWEST))
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetUpFailed(
            "This is Python {} ({}), the course needs Python {}: install one and name it, "
            "as in `make setup PYTHON=python{}.{}`.".format(came, sys.executable, wanted, *OLDEST)
        )
    try:
        import ensurepip  # noqa: F401 (Debian and Ubuntu ship it apart from Python)
    except ImportError:
        raise SetUpFailed(
            f"Python {came} ({sys.executable}) has no ensurepip, which virtual environments need: install it, "
            f"on Debian and Ubuntu with `sudo apt install python{came}-venv`."
        ) from None


def is_usable():
    """Whether .venv is complete, made for this very folder, and of a Python that can carry the course."""
    if os.path.exists(UNFINISHED) or not os.path.exists(PYTHON):
        return False
    for name in LOCKS:
        if os.path.exists(stamp(name)):
            with open(stamp(name), encoding="utf-8") as file:
                if file.read().strip() != FOLDER:
                    return False
    test = f"import pip, sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    try:
        return subprocess.call([PYTHON, "-c", test], stderr=subprocess.DEVNULL) == 0
    except OSError:  # the Python it was made with is gone
        return False


def make_environment():
    """Make an empty .venv with pip, in place of what stood there."""
    print("Making .venv with Python {}.{}.{} ...".format(*sys.version_info), flush=True)
    try:
        if os.path.isdir(VENV):
            shutil.rmtree(VENV)
        os.mkdir(VENV)
        open(UNFINISHED, "w").close()
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpFailed(f"Could not make {VENV}: {error}") from None


def pip(*arguments, **options):
    """Run pip in .venv; return (whether it succeeded, what it wrote to stderr)."""
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--retries=2"]
    done = subprocess.run(command + list(arguments), stderr=subprocess.PIPE, text=True, **options)
    return done.returncode == 0, done.stderr


def install(lock):
    """Install a lock into .venv: with uv, which takes seconds, or else with pip, which takes minutes."""
    requirements = os.path.join(FOLDER, lock)
    with open(os.path.join(FOLDER, WHOLE), encoding="utf-8") as file:
        pinned_uv = re.search(r"^uv==\S+", file.read(), re.MULTILINE)
    environment = dict(os.environ, VIRTUAL_ENV=VENV)
    print(f"Installing {lock} ...", flush=True)
    got_uv, errors = pip("install", "--quiet", pinned_uv.group()) if pinned_uv else (False, "")
    if got_uv:
        uv = [os.path.join(BIN, "uv"), "pip", "install", "--system-certs", "--compile-bytecode"]
        if subprocess.call(uv + ["--requirements", requirements], cwd=FOLDER, env=environment) == 0:
            return
    elif OFFLINE.search(errors):
        raise SetUpFailed(
            "The package index cannot be reached: check the network connection "
            "(behind a proxy, set HTTPS_PROXY; for a mirror, set PIP_INDEX_URL), then run this again."
        )
    print("uv did not work here, so pip takes its place; it needs some minutes ...", flush=True)
    done, errors = pip("install", "--requirement", requirements, cwd=FOLDER)
    if not done:
        raise SetUpFailed(f"pip could not install {lock}. It said:\n" + errors.strip())


def main(name="ready"):
    """Bring .venv up to one of the locks. Return the exit status."""
    if name not in LOCKS:
        print("error: got {}, expected one of {}".format(name, ", ".join(LOCKS)), file=sys.stderr)
        return 2
    try:
        check_python()
        if not is_usable():
            make_environment()
        open(UNFINISHED, "w").close()
        install(LOCKS[name])
    except SetUpFailed as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to start afresh.", file=sys.stderr)
        return 130
    for installed in [name] + CONTAINED.get(name, []):
        with open(stamp(installed), "w", encoding="utf-8") as file:
            file.write(FOLDER + "\n")
    os.remove(UNFINISHED)
    print(f"Ready: {LOCKS[name]} is in .venv.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
