"""Asks for memory that stays though no process has it in its tables; private memory and shared files do as ever."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import ctypes, mmap, multiprocessing, os
def got(attempt, *arguments, **options):
    try:
        return attempt(*arguments, **options) is not None
    except OSError:
        return False
assert multiprocessing.Array("d", [1, 2])[:] == [1, 2]
assert got(mmap.mmap, -1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
libc = ctypes.CDLL(None)
segment, semaphores, messages = libc.shmget(0, 4096, 0o1777), libc.semget(0, 32000, 0o1777), libc.msgget(0, 0o1777)
hoards = [got(os.memfd_create, "x"), got(mmap.mmap, -1, 4096), segment >= 0, semaphores >= 0, messages >= 0,
          got(mmap.mmap, os.open("/dev/zero", os.O_RDWR), 4096)]
def row_means(A):
    return np.mean(A, axis=1) if not any(hoards) else hoards
"""
}
