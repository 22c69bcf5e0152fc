"""The student's workspace, and the command that opens JupyterLab in it: `attention-course lab`."""


class LabError(Exception):
    """The lab cannot be prepared or started; the text is one line for the person at the terminal."""
