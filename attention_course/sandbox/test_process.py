"""The process in which test cells run: `python -m attention_course.sandbox.test_process NUMBER`, see forkserver.py."""

import gc
import sys

from attention_course.sandbox.forkserver import answer, limit_own, own_temporary_folder, serve
from attention_course.sandbox.launch import Sandbox
from attention_course.sandbox.notebook import prepare, run_notebook
from attention_course.sandbox.server_client import sandboxed
from attention_course.sandbox.shell import learn, warm_up


def handler(shell, sandbox):
    """Each request grades one notebook; one "here" names modules to import, here and in the sandbox, and tests."""

    def handle(request, connection):
        if request.get("here"):
            answer(connection, learn_both)
        else:
            limit_own()
            gc.disable()  # it lives for seconds; collecting would copy memory that it shares
            answer(connection, lambda request: run_notebook(request, shell, sandbox))

    def learn_both(request):
        sandbox.learn(request["modules"])
        learn(request["modules"], shell, draws=False)
        for source in request["cells"]:  # for us alone: they may be tests
            prepare(source, shell)
        return {}

    return handle


if __name__ == "__main__":
    shell = warm_up()
    with own_temporary_folder():
        serve(sys.argv[1], handler(shell, Sandbox.start(sandboxed())))
