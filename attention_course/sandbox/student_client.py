"""The grader's side of a student's code: its process is driven from here, its functions are stand-ins here.

Nothing that comes from there is more than data (see values.py). A process that dies is replaced by a new one, in which
the student's cells run again without the one that killed it, so that the rest still earns its points.
"""

import builtins
import contextlib
import inspect
import time
import warnings

import numpy as np

from attention_course.sandbox.channel import Channel, Closed, Late
from attention_course.sandbox.launch import READY, SandboxError, StudentSession
from attention_course.sandbox.values import Malformed, decode, encode

GRACE = 2  # seconds that an interrupted cell has to stop
MAX_RESTARTS = 8


class StudentCodeError(Exception):
    """The student's process did not answer as it should; the text says why, for the student."""


class TimeLimitReached(StudentCodeError):
    """The student's code took too long."""


class StudentFunction:
    """A stand-in: calling it calls the student's function, over there."""

    def __init__(self, student, data):
        self._student = student
        self._reference = data["ref"] if type(data.get("ref")) is int and data["ref"] >= 0 else None
        self._generation = student.generation
        self._global = data.get("global") if isinstance(data.get("global"), str) else None
        self.__name__ = self.__qualname__ = data["name"] if isinstance(data.get("name"), str) else "function"
        self.__doc__ = data["doc"] if isinstance(data.get("doc"), str) else None
        self.__module__ = "__main__"
        signature = _signature(data.get("parameters"))
        if signature is not None:
            self.__signature__ = signature

    def __call__(self, *args, **kwargs):
        return self._student.call(self, args, kwargs)

    def measured(self, *args, **kwargs):
        """(result, peak bytes that Python allocated during the call)."""
        answer = {}
        result = self._student.call(self, args, kwargs, answer)
        peak = answer.get("peak")
        return result, peak if isinstance(peak, (int, float)) else float("inf")

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"<function {self.__name__} of the student>"

    def where(self):
        """What tells the student's process which function is meant."""
        same = self._generation == self._student.generation
        return {"ref": self._reference if same else None, "global": self._global}


class StudentClient:
    """One submission's code. Also the namespace that checks look names up in (see attention_course.checks)."""

    def __init__(self, sandbox, files, limits):
        self.sandbox, self.files, self.limits = sandbox, files, limits
        self.end = time.monotonic() + limits["total_seconds"]
        self.cell_end = self.end
        self.history, self.events = [], []
        self.generation, self.callbacks, self.functions, self.lent = 0, {}, {}, []
        self._session = self._channel = None

    # ------------------------------------------------------------------ cells

    def start_cell(self):
        """From now on a new cell runs, with its own time limit."""
        self.functions.clear()
        self.cell_end = min(self.end, time.monotonic() + self.limits["cell_seconds"])

    def run_cell(self, source):
        """Run a cell over there; returns its outputs (as they came: not to be trusted)."""
        self.start_cell()
        entry = {"source": source, "deadly": False}
        try:
            answer = self._ask({"op": "cell", "source": source})
        except StudentCodeError as error:
            entry["deadly"] = self._channel is None
            name = "TimeLimitReached" if isinstance(error, TimeLimitReached) else "ProcessEnded"
            return [{"output_type": "error", "ename": name, "evalue": str(error), "traceback": [str(error)]}]
        finally:
            self.history.append(entry)
        return answer.get("outputs")

    # ------------------------------------------------------------------ the namespace interface of checks

    def get(self, name):
        """The student's object of that name: data as data, a function as a stand-in. KeyError where there is none."""
        if name in self.functions and name not in self._lent():
            return self.functions[name]
        value = self.get_all([name])[name]
        if isinstance(value, StudentFunction) and name not in self._lent():
            self.functions[name] = value  # asked for at every call of a test
        return value

    def get_all(self, names):
        """The student's objects of these names, as far as they exist."""
        if not names:
            return {}
        values = self._ask({"op": "get", "names": sorted(names), "lent": self._lent()}).get("values")
        if not isinstance(values, dict):
            raise self._broken("no values")
        return {name: self._decode(values[name]) for name in names if name in values}

    @contextlib.contextmanager
    def substituted(self, **functions):
        """Let the student's code see these functions under these names for the time of a `with` block."""
        with self._callbacks() as register:
            self.lent.append({name: register(f) for name, f in functions.items()})
            try:
                yield
            finally:
                self.lent.pop()

    def _lent(self):
        """{name: number} of the functions of ours that the student's code sees now; each request says so anew."""
        return {name: number for functions in self.lent for name, number in functions.items()}

    # ------------------------------------------------------------------ calls

    def call(self, function, args, kwargs, measured=None):
        """What a stand-in does. A dict `measured` gets the whole answer, with the peak of memory."""
        with self._callbacks() as register:

            def reference(f):
                if isinstance(f, StudentFunction) and f._student is self and f.where()["ref"] is not None:
                    return {"local": f.where()["ref"]}
                return {"ref": register(f), "name": getattr(f, "__name__", "function")}

            request = {
                "op": "call",
                **function.where(),
                "args": encode(list(args), reference),
                "kwargs": encode(kwargs, reference),
                "measure": measured is not None,
                "lent": self._lent(),
            }
            answer = self._ask(request)
            (measured if measured is not None else {}).update(answer)
            if "changed" in answer:
                self._write_back([list(args), kwargs], self._decode(answer["changed"]))
        for warning in _as_list(answer.get("warnings"))[:50]:
            _warn_again(warning)
        if "error" in answer:
            raise _exception(answer["error"])
        if "result" not in answer:
            raise self._broken("neither a result nor an error")
        return self._decode(answer["result"])

    @contextlib.contextmanager
    def _callbacks(self):
        """Functions of ours that the student's code may call, for the time of a `with` block only."""
        mine = []

        def register(function):
            mine.append(len(self.callbacks) and max(self.callbacks) + 1)
            self.callbacks[mine[-1]] = function
            return mine[-1]

        try:
            yield register
        finally:
            for number in mine:
                self.callbacks.pop(number, None)

    def _serve(self, request):
        """A request of the student's process: it may call what it was given, and nothing else."""
        number = request.get("ref")
        if request.get("op") != "callback" or type(number) is not int or number not in self.callbacks:
            raise Malformed("a request for something that was not offered")
        args, kwargs = self._decode_raw(request.get("args")), self._decode_raw(request.get("kwargs"))
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise Malformed("no arguments")
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return {"result": encode(self.callbacks[number](*args, **kwargs))}
        except Exception as error:  # what our function says about the student's arguments
            return {"error": {"kind": type(error).__name__, "text": str(error)[:2000]}}

    def _write_back(self, mine, came):
        for old, new in zip(mine[0], _as_list(came[0] if isinstance(came, list) and came else None), strict=False):
            _copy_into(old, new)
        for name, old in mine[1].items():
            if isinstance(came, list) and len(came) == 2 and isinstance(came[1], dict) and name in came[1]:
                _copy_into(old, came[1][name])

    def _decode_raw(self, data):
        return decode(data, lambda found: StudentFunction(self, found))

    def _decode(self, data):
        try:
            return self._decode_raw(data)
        except Malformed as error:
            raise self._broken(error) from None

    # ------------------------------------------------------------------ the process

    def _ask(self, request):
        if time.monotonic() >= self.cell_end:
            raise self._late()
        if self._channel is None:
            self._open()
        channel = self._channel
        try:
            return channel.ask(request)
        except Late:
            self._stop(channel)
            raise self._late() from None
        except Closed:
            raise self._ended(channel) from None
        except Malformed as error:
            raise self._broken(error) from None
        except BaseException:  # an alarm in the middle of a message: where it stopped is unknown
            self._drop(channel)
            raise

    def _open(self):
        """A new process with the cells that ran so far, without those that ended it."""
        if self.generation > MAX_RESTARTS:
            raise StudentCodeError("the process of this notebook ended too often")
        self.generation += 1
        start, own_end = time.monotonic(), self.cell_end
        self._session = StudentSession(
            self.sandbox, self.limits["memory"], self.limits["disk"], self.limits["total_seconds"]
        )
        self._channel = Channel(self._session.connection, self._serve, lambda: self.cell_end)
        self.cell_end = time.monotonic() + READY
        try:
            self._channel.ask({"op": "setup", "files": self.files})
        except (Late, Closed):
            raise SandboxError("the sandbox took no files") from None
        waited = time.monotonic() - start  # on a busy machine long; no time of the student's
        self.end, own_end = self.end + waited, own_end + waited
        for entry in self.history:
            if not entry["deadly"]:
                entry["deadly"] = True  # until it has ended well
                self.start_cell()
                self._ask({"op": "cell", "source": entry["source"]})
                entry["deadly"] = False
        self.cell_end = max(own_end, min(self.end, time.monotonic() + 1))

    def _stop(self, channel):
        """Interrupt what runs; where that does not help within GRACE, kill it."""
        self._session.interrupt()
        end, self.cell_end = self.cell_end, time.monotonic() + GRACE
        try:
            while "op" in channel.receive():  # a call for help that comes too late
                channel.send({"error": {"kind": "KeyboardInterrupt", "text": "the time limit was reached"}})
        except (Late, Closed, Malformed):
            self._drop(channel)
        finally:
            self.cell_end = end

    def _drop(self, channel, wait=True):
        if channel is self._channel and channel is not None:
            self._session.close(wait)  # else the next process would share its processor with what is left of this one
            self._session = self._channel = None

    def close(self):
        self._drop(self._channel, wait=False)

    def _late(self):
        whole = self.end <= time.monotonic()
        seconds = self.limits["total_seconds" if whole else "cell_seconds"]
        what = "the whole notebook" if whole else "a cell"
        self._note(f"time limit of {seconds:g} s for {what} reached")
        return TimeLimitReached(f"The code did not end within {seconds:g} seconds, the limit for {what}.")

    def _ended(self, channel):
        how = self._session.how_it_ended() if channel is self._channel and self._session else {}
        self._drop(channel)
        status = how.get("status")
        if how.get("reason") == "memory":
            gigabytes = self.limits["memory"] / 2**30
            text = f"The code used more than {gigabytes:.2g} GB of memory, the limit, and was ended."
            self._note(f"memory limit of {gigabytes:.2g} GB reached")
        elif isinstance(status, int) and status >= 0:
            text = f"The code ended its own process (exit status {status})."
            self._note("code ended its own process")
        else:
            text = f"The process of the code died (signal {-status if isinstance(status, int) else 'unknown'})."
            self._note("process of the code died")
        return StudentCodeError(text)

    def _broken(self, why):
        self._drop(self._channel)
        self._note("code sent data that is not understood")
        return StudentCodeError(f"The code sent data that the grader does not understand ({why}).")

    def _note(self, event):
        if event not in self.events:
            self.events.append(event)


def _as_list(value):
    return value if isinstance(value, list) else []


def _copy_into(old, new):
    """Make the caller's object look like what came back, in place."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if old.shape == new.shape and old.dtype == new.dtype and old.flags.writeable:
            old[...] = new
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) == len(new):
            for i, (a, b) in enumerate(zip(old, new, strict=True)):
                old[i] = a if _copy_into(a, b) else b
        else:
            old[:] = new
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in list(old):
            if key not in new:
                del old[key]
        for key, value in new.items():
            if not (key in old and _copy_into(old[key], value)):
                old[key] = value
    elif isinstance(old, set) and isinstance(new, set):
        old.clear()
        old.update(new)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        for a, b in zip(old, new, strict=False):
            _copy_into(a, b)
    elif isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
        if type(old.bit_generator) is type(new.bit_generator):
            old.bit_generator.state = new.bit_generator.state
    elif isinstance(old, np.random.RandomState) and isinstance(new, np.random.RandomState):
        old.set_state(new.get_state(legacy=False))
    else:
        return False  # no container: the caller keeps its value, or takes the new one
    return True


def _warn_again(warning):
    name, text = warning if isinstance(warning, list) and len(warning) == 2 else ("UserWarning", "")
    category = getattr(builtins, str(name), None) or getattr(np.exceptions, str(name), None)
    if not (isinstance(category, type) and issubclass(category, Warning)):
        category = UserWarning
    warnings.warn(str(text)[:500], category, stacklevel=4)


def _exception(data):
    """The exception that the student's code raised, as one of ours with the same name, text and built-in base."""
    if not isinstance(data, dict):
        return StudentCodeError("The code failed.")
    names = [n for n in [data.get("kind"), *_as_list(data.get("bases"))] if isinstance(n, str)]
    text = str(data.get("text", ""))[:4000]
    base = next((found for found in map(_known_exception, names) if found), StudentCodeError)
    name = names[0] if names and names[0].isidentifier() else "Exception"
    kind = base if base.__name__ == name else type(name, (base,), {"__module__": "__main__"})
    try:
        error = kind(text)
    except Exception:  # such as UnicodeDecodeError, which wants five arguments
        error = StudentCodeError(f"{name}: {text}")
    error.student_place = str(data.get("place", ""))[:4000]
    return error


def _known_exception(name):
    """The class of that name, unless raising it here would mean something else than a failure."""
    found = getattr(builtins, name, None) or (np.linalg.LinAlgError if name == "LinAlgError" else None)
    if not (isinstance(found, type) and issubclass(found, Exception)):
        return None
    return None if issubclass(found, (StopIteration, StopAsyncIteration)) or found is Exception else found


def _signature(parameters):
    try:
        return inspect.Signature(
            [
                inspect.Parameter(name, inspect._ParameterKind(kind), default=None if has_default else inspect._empty)
                for name, kind, has_default in parameters
            ]
        )
    except (TypeError, ValueError):
        return None
