"""Grading on nbgrader's own extension points: student code in a sandbox, hidden tests out of its reach.

`attention-course grade` grades the class. docs/grading.md says how, SECURITY.md what is protected from what.

This module imports nothing, so that the processes that run student code load only what they need.
"""
