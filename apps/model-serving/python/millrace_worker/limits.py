"""What keeps a model from harming the machine: a bound on memory, and an end together with its parent."""

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1


def limit_memory(megabytes):
    """
    Bounds the memory that the process may write to; past it, allocations fail with MemoryError.

    RLIMIT_DATA counts private writable memory, thread stacks included, but not the address space that allocators and
    libraries only reserve, which on machines with many cores is many times what is used.
    """
    if megabytes <= 0:
        return
    try:
        import resource

        size = megabytes << 20
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError) as error:
        print(f"The memory of the model's process could not be bounded: {error}", file=sys.stderr)


def end_with_parent():
    """Has the kernel end this process when its parent dies, even while the model is at work."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
