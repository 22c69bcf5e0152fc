"""Denies system calls that no homework needs: they fail with "not permitted". Some have been used to escape sandboxes,
some take memory that does not show in the size of any process, and one lets a submission leave the processor that it is
bound to. Some sockets ignore network namespaces: those of virtual machines (vsock) reach the host.

The filter is in the kernel's own form (see seccomp(2)), for the two architectures that graders run on. Elsewhere none
is set; namespaces and limits hold without it.
"""

import ctypes
import functools
import platform
import struct

EPERM, ENOSYS, EAFNOSUPPORT = 1, 38, 97
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
CLONE_NEWUSER = 0x10000000
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20
ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
# Numbers on x86_64 and on aarch64.
DENIED = {
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "sched_setaffinity": (203, 122),
}
CLONE, CLONE3, MMAP, SOCKET = (56, 220), 435, (9, 222), (41, 198)
FAMILIES = (1, 2, 10, 16)  # of sockets: Unix, IPv4 and IPv6, netlink
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, FOURTH_ARGUMENT = 0, 4, 16, 40  # offsets in what the kernel passes to the filter


@functools.cache
def program(machine: str) -> bytes | None:
    """The filter as bytes, or None for an architecture without one."""
    if machine not in ARCHITECTURES:
        return None
    architecture, column = ARCHITECTURES[machine]
    denied = [numbers[column] for numbers in DENIED.values()]
    lines = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, ERRNO | EPERM),
        (LOAD, 0, 0, NUMBER),
        (JUMP_AT_LEAST, 0, 1, 0x40000000),
        (RETURN, 0, 0, ERRNO | EPERM),  # x32, which has numbers of its own
        (JUMP_EQUAL, 0, 1, CLONE3),
        (RETURN, 0, 0, ERRNO | ENOSYS),
    ]  # the filter cannot see its flags; libc falls back to clone
    for number in denied:
        lines += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, ERRNO | EPERM)]
    # Anonymous shared memory counts in the size of no process; those who need some can use files in /dev/shm.
    lines += [
        (JUMP_EQUAL, 0, 5, MMAP[column]),
        (LOAD, 0, 0, FOURTH_ARGUMENT),
        (JUMP_BITS, 0, 2, MAP_ANONYMOUS),
        (JUMP_BITS, 0, 1, MAP_SHARED),
        (RETURN, 0, 0, ERRNO | EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    lines += [
        (JUMP_EQUAL, 0, len(FAMILIES) + 3, SOCKET[column]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        *((JUMP_EQUAL, left, 0, family) for left, family in zip((4, 3, 2, 1), FAMILIES, strict=True)),
        (RETURN, 0, 0, ERRNO | EAFNOSUPPORT),
        (RETURN, 0, 0, ALLOW),
    ]
    lines += [
        (JUMP_EQUAL, 0, 3, CLONE[column]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (JUMP_BITS, 0, 1, CLONE_NEWUSER),
        (RETURN, 0, 0, ERRNO | EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def deny() -> None:
    """Set the filter for this process and all that it starts; no_new_privs must be set."""
    code = program(platform.machine())
    if code is None:
        return
    lines = ctypes.create_string_buffer(code, len(code))
    described = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(lines))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(22, 2, ctypes.c_char_p(described), 0, 0) != 0:  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
        raise OSError(ctypes.get_errno(), "the kernel accepts no seccomp filter")
