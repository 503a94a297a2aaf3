"""The worker as the reader sees it: started once, asked, stopped when it takes too long."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Self

from ganxian_ledger.adapters.workbook import limits, wire
from ganxian_ledger.domain.errors import NotHere

_HOME = Path(__file__).parents[3]
"""Where the package lies that this very file belongs to; no other version may be read."""
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from ganxian_ledger.adapters.workbook.worker import main; main()"
)


class Gone(Exception):
    """The worker ended without an answer."""


class TooSlow(Exception):
    """The worker had to be stopped."""


class Worker:
    """One process. After `Gone` or `TooSlow` it is of no more use."""

    def __init__(self) -> None:
        """Start it and wait until it is ready.

        Raises:
            NotHere: where it does not come up.
        """
        try:
            # -P: nothing is imported from the folder in which the user happens to stand.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, str(_HOME)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            raise _not_started() from None
        ready = b""
        try:
            with suppress(Gone, TooSlow):
                ready = self._exchange(None, limits.START_SECONDS)
        finally:
            if ready != wire.READY:
                self.close()
        if ready != wire.READY:
            raise _not_started()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, data: bytes, seconds: float) -> bytes:
        """Have a file read.

        Raises:
            Gone: where the process ended.
            TooSlow: where it took more than the seconds.
        """
        return self._exchange(data, seconds)

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self._process.wait()

    def _exchange(self, data: bytes | None, seconds: float) -> bytes:
        """Send a frame, if there is one, and wait for one; a timer ends a process that hangs."""
        source, target = self._process.stdin, self._process.stdout
        assert source is not None
        assert target is not None
        is_late = False

        def stop() -> None:
            nonlocal is_late
            is_late = True
            self._process.kill()

        timer = Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            if data is not None:
                wire.send(source, data)
            answer = wire.receive(target)
        except OSError:
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            raise TooSlow if is_late else Gone
        return answer


def _not_started() -> NotHere:
    return NotHere(
        "读取表格的程序没有启动",
        remedy="重新安装 ganxian-ledger（需要 python-calamine 和 olefile），再运行 ledger doctor",
    )
