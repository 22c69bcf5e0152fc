"""A warm process imports everything once, then forks for each request on its socket.

It is started with the number of an inherited socket. A request there is REQUEST bytes of JSON; attached are the sockets
on which the fork answers: once (`answer`) or, if it runs no student code, repeatedly (`answer_all`).
"""

import contextlib
import functools
import gc
import json
import math
import os
import resource
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from attention_course.sandbox.channel import REQUEST, Channel, Closed
from attention_course.sandbox.isolate import address_space
from attention_course.sandbox.own_folder import OwnFolder
from attention_course.sandbox.records import ForkRequest, Record, know_all

Request = TypeVar("Request", bound=Record)
MEMORY = 3 * 2**30  # bytes that a fork of the grader itself may take for one submission
PROCESSOR = 660  # seconds of CPU time that it may take; nobody waits longer for it
GROWTH = 256 * 2**20  # bytes; a fork that has grown by more takes no further submission


@contextlib.contextmanager
def own_temporary_folder() -> Iterator[None]:
    """One folder for all temporary files of this process and its forks: a killed fork cannot clean up after itself."""
    with OwnFolder() as folder:
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        yield


def serve(number: str, handle: Callable[..., None], before_fork: Callable[[], object] = lambda: None) -> None:
    """Serve requests from the socket of this number, each in a fork, until its other end is closed everywhere.

    A request with "here" is served by this process itself, so that later forks inherit what it has loaded.
    `before_fork` is called before each fork.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which then ends us
    know_all()
    control = socket.socket(fileno=int(number))
    forks: set[int] = set()
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, REQUEST, 4)
        if not data:
            _end(forks)
            return
        request, sockets = (
            ForkRequest.from_data(json.loads(data)),
            [socket.socket(fileno=number) for number in descriptors],
        )
        if not request.here:
            before_fork()
        if request.here:
            with contextlib.suppress(Closed):  # this client has ended; others have not
                handle(request, *sockets)
        elif (fork := os.fork()) == 0:
            _die_with_parent()
            control.close()
            end_with(functools.partial(handle, request, *sockets))
        else:
            forks.add(fork)
        for connection in sockets:
            connection.close()
        _reap(forks)


def _reap(forks):
    """Forget children that have ended."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            forks.discard(ended)


def _end(forks):
    """End the remaining forks before the folder that they write to is removed."""
    _reap(forks)
    for fork in forks:
        with contextlib.suppress(OSError):
            os.kill(fork, signal.SIGKILL)
            os.waitpid(fork, 0)


def _die_with_parent():
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG


def end_with(function: Callable[[], None]) -> None:
    """Call a function and end this fork, whatever happens."""
    try:
        function()
    except Closed:
        pass  # the client has ended
    except Exception:
        traceback.print_exc()  # an error of the grader: in a student process, stderr is /dev/null
    finally:
        sys.stderr.flush()
        os._exit(0)


def answer(connection: socket.socket, function: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Read one request from the connection, as JSON data, and send back what the function returns for it."""
    channel = Channel(connection)
    channel.send(function(channel.receive()))


def answer_all(connection: socket.socket, function: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """`answer` one request after another, each with limits of its own, until the other end is closed.

    Most of the cost of forking a large process is the memory that the fork copies when it first runs. A fork that has
    grown too large closes its receiving side before it answers, which tells the client that this was its last answer.
    """
    channel, start = Channel(connection), address_space() or 0
    with contextlib.suppress(Closed):
        while True:
            request = channel.receive()
            limit_own(for_good=False)
            made = function(request)
            grown = (address_space() or 0) - start > GROWTH
            if grown:
                connection.shutdown(socket.SHUT_RD)
            channel.send(made)
            if grown:
                return
            gc.collect()


def respond(connection: socket.socket, request: type[Request], function: Callable[[Request], Record]) -> None:
    """`answer` with records: the function takes a request and returns the response."""
    answer(connection, lambda data: function(request.from_data(data)).to_data())


def limit_own(for_good: bool = True) -> None:
    """Limit the memory and CPU time that this process may take from now on: a submission may be crafted so that it
    expands, or so that reading it never ends. The kernel enforces the limits, since a loop in C handles no Python
    signal. Unless they are set `for_good`, they can be set anew for the next submission."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + PROCESSOR, for_good)
    space = address_space()
    if space is not None:
        _limit(resource.RLIMIT_AS, space + MEMORY, for_good)


def _limit(kind: int, value: int, for_good: bool) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value if for_good else hard))
