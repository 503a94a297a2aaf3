"""The formats of papers by the ending of the file: one line each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.render import layouts
from ganxian_ledger.render.layouts import Layout

USUAL = {
    "report": "monthly",
    "unit": "sheet",
    "letter": "reminder",
    "notice": "monthly",
    "list": "table",
}
"""The layout of each kind of paper where none is named."""
LAID_OUT = {".md": ".md.j2", ".docx": ".docx", ".pdf": ".typ"}
"""The formats whose layout can be chosen by name, and what the layout's file ends with."""
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

    def require_known(self, paper: Paper) -> None:
        """The layout that was asked for by name is there in one format at least.

        Raises:
            UnknownTemplate: where it is there in none, listing those that there are.
        """
        known = {
            name
            for suffix in LAID_OUT.values()
            for name in layouts.names(self.folders, paper.kind, suffix)
        }
        if self.template is not None and self.template not in known:
            self.layout(paper, LAID_OUT[".docx"])


def _markdown(bundle: Bundle, style: Style) -> bytes:
    from ganxian_ledger.render import filters, jinja  # noqa: PLC0415 (Jinja2 is heavy)

    paper = bundle.paper()
    layout = style.layout(paper, ".md.j2")
    view = {"paper": (stamped := layout.stamped(paper)), "block": stamped.block, **bundle.names}
    return jinja.text(layout, view, escape=filters.markdown).encode("utf-8")


def _xlsx(bundle: Bundle, style: Style) -> bytes:  # noqa: ARG001 (it has no layout)
    from ganxian_ledger.render import xlsx  # noqa: PLC0415 (XlsxWriter is heavy)

    return xlsx.workbook(bundle.workbook())


def _docx(bundle: Bundle, style: Style) -> bytes:
    from ganxian_ledger.render import word  # noqa: PLC0415 (python-docx is heavy)

    paper = bundle.paper()
    return word.document(paper, style.layout(paper, ".docx"), bundle.names)


def _html(bundle: Bundle, style: Style) -> bytes:
    """Its layout is not chosen by name; the ledger's own templates win here too."""
    from ganxian_ledger.render.page import page  # noqa: PLC0415 (Jinja2 is heavy)

    return page(bundle.page(), style.folders)


def _csv(bundle: Bundle, style: Style) -> bytes:  # noqa: ARG001 (it has no layout)
    """With a mark of its encoding, without which spreadsheets take Chinese for something else.

    A list gives all of its tables, as it does on a terminal; a document the one of its details.
    """
    from ganxian_ledger.render import csv  # noqa: PLC0415

    sheet, detail = bundle.names.get("sheet"), bundle.paper().detail
    listed = sheet.tables if isinstance(sheet, Sheet) else filter(None, (detail,))
    return BOM + csv.tables(tuple(listed)).replace("\n", "\r\n").encode("utf-8")


def _json(bundle: Bundle, style: Style) -> bytes:  # noqa: ARG001 (it has no layout)
    """A list is called what it is on a terminal."""
    from ganxian_ledger.render import json  # noqa: PLC0415

    sheet = bundle.names.get("sheet")
    return json.json(sheet if isinstance(sheet, Sheet) else bundle.paper()).encode("utf-8")


def _pdf(bundle: Bundle, style: Style) -> bytes:
    from ganxian_ledger.render import pdf  # noqa: PLC0415

    paper = bundle.paper()
    layout = style.layout(paper, ".typ")
    return pdf.document(layout.stamped(paper), layout)


Maker = Callable[[Bundle, Style], bytes]
FORMATS: dict[str, Maker] = {
    ".md": _markdown,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".html": _html,
    ".pdf": _pdf,
    ".csv": _csv,
    ".json": _json,
}
"""What a paper can be written as. Raises as `Style.layout` does, and TemplateFault."""
TEXTS = (".md", ".csv", ".json", ".html")
"""Those that may go to a terminal."""
