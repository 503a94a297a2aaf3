"""Jinja2: a view made into text by a layout; faults in Chinese with place."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Never

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.exceptions import TemplateError, TemplateSyntaxError

from ganxian_ledger.render import layouts
from ganxian_ledger.render.faults import words_of
from ganxian_ledger.render.layouts import Layout, TemplateFault, shown
from ganxian_ledger.render.sandbox import Escape, Sandbox, concatenated

MOST_BYTES = 1_000_000
"""Bytes that a text template may have."""
FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a faulty template may raise."""


def text(layout: Layout, view: Mapping[str, object], *, escape: Escape) -> str:
    """The text that a layout makes of a view, ending with one line end.

    Args:
        layout: The layout; what it includes is looked for in its folders.
        view: The names that the template sees.
        escape: How a value of the view is written so that it is no markup.

    Raises:
        TemplateFault: where the layout is faulty, or asks for too much.
    """
    loader = Folders(layout.folders)
    path = f"{layout.path.parent.name}/{layout.path.name}"
    try:
        template = Sandbox(loader, escape).get_template(path)
        written = concatenated(template.generate(**view))
    except FAULTS as error:
        _tell(error, loader, path)
    return written.strip("\n") + "\n"


@dataclass(eq=False)
class Folders(BaseLoader):
    """Template files of several folders, of which the first wins; nothing outside of them."""

    folders: Sequence[Path]
    served: set[str] = field(default_factory=set)
    """The files that were read, as they stand in tracebacks."""

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 (as Jinja2's own)
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template and its file."""
        path = layouts.locate(template, self.folders)
        if path is None:
            raise TemplateNotFound(template)
        self.served.add(str(path))
        return _text(path), str(path), lambda: True


def _text(path: Path) -> str:
    content = layouts.content_of(path, MOST_BYTES)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TemplateFault(
            f"模板 {shown(path)}:{line}：不是 UTF-8 编码", remedy="另存为 UTF-8 编码"
        ) from None


def _tell(error: Exception, loader: Folders, path: str) -> Never:
    place = _place(error, loader)
    if not place and not isinstance(error, TemplateError):
        raise error  # not the template's fault
    message, remedy = words_of(error)
    raise TemplateFault(f"模板 {place or path}：{message}", remedy=remedy) from None


def _place(error: Exception, loader: Folders) -> str:
    """The template's file and line: where it does not parse, else the last one that ran."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return f"{shown(Path(error.filename))}:{error.lineno}"
    ran = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in loader.served]
    return f"{shown(Path(ran[-1].filename))}:{ran[-1].lineno}" if ran else ""
