"""The formats of papers by the ending of the file: one line each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.render import layouts
from ganxian_ledger.render.layouts import Layout

USUAL = {"report": "monthly", "unit": "sheet", "letter": "reminder", "list": "table"}
"""The layout of each kind of paper where none is named."""
BOM = b"\xef\xbb\xbf"


class Style(NamedTuple):
    """Whose layouts are used, and which: its own template folders, a plain name or none."""

    folders: tuple[Path, ...] = ()
    template: str | None = None

    def layout(self, paper: Paper, suffix: str) -> Layout:
        """The layout of a paper in a format.

        Raises:
            UnknownTemplate: where there is no such layout.
            TemplateFault: where it cannot be read.
        """
        name = self.template or USUAL[paper.kind]
        return layouts.find(paper.kind, name, suffix, self.folders)


def _markdown(bundle: Bundle, style: Style) -> bytes:
    from ganxian_ledger.render import filters, jinja  # noqa: PLC0415 (Jinja2 is heavy)

    paper = bundle.paper()
    layout = style.layout(paper, ".md.j2")
    view = {"paper": (stamped := layout.stamped(paper)), "block": stamped.block, **bundle.names}
    return jinja.text(layout, view, escape=filters.markdown).encode("utf-8")


def _csv(bundle: Bundle, style: Style) -> bytes:  # noqa: ARG001 (it has no layout)
    """With a mark of its encoding, without which spreadsheets take Chinese for something else."""
    from ganxian_ledger.render import csv  # noqa: PLC0415

    detail = bundle.paper().detail
    assert detail is not None
    return BOM + csv.tables((detail,)).replace("\n", "\r\n").encode("utf-8")


def _json(bundle: Bundle, style: Style) -> bytes:  # noqa: ARG001 (it has no layout)
    from ganxian_ledger.render import json  # noqa: PLC0415

    return json.json(bundle.paper()).encode("utf-8")


Maker = Callable[[Bundle, Style], bytes]
FORMATS: dict[str, Maker] = {
    ".md": _markdown,
    ".csv": _csv,
    ".json": _json,
}
"""What a paper can be written as. Raises as `Style.layout` does, and TemplateFault."""
TEXTS = (".md", ".csv", ".json", ".html")
"""Those that may go to a terminal."""
