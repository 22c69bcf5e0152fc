"""A warm process: everything is imported once, then each request is served by a fork of its own.

    python -m attention_course.grading.zygote box NUMBER       runs student code (inside bubblewrap)
    python -m attention_course.grading.zygote trusted NUMBER   runs test cells, and drives the box

NUMBER is an inherited socket. A request is one packet of JSON with file descriptors attached.
"""

import gc
import json
import os
import signal
import socket
import sys
import traceback

IMPORTS = ("numpy", "scipy.linalg", "scipy.optimize", "scipy.sparse.linalg", "scipy.special",
           "attention_course.checks", "attention_course.figures")


def warm_up():
    """Import what submissions use and make the shell; returns it."""
    import importlib

    from attention_course.grading.shell import make_shell

    shell = make_shell()
    import matplotlib

    matplotlib.use("module://matplotlib_inline.backend_inline")
    for name in IMPORTS:
        try:
            importlib.import_module(name)
        except ImportError:  # a course without it
            continue
    # The first picture loads fonts and formatters, the first error the traceback's machinery.
    shell.run("import matplotlib.pyplot\nmatplotlib.pyplot.plot([0, 1])\nmatplotlib.pyplot.show()", "warm-up")
    shell.run("1 / 0", "warm-up")
    shell.reset(new_session=True)
    shell.execution_count = 1
    gc.collect()
    gc.freeze()  # a fork then leaves these objects' memory shared
    return shell


def serve(control, handle, fork=True):
    """Serve requests from `control` until its other end is closed everywhere."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are forgotten as they end
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 65536, 4)
        if not data:
            return
        if not fork or os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            status = 1
            try:
                handle(json.loads(data), *[socket.socket(fileno=number) for number in descriptors])
                status = 0
            except Exception:
                traceback.print_exc()  # an error of ours: a student's code has /dev/null there
            finally:
                sys.stderr.flush()
                os._exit(status)
        for number in descriptors:
            os.close(number)


def box_handler(shell):
    """Each request isolates itself and becomes a student's process; its parent watches over it.

    `request["isolation"]` is "own" (namespaces of its own inside the sandbox), "sandbox" (the sandbox is its alone) or
    "none" (unsandboxed).
    """
    def handle(request, connection, lifeline):
        from attention_course.grading import isolate

        isolation, limits = request["isolation"], request["limits"]
        try:
            if isolation != "none":
                isolate.become_nobody()
            if isolation == "own":
                isolate.enter_namespaces()
        except OSError as error:
            connection.sendall(b"\1" + str(error).encode())
            return
        child = os.fork()
        if child == 0:
            _end_with(lambda: _be_student(shell, request, connection))
        connection.close()
        isolate.supervise(child, lifeline, limits["memory"])

    return handle


def _be_student(shell, request, connection):
    from attention_course.grading import isolate
    from attention_course.grading.boxed import Student

    try:
        os.setsid()
        space = isolate.address_space()
        if request["isolation"] == "own":
            isolate.own_files(request["limits"]["disk"] // 2**20)
        folder = request.get("folder", "/tmp/work")
        os.makedirs(folder, exist_ok=True)
        os.chdir(folder)
        isolate.keep_only([connection.fileno()])
        isolate.limit(request["limits"], space)
        if request["isolation"] != "none":
            isolate.drop_privileges()
    except OSError as error:
        connection.sendall(b"\1" + str(error).encode())
        return
    connection.sendall(b"\0")  # the box stands
    Student(connection, shell).run()


def _end_with(function):
    try:
        function()
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(0)


def trusted_handler(shell, box):
    """Each request grades one notebook in a process of its own."""
    def handle(request, connection):
        from attention_course.grading.channel import Channel
        from attention_course.grading.notebook import grade_notebook

        channel = Channel(connection, None)
        channel.send(grade_notebook(channel.receive(), shell, box))

    return handle


def main(kind, number):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which then ends us
    control = socket.socket(fileno=int(number))
    if kind == "box":
        from attention_course.grading import boxed, isolate  # noqa: F401  now, for a fork may not be able to

        serve(control, box_handler(warm_up()))
    else:
        from attention_course.grading.box import Box

        box = Box.start(json.loads(os.environ.pop("GRADER_BOX")))
        serve(control, trusted_handler(warm_up(), box))


if __name__ == "__main__":
    main(*sys.argv[1:])
