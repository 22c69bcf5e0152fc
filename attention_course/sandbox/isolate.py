"""Namespaces and limits around one submission's process, set from inside the sandbox (Linux only).

The sandbox (bubblewrap) holds a warm process with everything imported; each submission is a fork of it. Here the fork
puts itself into namespaces of its own, so that submissions see nothing of each other.
"""

import contextlib
import ctypes
import functools
import json
import os
import platform
import random
import re
import resource
import select
import signal
import socket
import sys
from collections.abc import Iterable
from typing import Any, Literal

import psutil

from attention_course.sandbox import seccomp
from attention_course.sandbox.records import EndReport, ProcessLimits

NOBODY = 65534  # the user that runs a submission when the grader runs as root
CLONE_NEWNS = 0x20000
CLONE_FLAGS = {
    "NEWUSER": 0x10000000,
    "NEWPID": 0x20000000,
    "NEWIPC": 0x8000000,
    "NEWNET": 0x40000000,
    "NEWUTS": 0x4000000,
}
MS_NOSUID, MS_NODEV, MS_RDONLY, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 1, 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 4, 24, 38
PROCESSES = 128  # of one submission, threads included
WATCH = 0.2  # seconds between two looks at a submission's memory


_libc = functools.cache(lambda: ctypes.CDLL(None, use_errno=True))


def prepare() -> None:
    """Do once what each fork would do anew."""
    _libc()
    seccomp.program(platform.machine())


def _call(name: str, *arguments: Any) -> None:
    if getattr(_libc(), name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def become_nobody() -> None:
    """Give up root, if the grader is run by root."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # else /proc/self belongs to root


def enter_namespaces() -> None:
    """Enter new namespaces for users, processes (from the next fork on), IPC, network and host name."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", sum(CLONE_FLAGS.values()))
    for name, text in (("setgroups", "deny"), ("uid_map", f"1000 {user} 1"), ("gid_map", f"1000 {group} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def bind_to_processor() -> None:
    """Bind this process to the processor with the fewest processes bound to it. A submission that starts a hundred busy
    processes then takes no time from others, as long as there are as many processors as concurrent submissions."""
    bound = dict.fromkeys(os.sched_getaffinity(0), 0)
    for pid in psutil.pids():
        with contextlib.suppress(OSError):  # it has just ended
            [processor, *others] = os.sched_getaffinity(pid)
            if not others and processor in bound:
                bound[processor] += 1
    fewest = min(bound.values())
    os.sched_setaffinity(0, {random.choice([p for p, count in bound.items() if count == fewest])})


def own_files(megabytes: int) -> None:
    """Mount an empty /tmp, /dev/shm, /dev/pts and /proc of its own, and change to the folder /tmp/work.

    To be called after the fork: `supervise` needs the /proc that is hidden here.
    """

    def mount(kind, target, flags, options):
        _call("mount", kind.encode(), target.encode(), kind.encode(), flags, options.encode())

    _call("unshare", CLONE_NEWNS)
    _call("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)
    kept = _folders_mounted_below("/tmp/")
    mount("tmpfs", "/tmp", MS_NOSUID | MS_NODEV, f"size={megabytes}m,nr_inodes=20000,mode=755")
    for folder, handle in kept.items():  # Python itself, if the project is below /tmp
        os.makedirs(folder)
        _call("mount", f"/proc/self/fd/{handle}".encode(), folder.encode(), None, MS_BIND | MS_REC, None)
        os.close(handle)
    mount("tmpfs", "/dev/shm", MS_NOSUID | MS_NODEV, "size=64m,nr_inodes=1000")
    mount("tmpfs", "/proc", MS_NOSUID | MS_NODEV | MS_RDONLY, "size=4k")
    with contextlib.suppress(OSError):  # then `!command` has no terminal
        mount("devpts", "/dev/pts", MS_NOSUID, "newinstance,ptmxmode=0666,mode=620")
    for folder in ("/tmp/work", "/tmp/home"):
        os.mkdir(folder)
    os.chdir("/tmp/work")


def _folders_mounted_below(place):
    """{folder: file descriptor} of what the sandbox has mounted below `place`."""
    with open("/proc/self/mountinfo") as file:
        points = [re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), line.split()[4]) for line in file]
    return {point: os.open(point, os.O_PATH) for point in points if point.startswith(place) and os.path.isdir(point)}


def drop_privileges() -> None:
    """Drop all capabilities, for now and after any exec, and deny some system calls."""
    with contextlib.suppress(OSError):  # at the first number beyond the last one
        for capability in range(64):
            _call("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _call("capset", ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    seccomp.deny()


def processor_seconds(limits: ProcessLimits) -> int:
    """Seconds of CPU time that a student process may take."""
    return int(limits.seconds) + 5


def limit(limits: ProcessLimits, space: int | None) -> None:
    """Set the kernel's limits on each process: memory above `space`, CPU time, file size, open files, processes."""

    def lower(kind, value):
        if space is None and kind == resource.RLIMIT_AS:
            return
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))

    lower(resource.RLIMIT_AS, (space or 0) + limits.memory)
    lower(resource.RLIMIT_CPU, processor_seconds(limits))
    lower(resource.RLIMIT_FSIZE, limits.disk)
    lower(resource.RLIMIT_NOFILE, 256)
    lower(resource.RLIMIT_CORE, 0)
    if limits.count_processes:
        lower(resource.RLIMIT_NPROC, PROCESSES)


def address_space() -> int | None:
    """Bytes of address space of this process; None where that cannot be known, as on macOS."""
    return psutil.Process().memory_info().vms if sys.platform.startswith("linux") else None


def keep_only(descriptors: Iterable[int]) -> None:
    """Close every file descriptor but these; standard input, output and error become /dev/null."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    last = 2
    for number in sorted({*descriptors}):
        os.closerange(last + 1, number)
        last = number
    os.closerange(last + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0] if last < 65536 else last + 1)


def supervise(child: int, lifeline: socket.socket, limits: ProcessLimits, isolation: str) -> None:
    """Wait for `child`, the first process of a submission; killing it kills everything that it started.

    The grader writes to `lifeline` to interrupt the child and closes it to kill it. When the child has ended,
    an EndReport there says how. `isolation` is that of the ForkRequest.
    """
    reason: Literal["memory", "processor"] | None = None
    handle = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
    while True:
        ended = _wait(child, handle, lifeline)
        if ended is not None:
            break
        if select.select([lifeline], [], [], 0)[0]:
            try:
                message = lifeline.recv(1)
            except OSError:
                message = b""
            if message:
                os.kill(child, signal.SIGINT)
                continue
        elif used_memory(_members(child, isolation), limits.memory) <= limits.memory:
            continue
        else:
            reason = "memory"
        _kill(child)
        _, status, usage = os.wait4(child, 0)
        ended = status, usage
        break
    if isolation == "none":  # there is no namespace that ended with it
        _kill(child)
    status, usage = ended
    if reason is None and usage.ru_utime + usage.ru_stime > processor_seconds(limits) - 0.5:
        reason = "processor"
    with contextlib.suppress(OSError):
        report = EndReport(status=os.waitstatus_to_exitcode(status), reason=reason)
        lifeline.sendall(json.dumps(report.to_data()).encode())


def _wait(child: int, handle: int | None, lifeline: socket.socket) -> Any:
    """(status, usage) of the child if it has ended, else None; waits WATCH seconds at most, less if the lifeline is
    written to."""
    watched: list[Any] = [lifeline] if handle is None else [lifeline, handle]
    select.select(watched, [], [], WATCH)
    pid, status, usage = os.wait4(child, os.WNOHANG)
    return (status, usage) if pid else None


def _kill(child):
    """Kill the child and its process group, and thereby its process namespace."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            end(child, signal.SIGKILL)


def _members(child: int, isolation: str) -> list[psutil.Process]:
    """A submission's processes, found in a way from which none of them can hide."""
    if isolation == "sandbox":
        found = [pid for pid in psutil.pids() if pid not in {1, os.getpid(), os.getppid()}]
    elif isolation == "none":
        found = [pid for pid in psutil.pids() if _session(pid) == child]
    else:  # in a process namespace, all descend from the first process
        with contextlib.suppress(psutil.Error):
            first = psutil.Process(child)
            return [first, *first.children(recursive=True)]
        return []
    processes = []
    for pid in found:
        with contextlib.suppress(psutil.Error):  # it has just ended
            processes.append(psutil.Process(pid))
    return processes


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:
        return None


def used_memory(members: list[psutil.Process], enough: int) -> int:
    """Bytes used by these processes; counted exactly only if they may exceed `enough`."""
    resident = {}
    for process in members:
        with contextlib.suppress(psutil.Error):
            resident[process] = process.memory_info().rss
    if sum(resident.values()) <= enough:
        return sum(resident.values())
    return sum(_share(process, size) for process, size in resident.items())


def _share(process: psutil.Process, resident: int) -> int:
    """The proportional set size of a process: shared memory is divided among those that share it."""
    try:
        return getattr(process.memory_full_info(), "pss", resident)
    except psutil.AccessDenied:  # it does not let others look (PR_SET_DUMPABLE)
        return resident
    except psutil.Error:  # it has just ended
        return 0
