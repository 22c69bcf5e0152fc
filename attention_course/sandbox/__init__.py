"""Runs a notebook's cells in a sandbox, and lets trusted test cells call into it from a process of their own.

    student_process    the student's cells, inside bubblewrap; holds no secrets
    test_process       test cells, in which stand-ins take the place of the student's functions

The two exchange nothing but data. This package knows neither nbgrader nor any course: docs/sandbox.md has a diagram of
the processes and shows how to use it by itself. SECURITY.md says what it protects.
"""
