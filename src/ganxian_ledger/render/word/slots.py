"""Where tables and charts stand: a template's functions leave slots, which are filled at the end.

A slot is a processing instruction, which data cannot write; what fills it never passes through
the template, so that long tables cost no more than their text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml import etree

from ganxian_ledger.domain.views.paper import Chart
from ganxian_ledger.domain.views.table import Table
from ganxian_ledger.render.titles import title_lines
from ganxian_ledger.render.word.chart import chart_xml
from ganxian_ledger.render.word.faults import Misused
from ganxian_ledger.render.word.styles import Known
from ganxian_ledger.render.word.table import table_xml

TARGET = "ledger-slot"
_SLOT = re.compile(rf"<\?{TARGET} (\d+)\?>".encode())
_EXAMPLES = {Table: "table(block.overdue.table)", Chart: "chart(block.sections.chart)"}
_PAGE = {"w": 11906, "left": 1588, "right": 1474}
"""Twips of the standard's page, where a section says nothing."""
_NARROWEST = 2000


class Slot(NamedTuple):
    """The place of a table or a chart, by its number."""

    number: int

    @property
    def mark(self) -> str:
        """How it stands in the document until it is filled."""
        return f"<?{TARGET} {self.number}?>"


@dataclass(eq=False)
class Slots:
    """The tables and charts of one document."""

    contents: list[Table | Chart] = field(default_factory=list)

    def functions(self) -> dict[str, Callable[[object], object]]:
        """What templates see."""
        return {"table": self.table, "chart": self.chart, "title": title_lines}

    def table(self, value: object) -> Slot | None:
        """A whole table where this stands; nothing for None."""
        return self._kept(value, Table)

    def chart(self, value: object) -> Slot | None:
        """A whole chart where this stands; nothing for None."""
        return self._kept(value, Chart)

    def _kept(self, value: object, kind: type[Table | Chart]) -> Slot | None:
        if value is None:
            return None
        if not isinstance(value, kind):
            str(value)  # a name that is not there says so itself
            what = "表格" if kind is Table else "图"
            raise Misused(f"括号里不是{what}", remedy=f"写成 {{{{p {_EXAMPLES[kind]} }}}}")
        self.contents.append(value)
        return Slot(len(self.contents) - 1)


def places(body: etree._Element) -> dict[int, int]:
    """Take each slot out of its paragraph; the width of the text where it stands, in twips.

    Raises:
        Misused: where a slot stands among words, in a table or in a text box.
    """
    found: dict[int, int] = {}
    waiting: list[int] = []
    for child in list(body):
        waiting += _taken_out(child, body)
        for section in child.iter(qn("w:sectPr")):
            found |= dict.fromkeys(waiting, _text_width(section))
            waiting = []
    return found | dict.fromkeys(waiting, _text_width(None))


def contents(
    slots: Slots, widths: Mapping[int, int], known: Known, document: DocumentPart
) -> dict[int, bytes]:
    """What stands in each slot, as XML; the parts of charts are added to the document."""
    return {
        number: _xml(slots.contents[number], number, width, known, document).encode("utf-8")
        for number, width in widths.items()
    }


def spliced(xml: bytes, made: Mapping[int, bytes]) -> Iterable[bytes]:
    """The document's XML in pieces, with what stands in each slot."""
    for i, piece in enumerate(_SLOT.split(xml)):
        yield made[int(piece)] if i % 2 else piece


def _taken_out(child: etree._Element, body: etree._Element) -> list[int]:
    """The slots of a paragraph, which are put into its place."""
    marks = [
        mark
        for mark in child.iter(etree.ProcessingInstruction)
        if isinstance(mark, etree._ProcessingInstruction) and mark.target == TARGET  # noqa: SLF001
    ]
    if not marks or marks == [child]:
        return [int(mark.text or "") for mark in marks]
    if child.tag != qn("w:p") or child.find(f".//{qn('w:txbxContent')}") is not None:
        raise Misused("表格和图不能放在表格、文本框里", remedy="放到正文里，自己占一段")
    if str(child.xpath("string()")).strip():
        raise Misused("表格和图不能和文字在同一段", remedy="自己占一段，写成 {{p table(…) }}")
    for mark in marks:
        child.addprevious(mark)
    if child.find(f".//{qn('w:sectPr')}") is None:
        body.remove(child)
    return [int(mark.text or "") for mark in marks]


def _text_width(section: etree._Element | None) -> int:
    """From margin to margin."""
    size = None if section is None else section.find(qn("w:pgSz"))
    edge = None if section is None else section.find(qn("w:pgMar"))
    page = _number(size, "w", _PAGE["w"])
    sides = sum(_number(edge, name, _PAGE[name]) for name in ("left", "right"))
    return max(page - sides - _number(edge, "gutter", 0), _NARROWEST)


def _number(element: etree._Element | None, name: str, usual: int) -> int:
    told = None if element is None else element.get(qn(f"w:{name}"))
    return int(float(told)) if told else usual


def _xml(
    content: Table | Chart, number: int, width: int, known: Known, document: DocumentPart
) -> str:
    if isinstance(content, Table):
        return table_xml(content, width=width, known=known)
    return chart_xml(content, number, width=width, known=known, document=document)
