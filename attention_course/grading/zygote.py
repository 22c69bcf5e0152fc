"""A warm process: everything is imported once, then each request is served by a fork of its own.

    python -m attention_course.grading.zygote box NUMBER       runs student code (inside bubblewrap)
    python -m attention_course.grading.zygote trusted NUMBER   runs test cells, and drives the box
    python -m attention_course.grading.zygote submissions NUMBER   runs nbgrader

NUMBER is an inherited socket. A request is REQUEST bytes of JSON, with the sockets that the fork answers on attached.
"""

import contextlib
import functools
import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
import traceback

REQUEST = 1024
MEMORY = 3 * 2**30  # bytes that a fork of the grader itself may take for one submission


def warm_up():
    """Make the shell that forks use; returns it."""
    import numpy  # noqa: F401  what every submission uses

    from attention_course.grading.shell import make_shell

    shell = make_shell()
    shell.run("1 / 0")  # the first error loads the machinery of tracebacks
    _settle(shell)
    return shell


def learn(modules, shell, draws):
    """Import `modules`, so that no fork needs to; where student code `draws`, get ready for pictures, too."""
    for name in modules:
        with contextlib.suppress(Exception):  # the submissions that need it will say so
            importlib.import_module(name)
    if draws and "matplotlib" in sys.modules:
        with contextlib.suppress(Exception):  # the first picture loads fonts and formatters
            shell.run("import matplotlib.pyplot\nmatplotlib.pyplot.plot([0, 1])\nmatplotlib.pyplot.show()")
    _settle(shell)


def _settle(shell):
    shell.reset(new_session=True)
    shell.execution_count = 1
    gc.collect()
    gc.freeze()  # a fork then leaves these objects' memory shared


def pack(request):
    """A request as bytes for `serve`, always of one size, so that several processes may send at once."""
    return json.dumps(request).encode("ascii").ljust(REQUEST)


def serve(control, handle):
    """Serve requests from `control`, each in a fork, until its other end is closed everywhere.

    A request with "here" is served by this process itself, whose later forks then know what it has learned.
    """
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, REQUEST, 4)
        if not data:
            return
        request, sockets = json.loads(data), [socket.socket(fileno=number) for number in descriptors]
        if request.get("here"):
            handle(request, *sockets)
        elif os.fork() == 0:
            _die_with_parent()
            control.close()
            _end_with(functools.partial(handle, request, *sockets))
        for connection in sockets:
            connection.close()
        reap()


def reap():
    """Forget children that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _die_with_parent():
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG


def _end_with(function):
    """Call a function and end this fork, whatever happens."""
    try:
        function()
    except Exception:
        traceback.print_exc()  # an error of ours: a student's code has /dev/null there
    finally:
        sys.stderr.flush()
        os._exit(0)


def box_handler(shell):
    """Each request isolates itself and becomes a student's process; its parent watches over it.

    A request "here" names modules to import. `request["isolation"]` is "own" (namespaces of its own inside the
    sandbox), "sandbox" (the sandbox is its alone) or "none" (unsandboxed).
    """
    def handle(request, connection, lifeline=None):
        from attention_course.grading import isolate

        if request.get("here"):
            learn(request["modules"], shell, draws=True)
            return
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
        isolate.supervise(child, lifeline, limits["memory"], isolation)

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


def trusted_handler(shell, box):
    """Each request grades one notebook; one "here" names modules to import, here and in the box."""
    from attention_course.grading.notebook import grade_notebook, prepare

    def handle(request, connection):
        if request.get("here"):
            _answer(connection, learn_both)
        else:
            limit_memory()
            gc.disable()  # it lives for seconds; collecting would copy memory that it shares
            _answer(connection, lambda request: grade_notebook(request, shell, box))

    def learn_both(request):
        box.learn(request["modules"])
        learn(request["modules"], shell, draws=False)
        for source in request["cells"]:  # for us alone: they may be tests
            prepare(source, shell)
        return {}

    return handle


def submissions_handler():
    """Each request calls one function of nbgrader's side of the grader."""
    # jsonschema would build a grammar for a second, for a text format that no notebook uses.
    sys.modules.setdefault("rfc3987_syntax", None)
    from attention_course.grading import memory, tasks

    memory.start()

    def handle(request, connection):
        if not request.get("here"):
            limit_memory()
            gc.disable()  # it lives for seconds; collecting would copy memory that it shares
        _answer(connection, tasks.run)

    return handle


def limit_memory():
    """Limit what this process may take beyond what it has: a submission may be made to inflate."""
    from attention_course.grading.isolate import address_space

    space = address_space()
    if space is not None:
        resource.setrlimit(resource.RLIMIT_AS, (space + MEMORY, space + MEMORY))


def _answer(connection, function):
    from attention_course.grading.channel import Channel

    channel = Channel(connection, None)
    channel.send(function(channel.receive()))


def main(kind, number):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which then ends us
    control = socket.socket(fileno=int(number))
    if kind == "box":
        from attention_course.grading import boxed, isolate  # noqa: F401  now, for a fork may not be able to

        serve(control, box_handler(warm_up()))
    elif kind == "trusted":
        from attention_course.grading.box import Box
        from attention_course.grading.warm import sandboxed

        serve(control, trusted_handler(warm_up(), Box.start(sandboxed())))
    else:
        from attention_course.grading.warm import sandboxed, trusted

        trusted(sandboxed())  # it warms up while nbgrader is imported here
        serve(control, submissions_handler())


if __name__ == "__main__":
    main(*sys.argv[1:])
