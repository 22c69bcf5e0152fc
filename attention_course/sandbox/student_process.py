"""The student's side: runs a student's cells and calls their functions. It lives in the sandbox and holds no secrets.

    python -m attention_course.sandbox.student_process NUMBER    serves submissions, see forkserver.py

Requests of the grader (see channel.py), each answered by one message:
  setup       files of the assignment to put into the working folder
  cell        run one cell: its outputs
  get         values of names; functions as references
  call        call a function: its result or its exception, changed arguments, warnings
While it serves one of the last two, the functions of the grader that the request lends stand under their names.
"""

import base64
import builtins
import contextlib
import inspect
import json
import os
import signal
import sys
import time
import tracemalloc
import warnings

from attention_course.sandbox import isolate
from attention_course.sandbox.channel import Channel, Closed
from attention_course.sandbox.forkserver import end_with, serve
from attention_course.sandbox.shell import learn, place_and_text, text_of, warm_up
from attention_course.sandbox.values import decode, encode

MAX_WARNINGS = 20


class StudentProcess:
    """What answers the grader, around a shell with the student's names."""

    def __init__(self, connection, shell):
        self.channel = Channel(connection, self.serve)
        self.shell, self.functions, self.numbers = shell, [], {}
        self.process, self.interruptible, self.interrupted = os.getpid(), False, False
        signal.signal(signal.SIGINT, self._interrupt)

    def run(self):
        """Answer until the grader hangs up."""
        with contextlib.suppress(Closed, KeyboardInterrupt):
            while True:
                self.channel.answer(self.channel.receive())

    def serve(self, request):
        return getattr(self, "do_" + request["op"])(request)

    def _interrupt(self, number, frame):
        if self.interruptible:
            raise KeyboardInterrupt("the time limit was reached")
        self.interrupted = True

    @contextlib.contextmanager
    def _students_code(self):
        """While a student's code runs, an interrupt may stop it; while messages are written it must not."""
        self.interruptible, before = True, self.interruptible
        try:
            yield
        finally:
            self.interruptible = before
            if os.getpid() != self.process:  # the student's code has forked, and this is the copy
                os._exit(0)

    # ------------------------------------------------------------------ requests

    def do_setup(self, request):
        write_files(request["files"])
        return {}

    def do_cell(self, request):
        try:
            with self._students_code():
                outputs, result = self.shell.run(request["source"])
            success = bool(result is not None and result.success)
        except BaseException as error:  # an interrupt between two lines of ours, or a shell that was tampered with
            outputs, success = [_error_output(error, self.shell)], False
        return {"outputs": _only_json(outputs), "success": success}

    def do_get(self, request):
        names = self.shell.user_ns
        with self._lent(request["lent"]):
            return {"values": {name: self._encode(names[name], name) for name in request["names"] if name in names}}

    def do_call(self, request):
        function = self._function(request)
        args, kwargs = self._decode(request["args"]), self._decode(request["kwargs"])
        before = self._encode([args, kwargs])
        answer = {}
        if request.get("measure"):
            tracemalloc.start()
        start = time.perf_counter()
        with self._lent(request["lent"]), warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                with self._students_code():
                    result = function(*args, **kwargs)
            except BaseException as error:  # whatever a student's code raises, SystemExit too
                answer["error"] = self._error(error)
            else:
                answer["result"] = self._encode_result(result)
        answer["seconds"] = time.perf_counter() - start
        if request.get("measure"):
            answer["peak"] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        after = self._encode([args, kwargs])
        if after != before:
            answer["changed"] = after
        answer["warnings"] = [[_name(w.category), str(w.message)[:500]] for w in caught[:MAX_WARNINGS]]
        return answer

    @contextlib.contextmanager
    def _lent(self, functions):
        names = self.shell.user_ns
        before = {name: (name in names, names.get(name)) for name in functions}
        names.update({name: self._callback({"ref": number, "name": name}) for name, number in functions.items()})
        try:
            yield
        finally:
            for name, (existed, value) in before.items():
                if existed:
                    names[name] = value
                else:
                    names.pop(name, None)

    # ------------------------------------------------------------------ values and functions

    def _encode(self, value, name=None):
        return encode(value, lambda function: self._reference(function, name))

    def _encode_result(self, result):
        try:
            with self._students_code():  # a student's own containers run code of theirs
                return self._encode(result)
        except BaseException as error:
            return {"t": "opaque", "kind": type(result).__name__[:80], "text": f"{_name(type(error))}"}

    def _decode(self, data):
        return decode(data, self._callback)

    def _reference(self, function, name):
        index = self.numbers.setdefault(id(function), len(self.functions))
        if index == len(self.functions):
            self.functions.append(function)  # kept, so that no other function gets its id
        own_name = getattr(function, "__name__", name)
        return {
            "ref": index,
            "global": name,
            "name": str(own_name)[:100],
            "doc": _doc(function),
            "parameters": _parameters(function),
            "kind": type(function).__name__[:80],
        }

    def _function(self, request):
        if "ref" in request and request["ref"] is not None and request["ref"] < len(self.functions):
            return self.functions[request["ref"]]
        return self.shell.user_ns[request["global"]]

    def _callback(self, data):
        """A function of the grader, as one that can be called here."""

        def function(*args, **kwargs):
            self.interruptible, before = False, self.interruptible
            try:
                answer = self.channel.ask(
                    {
                        "op": "callback",
                        "ref": data["ref"],
                        "args": self._encode(list(args)),
                        "kwargs": self._encode(kwargs),
                    }
                )
            finally:
                self.interruptible = before
            if self.interrupted:
                self.interrupted = False
                raise KeyboardInterrupt("the time limit was reached")
            if "error" in answer:
                kind = getattr(builtins, answer["error"]["kind"], None)
                raise (kind if isinstance(kind, type) and issubclass(kind, Exception) else Exception)(
                    answer["error"]["text"]
                )
            return self._decode(answer["result"])

        if "local" in data:  # one of our own functions, on its way back
            return self.functions[data["local"]]
        function.__name__ = str(data.get("name"))
        return function

    def _error(self, error):
        return {
            "kind": _name(type(error)),
            "bases": [_name(c) for c in type(error).__mro__][:20],
            "text": text_of(error),
            "place": place_and_text(type(error), error, self.shell.compile),
        }


def write_files(files):
    """Write an assignment's data files, {name: base64}, into the current folder."""
    for name, data in files.items():
        os.makedirs(os.path.dirname(os.path.abspath(name)), exist_ok=True)
        with open(name, "wb") as file:
            file.write(base64.b64decode(data))


def _parameters(function):
    try:
        parameters = inspect.signature(function).parameters.values()
        return [[p.name, int(p.kind), p.default is not p.empty] for p in parameters][:50]
    except Exception:  # no signature, or a student's object that refuses
        return None


def _doc(function):
    doc = getattr(function, "__doc__", None)
    return doc[:5000] if isinstance(doc, str) else None


def _name(kind):
    try:
        return str(kind.__name__)[:100]
    except Exception:
        return "Exception"


def _error_output(error, shell):
    return {
        "output_type": "error",
        "ename": _name(type(error)),
        "evalue": text_of(error),
        "traceback": [place_and_text(type(error), error, shell.compile)],
    }


def _only_json(outputs):
    """Outputs whose data are text; a student's `_repr_*_` may give anything."""

    def plain(value):
        if isinstance(value, bytes):
            return base64.b64encode(value).decode("ascii")
        return value if isinstance(value, str) else str(value)[:1000]

    def metadata(value):
        try:
            return json.loads(json.dumps(value))
        except (TypeError, ValueError, RecursionError):
            return {}

    return [
        {**o, "data": {str(k): plain(v) for k, v in o["data"].items()}, "metadata": metadata(o["metadata"])}
        if "data" in o
        else o
        for o in outputs
    ]


# ------------------------------------------------------------------ the process


def handler(shell):
    """Each request isolates itself and becomes a student's process; its parent watches over it.

    A request "here" names modules to import. `request["isolation"]` is "own" (namespaces of its own inside the
    sandbox), "sandbox" (the sandbox is its alone) or "none" (unsandboxed).
    """

    def handle(request, connection, lifeline=None):
        if request.get("here"):
            learn(request["modules"], shell, draws=True)
            return
        isolation, limits = request["isolation"], request["limits"]
        try:
            if isolation != "none":
                isolate.become_nobody()
            processors = os.sched_getaffinity(0) if isolation == "own" else None
            if isolation == "own":
                isolate.bind_to_processor()
                isolate.enter_namespaces()
        except OSError as error:
            connection.sendall(b"\1" + str(error).encode())
            return
        child = os.fork()
        if child == 0:
            end_with(lambda: _be_student(shell, request, connection))
        if processors:  # for us alone: who watches must not wait for who is watched
            os.sched_setaffinity(0, processors)
        connection.close()
        isolate.supervise(child, lifeline, limits["memory"], isolation)

    return handle


def _be_student(shell, request, connection):
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
    connection.sendall(b"\0")  # the sandbox stands
    StudentProcess(connection, shell).run()


if __name__ == "__main__":
    serve(sys.argv[1], handler(warm_up()))
