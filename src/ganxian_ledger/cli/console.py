"""The only print: data to stdout, everything else to stderr; encodings, colours and widths."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from ganxian_ledger.domain.views.table import Sheet

_RED, _PLAIN = "\x1b[31m", "\x1b[0m"


class Unprinted(Exception):
    """Stdout took no more of the data; without words where only its reader has gone.

    It is no OSError: Typer would answer a broken pipe by itself, with exit code 1.
    """


def prepare() -> None:
    """Let no character that the stream's encoding lacks (GBK and a rare name) stop the program.

    Line ends stay as they are written, on Windows too: a patch must not change on its way.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace", newline="\n")


def data(text: str, form: str = "") -> None:
    """Write what was asked for, in its format, to stdout, ending with a line end.

    Raises:
        Unprinted: where stdout takes no more.
    """
    _print(_line(_kept(text, form)))


def say(text: str) -> None:
    """Write what there is to say beside the data to stderr; a failure there cannot be told."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(_line(text))


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


def safe_line(text: str) -> str:
    """Safe text on one line, so that nothing in it begins a line of its own."""
    from ganxian_ledger.render.width import one_line

    return one_line(text)


def flush() -> None:
    """Hand all data over to the system, so that faults of writing show up here.

    Raises:
        Unprinted: where stdout takes no more.
    """
    _print("", flush=True)


def silence() -> None:
    """Let the interpreter's last flush go nowhere where nobody reads any more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads this stream on a screen that can do more than plain lines."""
    return _is_screen(stream) and os.environ.get("TERM") != "dumb"


def has_colour(stream: TextIO | None) -> bool:
    """Whether colours may be used: NO_COLOR forbids, FORCE_COLOR asks, else only on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return is_terminal(stream) and _obeys_colours()


def show(sheet: Sheet, form: str) -> None:
    """Show an answer in the format asked for; a table is set for the reader, screen or pipe."""
    if form == "table":
        data(_table(sheet))
        return
    from ganxian_ledger.render.formats import FORMATS

    data(FORMATS[form](sheet), form)


def _table(sheet: Sheet) -> str:
    colour = has_colour(sys.stdout)
    columns = shutil.get_terminal_size().columns if _is_screen(sys.stdout) else None
    if columns is not None and is_terminal(sys.stdout):
        from ganxian_ledger.render import terminal

        return terminal.terminal(sheet, width=columns, colour=colour)
    from ganxian_ledger.render import text

    return text.text(sheet, width=columns, colour=colour)


def _kept(text: str, form: str) -> str:
    """JSON or XML that says the same in an encoding that lacks some of its characters."""
    encoding = (sys.stdout and sys.stdout.encoding) or "utf-8"
    if form not in {"json", "xml"} or encoding.lower().replace("-", "") == "utf8":
        return text
    if form == "xml":  # which says that it is UTF-8, as ASCII is too
        return text.encode("ascii", "xmlcharrefreplace").decode()
    from ganxian_ledger.render.json import escaped

    return escaped(text, encoding)


def _obeys_colours() -> bool:
    """The classic console of Windows shows the sequences instead of obeying them."""
    return sys.platform != "win32" or any(map(os.environ.get, ("WT_SESSION", "ANSICON", "TERM")))


def _is_screen(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _line(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _painted(word: str, colour: str) -> str:
    return f"{colour}{word}{_PLAIN}" if has_colour(sys.stderr) else word


def _print(text: str, *, flush: bool = False) -> None:
    """Write to stdout, which may be closed (None), broken (a pipe) or full (a disk)."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        raise Unprinted from None
    except OSError as error:
        from ganxian_ledger.adapters.folder import reason_of

        raise Unprinted(f"结果没有写完：{reason_of(error)}") from None
