"""Processes that have everything imported and fork for each request (see forkserver.py), from the side that asks."""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time

from attention_course.sandbox.bubblewrap import SandboxError, find_bubblewrap, thread_limits
from attention_course.sandbox.channel import Channel, Closed, Late, pack, pair

_shared = None
_learned = set()  # modules that it has imported, cells that it has compiled
_lock = threading.Lock()


class Ended(Exception):
    """The fork that served a request ended without an answer, or took too long."""


class ServerClient:
    """`ask(request, seconds)` gives the answer of a fresh fork (with `here`, of the process itself); requests
    may be asked from several threads at once.

    `module` is what it runs: trusted.py grades one notebook, server.py calls one function of tasks.py. `keep` are
    open files that live as long as the process and its forks.
    """

    def __init__(self, module, sandboxed, keep=()):
        if not hasattr(os, "fork"):
            raise SandboxError("grading needs Linux or macOS; on Windows use it inside WSL 2")
        if sandboxed:
            find_bubblewrap()
        self._owner = os.getpid()
        self._control, theirs = socket.socketpair()
        environment = {
            **os.environ,
            **thread_limits(),
            "ATTENTION_COURSE_SANDBOXED": json.dumps(sandboxed),
            "MPLBACKEND": "agg",
        }
        with theirs:
            command = [sys.executable, "-P", "-m", module, str(theirs.fileno())]
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno(), *keep], stdin=subprocess.DEVNULL, env=environment
            )

    def ask(self, request, seconds, here=False):
        own, theirs = pair()
        with own:
            with theirs:
                try:
                    socket.send_fds(self._control, [pack({"here": here})], [theirs.fileno()])
                except OSError as error:
                    raise SandboxError(f"a process of the grader has ended ({error})") from None
            end = time.monotonic() + seconds
            channel = Channel(own, None, lambda: end)
            try:
                channel.send(request)
                return channel.receive()
            except Late:
                raise Ended(f"took more than {seconds:g} seconds") from None
            except Closed:
                if not self.alive():
                    raise SandboxError("a process of the grader has ended") from None
                raise Ended("ended without a result") from None

    def alive(self):
        """Whether the process runs, as far as can be told: a fork of ours cannot ask for its parent's child."""
        return os.getpid() != self._owner or self.process.poll() is None

    def close(self):
        self._control.close()
        if os.getpid() == self._owner:
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def sandboxed():
    """Whether this process is to run student code in a sandbox."""
    return os.environ.get("ATTENTION_COURSE_SANDBOXED") != "false"


def shared_server(sandboxed):
    """The process of this Python in which test cells run, started when first needed."""
    global _shared
    with _lock:
        if _shared is not None and not _shared.alive():
            _shared.close()
            _shared = None
        if _shared is None:
            _shared = ServerClient("attention_course.sandbox.test_process", sandboxed)
            _learned.clear()
            atexit.register(_shared.close)
        return _shared


def shared_server_with(modules, cells, sandboxed):
    """`trusted` with these modules imported and these test cells compiled."""
    process = shared_server(sandboxed)
    new = {"modules": sorted(set(modules) - _learned), "cells": sorted(set(cells) - _learned)}
    if any(new.values()):
        process.ask(new, 120, here=True)
        _learned.update(modules, cells)
    return process
