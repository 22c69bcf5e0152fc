"""What nbgrader's Validate button reads in a student's JupyterLab."""

c = get_config()  # noqa: F821  nbgrader provides it
c.KernelManager.transport_encryption = "auto"  # as in the student's own kernel; without, ipykernel warns
