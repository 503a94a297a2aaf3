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
"""What a faulty template may raise while it runs."""
UNREADABLE = (*FAULTS, SyntaxError, MemoryError)
"""What a template may raise while it is read; nothing else is at work then."""


def text(layout: Layout, view: Mapping[str, object], *, escape: Escape) -> str:
    """The text that a layout makes of a view, ending with one line end.

    Args:
        layout: The layout; what it includes is looked for in its folders.
        view: The names that the template sees.
        escape: How a value of the view is written so that it is no markup.

    Raises:
        TemplateFault: where the layout is faulty, or asks for too much.
    """
    return Press(layout, escape).text(view)


class Press:
    """A layout that is read once, and makes a text of one view after the other.

    Raises:
        TemplateFault: where the layout is faulty.
    """

    def __init__(self, layout: Layout, escape: Escape) -> None:
        self._path = f"{layout.path.parent.name}/{layout.path.name}"
        self._loader = Folders(layout.folders)
        self._sandbox = Sandbox(self._loader, escape)
        try:
            self._template = self._sandbox.get_template(self._path)
        except UNREADABLE as error:
            _refuse(error, _place(error, self._loader) or self._path)

    def text(self, view: Mapping[str, object]) -> str:
        """The text of a view, ending with one line end.

        Raises:
            TemplateFault: where the layout is faulty, or asks for too much.
        """
        self._sandbox.rounds = 0
        try:
            written = concatenated(self._template.generate(**view))
        except FAULTS as error:
            _tell(error, self._loader, self._path)
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
    return layouts.decoded(layouts.content_of(path, MOST_BYTES), path)


def _tell(error: Exception, loader: Folders, path: str) -> Never:
    place = _place(error, loader)
    if not place and not isinstance(error, TemplateError):
        raise error  # not the template's fault
    _refuse(error, place or path)


def _refuse(error: Exception, place: str) -> Never:
    message, remedy = words_of(error)
    raise TemplateFault(f"版式 {place}：{message}", remedy=remedy) from None


def _place(error: Exception, loader: Folders) -> str:
    """The template's file and line: where it does not parse, else the last one that ran."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return f"{shown(Path(error.filename))}:{error.lineno}"
    ran = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in loader.served]
    return f"{shown(Path(ran[-1].filename))}:{ran[-1].lineno}" if ran else ""
