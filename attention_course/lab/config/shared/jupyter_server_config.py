"""Where the course's own extension of JupyterLab is: a JSON file could not name a path that holds on every machine."""

from importlib.resources import files

c = get_config()  # noqa: F821  traitlets provides it
c.LabApp.extra_labextensions_path = [str(files("attention_course.lab") / "labextensions")]
