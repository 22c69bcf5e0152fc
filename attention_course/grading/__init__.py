"""Grading on nbgrader's own extension points: student code in a sandbox, hidden tests out of its reach.

`attention-course grade` grades the class. docs/grading.md tells how, SECURITY.md what it guards.

This module imports nothing: the processes that run student code load only what they need.
"""
