"""What stands on one page with what follows it, wherever a template puts it.

Headings and lead-ins stay with their table or points, and the signature with a line of text, as
GB/T 9704-2012 wants it (7.3.5); what a template says of its own is left as it is.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

TAIL = ("附件说明", "附件说明续", "发文机关署名", "成文日期", "附注", "数据说明", "清单结语")
"""Styles (by name) of what stands behind the text: the signature and all about it."""
NEW_PAGE = ("附件序号",)
"""Styles that begin a page."""
_LEAD_IN = ("：", ":")
_LONG = 224
"""Characters (8 lines) of a paragraph that is not kept: LibreOffice would move all of it."""
_SHORT = 10
"""Characters of a closing phrase (特此函达。), which takes the paragraph before it along."""


def keep(body: etree._Element, tail: Collection[str]) -> set[int]:
    """Keep together what belongs together.

    Args:
        body: The text of the document, slots in their places.
        tail: The ids of the styles of the document's tail.

    Returns:
        The slots that stay with what follows them.
    """
    children = [child for child in body if child.tag != qn("w:sectPr")]
    tied: set[int] = set()
    for i, (child, after) in enumerate(pairwise(children)):
        if _is_slot(after) or (_is_paragraph(child) and _words(child).endswith(_LEAD_IN)):
            _tie(child)
        elif _style(after) in tail:
            tied |= _tie(child)
            if _style(child) not in tail and i and 0 < len(_words(child)) <= _SHORT:
                tied |= _tie(children[i - 1])
    return tied


def ends(body: etree._Element, heads: Collection[str]) -> set[int]:
    """The slots behind which a page ends; `heads` are the ids of styles that begin one."""
    found = set()
    for slot in filter(_is_slot, body):
        after = slot.getnext()
        if after is None or after.tag == qn("w:sectPr") or _style(after) in heads:
            found.add(int(slot.text or ""))
    return found


def _tie(child: etree._Element) -> set[int]:
    """Keep a paragraph with the next one; the number of a slot, which has to do it itself."""
    if _is_slot(child):
        return {int(child.text or "")}
    is_last = child.find(f".//{qn('w:sectPr')}") is not None
    if not _is_paragraph(child) or is_last or len(_words(child)) > _LONG:
        return set()
    properties = child.find(qn("w:pPr"))
    if properties is None:
        properties = OxmlElement("w:pPr")
        child.insert(0, properties)
    if properties.find(qn("w:keepNext")) is None:
        properties.insert(
            0 if properties.find(qn("w:pStyle")) is None else 1, OxmlElement("w:keepNext")
        )
    return set()


def _is_slot(child: etree._Element) -> bool:
    return isinstance(child, etree._ProcessingInstruction)  # noqa: SLF001


def _is_paragraph(child: etree._Element) -> bool:
    return child.tag == qn("w:p")


def _style(child: etree._Element) -> str:
    name = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if _is_paragraph(child) else None
    return "" if name is None else name.get(qn("w:val"), "")


def _words(child: etree._Element) -> str:
    return str(child.xpath("string()")).strip()
