"""A temporary folder that nobody has to tidy up: what a killed process has left there, the next one removes."""

import contextlib
import os
import re
import shutil
import tempfile
import time
import weakref

PREFIX = "attention-course-"
NAME = re.compile(PREFIX + "[a-z0-9_]{8}")  # as tempfile ends a name
BEING_MADE = 60  # seconds in which an empty folder may be one that is about to be locked


class OwnFolder(tempfile.TemporaryDirectory):
    """tempfile.TemporaryDirectory, locked as long as this process or a fork of it lives, by which others know that.

    Making one removes those beside it of processes that have ended without removing them.
    """

    def __init__(self, dir: str | None = None):
        remove_abandoned(dir or tempfile.gettempdir())
        super().__init__(prefix=PREFIX, dir=dir, ignore_cleanup_errors=True)
        lock = _lock(self.name)
        if lock is not None:
            weakref.finalize(self, os.close, lock)

    def cleanup(self) -> None:
        """Remove it; a process that has just been killed may have written to it meanwhile."""
        super().cleanup()
        for _ in range(20):
            if not os.path.exists(self.name):
                return
            time.sleep(0.1)
            shutil.rmtree(self.name, ignore_errors=True)


def remove_abandoned(where: str) -> None:
    """Remove this user's folders of ended processes from a temporary directory."""
    with contextlib.suppress(OSError), os.scandir(where) as entries:
        for entry in entries:
            if not NAME.fullmatch(entry.name):
                continue
            lock = _lock(entry.path)
            if lock is not None:
                if os.listdir(lock) or time.time() - os.fstat(lock).st_mtime > BEING_MADE:
                    shutil.rmtree(entry.path, ignore_errors=True)
                os.close(lock)


def _lock(folder: str) -> int | None:
    """A descriptor of the folder that locks it; None where another process does, it is not ours, or no locks are."""
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
