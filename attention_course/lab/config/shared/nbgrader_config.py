"""What nbgrader's buttons in JupyterLab read, above all Validate, which starts a kernel of its own."""

c = get_config()  # noqa: F821  nbgrader provides it
# As in the person's own kernels. Without, ipykernel warns, and other accounts of the machine can listen.
c.KernelManager.transport_encryption = "auto"
