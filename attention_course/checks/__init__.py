"""Checks that teach: they compare a student's result with the right one and name the mistake.

A test cell of an assignment reads

    test = check("softmax")                    # check = Checks("04_softmax"), made in the imports cell
    ### BEGIN HIDDEN TESTS
    test.knows(reference_softmax, softmax_over_queries=lambda z: ...)
    ### END HIDDEN TESTS
    test.example(np.array([[1.0, 2.5], [0.0, -1.0]]))
    test.raises(ValueError, np.ones(3), mentions=["3"])
    ### BEGIN HIDDEN TESTS
    test(np.array([[1000.0, 1001.5, 999.0]]))
    ### END HIDDEN TESTS

`test(...)` computes the right result and each known mistake on the same input, so it stands in hidden
regions only. `test.example(...)` does the same where `knows` was called; in a student's notebook, where it
was not, it compares with what the build recorded in `examples/<topic>.json`: the right result, and of each
known mistake no more than a fingerprint. So the installed package holds no solution.

A result that no known mistake explains is described by what holds for its numbers (`relations`), with its places
named as `test.axes("query", "key")`, beside `knows`, says.

Where an exercise may call another one, `test.given(softmax=right_softmax)` beside `knows` keeps a wrong softmax from
costing the points of this exercise too, in visible examples as in hidden tests.
"""

from attention_course.checks.exercise import Checks, Test
from attention_course.checks.failure import CheckFailed
from attention_course.checks.messages import Mistake
from attention_course.checks.namespace import MainNamespace, current_namespace, use_namespace

__all__ = ["CheckFailed", "Checks", "MainNamespace", "Mistake", "Test", "current_namespace", "use_namespace"]
