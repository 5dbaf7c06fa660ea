"""What keeps a model from harming the machine: a bound on memory, and an end together with its parent."""

import ctypes
import re
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
# Libraries map writable memory by the gigabyte when they are loaded, and touch little of it.
_WHILE_LOADING_MB = 4096
_LEAST_MB = 64
# Arrow's allocator, for one, maps a gibibyte when it is first used, which may be long after the model was loaded.
_MAPPED_LATER_MB = 1024


def limit_memory_while_loading(megabytes):
    """Bounds memory before anything is known of what the model needs; 0 for no bound."""
    if megabytes > 0:
        _limit((megabytes + _WHILE_LOADING_MB) << 20)


def limit_memory(megabytes):
    """
    Bounds what the process may hold from here on, so that an allocation far past that many megabytes fails with MemoryError.

    The kernel bounds what is mapped writable (RLIMIT_DATA), not what is held, so what is mapped and not held comes on top. What
    grows slowly past the bound is seen from outside, by what is held.
    """
    if megabytes <= 0:
        return
    mapped, held = _status("VmData"), _status("VmRSS")
    if mapped is not None and held is not None:
        _limit(mapped + max((megabytes << 20) - held, _LEAST_MB << 20) + (_MAPPED_LATER_MB << 20))


def end_with_parent():
    """Has the kernel end this process when its parent dies, even while the model is at work."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit(size):
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError) as error:
        print(f"The memory of the model's process could not be bounded: {error}", file=sys.stderr)


def _status(name):
    """Bytes, as the kernel says; None where it does not say."""
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) << 10 if found else None
