"""Bytes of a returned file → what it holds, or why it cannot be read."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from ganxian_ledger.adapters.workbook import limits, wire
from ganxian_ledger.adapters.workbook.process import Gone, TooSlow, Worker
from ganxian_ledger.adapters.workbook.reasons import unreadable
from ganxian_ledger.domain.forms.raw import RawBook, Unreadable

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_START = 4096
_OTHERS = (
    ("内容是网页", (b"<html", b"<table", b"<!doctype html")),
    ("是 PDF", (b"%pdf-",)),
)
_OLD_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


class Reader:
    """Reads files one after the other; the worker is started with the first that needs it."""

    def __init__(self, seconds: float = limits.SECONDS) -> None:
        """Nothing is started yet.

        Args:
            seconds: How long a file may take.
        """
        self._seconds = seconds
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker; the next file would start another."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def read(self, data: bytes) -> RawBook | Unreadable:
        """Read a file by its content; its name plays no part.

        Raises:
            NotHere: where the worker cannot be started.
        """
        refused = _at_first_sight(data)
        if refused is not None:
            return refused
        answer = None
        try:
            answer = self._asked(data)
        except TooSlow:
            return unreadable("too-slow")
        except Gone:
            return unreadable("broken", "读取时中断")
        finally:
            if answer is None:
                self.close()  # an answer that comes late would be taken for the next file's
        return wire.unpacked(answer)

    def _asked(self, data: bytes) -> bytes:
        """Ask; once more where a worker is gone that may have been ended by somebody else."""
        if self._worker is not None:
            try:
                return self._worker.ask(data, self._seconds)
            except Gone:
                self.close()
        self._worker = Worker()
        return self._worker.ask(data, self._seconds)


def _at_first_sight(data: bytes) -> Unreadable | None:
    """What size and first bytes tell already."""
    if len(data) > limits.FILE:
        return unreadable("too-large", f"超过 {limits.FILE >> 20} MB")
    if data.startswith((_ZIP, _OLE)):
        return None
    start = data[:_START].lower()
    if _OLD_XML in start:
        return unreadable("other-format", "是 XML 表格")
    what = next((words for words, signs in _OTHERS if any(sign in start for sign in signs)), "")
    return unreadable("not-a-workbook", what if data else "文件是空的")
