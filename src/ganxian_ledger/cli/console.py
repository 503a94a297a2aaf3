"""The only print: data to stdout, everything else to stderr; encodings, colours and widths."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from ganxian_ledger.domain.views.table import Sheet

_RED, _YELLOW, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[0m"


def prepare() -> None:
    """Let no character that the stream's encoding lacks (GBK and a rare name) stop the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def data(text: str) -> None:
    """Write what was asked for to stdout, ending with a line end."""
    _write(sys.stdout, _line(text))


def say(text: str) -> None:
    """Write what there is to say beside the data to stderr."""
    _write(sys.stderr, _line(text))


def warn(text: str) -> None:
    """A warning on stderr."""
    say(f"{_painted('警告', _YELLOW)}：{safe(text)}")


def fail(text: str, *, remedy: str = "", code: str = "") -> None:
    """Why a command did not do its work, and what can be done about it, on stderr."""
    head = f"{_painted('错误', _RED)}{' ' if code else ''}{code}"
    say(f"{head}：{safe(text)}")
    if remedy:
        say(f"建议：{safe(remedy)}")


def safe(text: str) -> str:
    """Text from outside without anything that a terminal would obey."""
    from ganxian_ledger.render.width import safe_text

    return safe_text(text)


def flush() -> None:
    """Hand all data over to the system, so that faults of writing show up here."""
    _write(sys.stdout, "", flush=True)


def silence() -> None:
    """Let the interpreter's last flush go nowhere where nobody reads any more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads this stream on a screen that can do more than plain lines."""
    return _is_screen(stream) and os.environ.get("TERM") != "dumb"


def has_colour(stream: TextIO | None) -> bool:
    """Whether colours may be used: NO_COLOR forbids, FORCE_COLOR asks, else only on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("FORCE_COLOR", "0") not in {"", "0"} or is_terminal(stream)


def show(sheet: Sheet, form: str) -> None:
    """Show an answer in the format asked for; a table is set for the reader, screen or pipe."""
    if form == "table":
        data(_table(sheet))
        return
    from ganxian_ledger.render.formats import FORMATS

    data(_kept(FORMATS[form](sheet), form))


def _table(sheet: Sheet) -> str:
    colour = has_colour(sys.stdout)
    columns = shutil.get_terminal_size().columns if _is_screen(sys.stdout) else None
    if columns is not None and is_terminal(sys.stdout):
        from ganxian_ledger.render import terminal

        return terminal.terminal(sheet, width=columns, colour=colour)
    from ganxian_ledger.render import text

    return text.text(sheet, width=columns, colour=colour)


def _kept(text: str, form: str) -> str:
    """JSON that says the same in an encoding that lacks some of its characters."""
    encoding = (sys.stdout and sys.stdout.encoding) or "utf-8"
    if form != "json" or encoding.lower().replace("-", "") == "utf8":
        return text
    from ganxian_ledger.render.json import escaped

    return escaped(text, encoding)


def _is_screen(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _line(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _painted(word: str, colour: str) -> str:
    return f"{colour}{word}{_PLAIN}" if has_colour(sys.stderr) else word


def _write(stream: TextIO | None, text: str, *, flush: bool = False) -> None:
    """Write to a stream that may be closed (None), broken (a pipe) or full (a disk).

    Raises:
        BrokenPipeError: where nobody reads any more.
        Refused: where the system would not take it.
    """
    if stream is None:
        return
    try:
        stream.write(text)
        if flush:
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        from ganxian_ledger.adapters.folder import reason_of
        from ganxian_ledger.domain.errors import Refused

        raise Refused(f"结果没有写完：{reason_of(error)}") from error
