"""The process that has nbgrader imported: `python -m attention_course.grading.server NUMBER`; see sandbox."""

import contextlib
import gc
import sys
from collections.abc import Callable

gc.disable()  # what is imported is never freed

# jsonschema would spend a second on building a grammar for a string format that no notebook uses.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from attention_course.sandbox.bubblewrap import SandboxError  # noqa: E402
from attention_course.sandbox.forkserver import answer, answer_all, own_temporary_folder, serve  # noqa: E402
from attention_course.sandbox.server_client import sandboxed, shared_server  # noqa: E402


def handler() -> Callable[..., None]:
    """Each request calls one function of tasks.py; a fork takes them one after the other."""
    from attention_course.grading import tasks, warm_cache

    warm_cache.start()
    gc.enable()
    gc.freeze()

    def handle(request, connection):
        if request.here:
            answer(connection, tasks.run)
        else:
            warm_cache.keep_connections()
            gc.disable()  # between two requests it collects
            answer_all(connection, tasks.run)

    return handle


if __name__ == "__main__":
    with contextlib.suppress(SandboxError):  # those who need it will be told
        shared_server(sandboxed())  # it warms up while nbgrader is imported here
    with own_temporary_folder():
        serve(sys.argv[1], handler(), before_fork=lambda: shared_server(sandboxed()))
