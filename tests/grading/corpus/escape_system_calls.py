"""Makes each refused system call by its number, those of the other number set (x32) too."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import ctypes, errno, platform
from attention_course.sandbox.seccomp import ARCHITECTURES, DENIED
libc, column = ctypes.CDLL(None, use_errno=True), ARCHITECTURES[platform.machine()][1]
def refused(number):
    return libc.syscall(number, 0, 0, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EPERM
let_through = [name for name, numbers in DENIED.items() if not refused(numbers[column])]
let_through += ["x32"] if platform.machine() == "x86_64" and not refused(0x40000000 + 39) else []
def row_means(A):
    return np.mean(A, axis=1) if not let_through else let_through
"""
}
