"""Where student code runs and where it is tested: two processes that exchange nothing but data.

    inside     student code, in a bubblewrap sandbox        python -m attention_course.sandbox.inside
    trusted    test cells, in which `student` stands for it  python -m attention_course.sandbox.trusted

`warm` starts such processes, `forkserver` is what they have in common, `channel` and `values` are how they speak.
SECURITY.md tells what this guards.
"""
