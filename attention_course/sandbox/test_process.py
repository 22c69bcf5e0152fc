"""The process in which test cells run: `python -m attention_course.sandbox.test_process NUMBER`, see forkserver.py."""

import gc
import socket
import sys
from collections.abc import Callable

from attention_course.sandbox.files import failing_imports
from attention_course.sandbox.forkserver import limit_own, own_temporary_folder, respond, serve
from attention_course.sandbox.launch import Sandbox
from attention_course.sandbox.notebook import imported_hook, prepare, run_notebook
from attention_course.sandbox.outputs import hider
from attention_course.sandbox.records import ForkRequest, NotebookRequest, PrepareRequest, PrepareResponse
from attention_course.sandbox.server_client import sandboxed
from attention_course.sandbox.shell import CapturingShell, learn, warm_up


def handler(shell: CapturingShell, sandbox: Sandbox) -> Callable[..., None]:
    """The function that serves a request: it runs one notebook. A request with "here" names modules to import, here and
    in the sandbox, and test cells to compile."""

    def handle(request: ForkRequest, connection: socket.socket) -> None:
        if request.here:
            respond(connection, PrepareRequest, learn_both)
        else:
            limit_own()
            gc.disable()  # the fork lives for seconds; collecting would copy memory that it shares
            respond(connection, NotebookRequest, lambda request: run_notebook(request, shell, sandbox))

    def learn_both(request: PrepareRequest) -> PrepareResponse:
        sandbox.learn(request.modules)
        learn(request.modules, shell, draws=False)
        for source in request.cells:  # only here: they may be tests
            prepare(source, shell)
        imported_hook(request.namespace_hook)
        hider(tuple(request.roots))
        return PrepareResponse(failed=failing_imports(request.statements))

    return handle


if __name__ == "__main__":
    with own_temporary_folder():
        started = Sandbox.start(sandboxed())
        try:
            serve(sys.argv[1], handler(warm_up(), started), before_fork=started.revive)
        finally:
            started.close()  # which waits for it: otherwise its CPU time would be counted nowhere
