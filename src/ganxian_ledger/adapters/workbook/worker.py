"""The worker: reads one file after the other from its input, and answers on its output.

It is a process of its own because calamine may end the whole process over a hostile file, and
because only a process can be stopped. A fault that nobody foresaw ends it; the reader starts a new
one.
"""

from __future__ import annotations

import signal
import sys

from ganxian_ledger.adapters.workbook import limits, ole, wire, xlsx
from ganxian_ledger.adapters.workbook.reasons import Hostile
from ganxian_ledger.domain.forms.raw import RawBook

_GRACE = 2
"""So many times the time for one file, and an orphan ends itself."""


def main() -> None:
    """Answer until there is nothing more to read."""
    _limit()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    wire.send(target, wire.READY)
    while (data := wire.receive(source)) is not None:
        _alarm(int(limits.SECONDS) * _GRACE)
        wire.send(target, wire.packed(answer(data)))
        _alarm(0)


def answer(data: bytes) -> RawBook | Hostile:
    """Read a file, or say why not."""
    try:
        return ole.read(data) if data.startswith(ole.SIGNATURE) else xlsx.read(data)
    except Hostile as hostile:
        return hostile


def _limit() -> None:
    """Bound the memory where the system can, and leave Ctrl-C to the reader."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (not on Windows)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        most = _addresses() + limits.MEMORY
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or most <= hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _addresses() -> int:
    """How many bytes of addresses the process has now."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 (no path is made of it)
        pages = int(file.read().split()[0])
    import resource  # noqa: PLC0415 (not on Windows)

    return pages * resource.getpagesize()


def _alarm(seconds: int) -> None:
    if sys.platform != "win32":
        signal.alarm(seconds)
