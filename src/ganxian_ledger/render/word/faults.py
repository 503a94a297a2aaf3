"""What is wrong with a Word template, in Chinese, with the words near by."""

from __future__ import annotations

import re
import traceback
from html import unescape
from typing import NoReturn

from ganxian_ledger.render.faults import words_of
from ganxian_ledger.render.layouts import Layout, TemplateFault, shown

FRAMES = ("<template>", "<unknown>")
"""Names under which a template's own code stands in tracebacks."""
_TAGS = re.compile(r"<[^>]*>")
_MOST_NEAR = 60


class Misused(Exception):
    """A template uses a function or a mark in a way that it is not meant for."""

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def refuse(layout: Layout, message: str, remedy: str = "") -> NoReturn:
    """Refuse a template.

    Raises:
        TemplateFault: always.
    """
    raise TemplateFault(f"版式 {shown(layout.path)}：{message}", remedy=remedy) from None


def tell(error: Exception, layout: Layout, source: str) -> NoReturn:
    """Refuse a template for what it raised; raise that again where the template is not its cause.

    Args:
        error: What was raised.
        layout: The template.
        source: The XML that was rendered, a line for each paragraph.

    Raises:
        TemplateFault: with the words near the fault.
    """
    line = line_of(error)
    if isinstance(error, Misused):
        message, remedy = str(error), error.remedy
    elif line is None:
        raise error
    else:
        message, remedy = words_of(error)
    near = near_by(source, line)
    refuse(layout, f"“{near}”附近：{message}" if near else message, remedy)


def line_of(error: Exception) -> int | None:
    """The line of the template: where it does not parse, else the last one that ran."""
    told = getattr(error, "lineno", None)
    if isinstance(told, int):
        return told
    ran = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in FRAMES]
    return ran[-1].lineno if ran else None


def near_by(source: str, line: int | None) -> str:
    """The words of a line, or of the nearest line before it that has words."""
    lines = source.split("\n")[: line or 0]
    words = next(filter(None, (plain(text) for text in reversed(lines))), "")
    return words if len(words) <= _MOST_NEAR else f"{words[:_MOST_NEAR]}…"


def plain(xml: str) -> str:
    """The words of a piece of XML."""
    return unescape(_TAGS.sub("", xml)).strip()
