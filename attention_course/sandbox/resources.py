"""Whether a process can still get what the next cell may need: the process itself tries, after each cell."""

import _thread
import mmap
import os
import sys

from attention_course.sandbox.records import Limits

MANY_THREADS = 32  # which would compete with the next cell
FILES = 32


def used_up(limits: Limits, watch_disk: bool) -> str | None:
    """The resource of which too little is left for the next cell to run fairly, or None.

    Too little is less than a quarter of the memory or an eighth of the disk, or few threads or files.
    """
    if not _memory(limits.memory // 4):
        return "memory"
    if not _threads():
        return "threads"
    if not _files():
        return "files"
    if watch_disk and not _disk(limits.disk // 8):
        return "disk"
    return None


def _memory(size: int) -> bool:
    try:
        mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
    except (OSError, MemoryError):
        return False
    return True


def _threads() -> bool:
    if len(sys._current_frames()) > MANY_THREADS:
        return False
    try:  # only one: each takes address space, which counts as memory
        ended = _thread.allocate_lock()
        ended.acquire()
        _thread.start_new_thread(ended.release, ())
    except (RuntimeError, MemoryError):
        return False
    ended.acquire()
    return True


def _files() -> bool:
    handles: list[int] = []
    try:
        while len(handles) < FILES:
            handles.append(os.dup(1))
    except OSError:
        return False
    finally:
        for handle in handles:
            os.close(handle)
    return True


def _disk(size: int) -> bool:
    state = os.statvfs(".")
    return state.f_bavail * state.f_frsize >= size and (state.f_files == 0 or state.f_ffree >= FILES)
