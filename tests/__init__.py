"""The tests of the package, folder by folder, and of the course itself in tests/content."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]  # the checkout under test
# A worker or a mutant has one core. Linear algebra on more threads waits for them in a busy loop on a machine that has
# other work: eight times the time, in topic 08. Read when NumPy is imported.
os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})
