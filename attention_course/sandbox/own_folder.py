"""Temporary folders that are cleaned up even after a killed process: the next process removes what it left."""

import contextlib
import os
import re
import shutil
import tempfile
import time
import weakref

PREFIX = "attention-course-"
NEW = ".new"  # suffix of a folder that is not locked yet
NAME = re.compile(f"{PREFIX}[a-z0-9_]{{8}}({re.escape(NEW)})?")  # as tempfile makes names
BEING_MADE = 60  # seconds after which a new folder cannot be about to be locked


class OwnFolder:
    """Like tempfile.TemporaryDirectory, but locked as long as this process or a fork of it lives, so that others know.

    Making one removes the folders that ended processes have left beside it.
    """

    def __init__(self, dir: str | None = None):
        where = dir or tempfile.gettempdir()
        remove_abandoned(where)
        made = tempfile.mkdtemp(prefix=PREFIX, suffix=NEW, dir=where)
        lock = _lock(made)
        self.name = made.removesuffix(NEW)
        os.rename(made, self.name)
        self._finalizer = weakref.finalize(self, _remove, self.name, lock)

    def cleanup(self) -> None:
        """Remove it."""
        self._finalizer()

    def __enter__(self) -> str:
        return self.name

    def __exit__(self, *_: object) -> None:
        self.cleanup()


def _remove(folder, lock):
    """Remove a folder; a process that has just been killed may write to it meanwhile."""
    for pause in (0, *[0.1] * 20):
        time.sleep(pause)
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            break
    if lock is not None:
        os.close(lock)


def remove_abandoned(where: str) -> None:
    """Remove this user's folders of ended processes from a temporary directory."""
    with contextlib.suppress(OSError), os.scandir(where) as entries:
        for entry in entries:
            found = NAME.fullmatch(entry.name)
            lock = _lock(entry.path) if found else None
            if found and lock is not None:
                if not found[1] or time.time() - os.fstat(lock).st_mtime > BEING_MADE:
                    shutil.rmtree(entry.path, ignore_errors=True)
                os.close(lock)


def _lock(folder: str) -> int | None:
    """A descriptor that locks the folder; None if another process does, if it is not ours, or if there are no locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.fstat(descriptor).st_uid == os.getuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None
