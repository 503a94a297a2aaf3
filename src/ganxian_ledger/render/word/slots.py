"""Where tables and charts stand: a template's functions leave slots, which are filled at the end.

A slot is a processing instruction, which data cannot write; what fills it never passes through
the template, so that long tables cost no more than their text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
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
from ganxian_ledger.render.word.measures import POINT_TWIPS, number_of
from ganxian_ledger.render.word.styles import Known
from ganxian_ledger.render.word.table import Room, table_xml

TARGET = "ledger-slot"
_SLOT = re.compile(rf"<\?{TARGET} (\d+)\?>".encode())
_EXAMPLES = {Table: "table(block.overdue.table)", Chart: "chart(block.sections.chart)"}
_PAGE = {"w": 11906, "h": 16838, "left": 1588, "right": 1474, "top": 2098, "bottom": 1984}
"""Twips of the standard's page, where a section says nothing."""
_LEAST, _WIDEST = 2000, 31680
"""Twips of a text and of a page; Word has no larger page."""


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


def places(body: etree._Element) -> dict[int, Room]:
    """Take each slot out of its paragraph; the room of the text where it stands.

    Raises:
        Misused: where a slot stands among words, in a table or in a text box.
    """
    found: dict[int, Room] = {}
    waiting: list[int] = []
    for child in list(body):
        waiting += _taken_out(child, body)
        for section in child.iter(qn("w:sectPr")):
            found |= dict.fromkeys(waiting, _room(section))
            waiting = []
    return found | dict.fromkeys(waiting, _room(None))


def told(rooms: Mapping[int, Room], tied: Container[int], last: Container[int]) -> dict[int, Room]:
    """The rooms, with the slots that stay with what follows, and those that end their page."""
    return {i: room._replace(is_tied=i in tied, is_last=i in last) for i, room in rooms.items()}


def contents(
    slots: Slots, rooms: Mapping[int, Room], known: Known, document: DocumentPart
) -> dict[int, bytes]:
    """What stands in each slot, as XML; the parts of charts are added to the document."""
    return {
        number: _xml(slots.contents[number], number, room, known, document).encode("utf-8")
        for number, room in rooms.items()
    }


def spliced(xml: bytes, made: Mapping[int, bytes]) -> Iterable[bytes]:
    """The document's XML in pieces, with what stands in each slot; none is left out."""
    pieces = _SLOT.split(xml)
    assert made.keys() == set(map(int, pieces[1::2]))
    for i, piece in enumerate(pieces):
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


def _room(section: etree._Element | None) -> Room:
    """From margin to margin."""
    size = None if section is None else section.find(qn("w:pgSz"))
    edge = None if section is None else section.find(qn("w:pgMar"))

    def between(page: str, *sides: str) -> int:
        margins = sum(_number(edge, side, _PAGE.get(side, 0)) for side in sides)
        return max(_number(size, page, _PAGE[page]) - margins, _LEAST)

    return Room(between("w", "left", "right", "gutter"), between("h", "top", "bottom"))


def _number(element: etree._Element | None, name: str, usual: int) -> int:
    told = None if element is None else element.get(qn(f"w:{name}"))
    return number_of(told, usual, per_point=POINT_TWIPS, most=_WIDEST)


def _xml(
    content: Table | Chart, number: int, room: Room, known: Known, document: DocumentPart
) -> str:
    if isinstance(content, Table):
        return table_xml(content, room=room, known=known)
    return chart_xml(content, number, width=room.width, known=known, document=document)
