"""Where the course's own extension of JupyterLab is, which no path in a JSON file could say on every machine."""

from pathlib import Path

c = get_config()  # noqa: F821  traitlets provides it
c.LabApp.extra_labextensions_path = [str(Path(__file__).resolve().parents[2] / "labextensions")]
