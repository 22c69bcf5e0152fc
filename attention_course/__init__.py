"""Attention, cell by cell: the package behind the lessons and assignments.

`figures` and `checks` are what notebooks import (NumPy, SciPy and Matplotlib only).
`build` derives notebooks from content/, `grading` grades what students hand in.
"""
