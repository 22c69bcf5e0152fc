"""The tests of the package, folder by folder, and of the course itself in tests/content."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]  # the checkout under test
