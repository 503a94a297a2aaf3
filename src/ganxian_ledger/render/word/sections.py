"""Sections of a document: none is lost with a tag, and none is an empty page."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

_CONTENT = ("w:t", "w:drawing", "w:pict", "w:object", "w:tbl", "w:fldChar", "w:instrText")


_THIN = (
    f'<w:p {nsdecls("w")}><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" '
    'w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


def keep_breaks(body: etree._Element) -> None:
    """Give breaks between sections paragraphs of their own where a tag stands in theirs.

    LibreOffice moves a break into the paragraph before it, and a tag's paragraph is taken out.
    """
    for properties in list(body.iterfind(f"{qn('w:p')}/{qn('w:pPr')}")):
        paragraph = properties.getparent()
        section = properties.find(qn("w:sectPr"))
        if paragraph is None or section is None or "{" not in str(paragraph.xpath("string()")):
            continue
        thin = parse_xml(_THIN)
        own = thin.find(qn("w:pPr"))
        assert own is not None
        own.append(section)
        paragraph.addnext(thin)


def drop_empty_last(body: etree._Element) -> None:
    """Where nothing follows the last break between sections, end with the section before it."""
    last = body.find(qn("w:sectPr"))
    behind: list[etree._Element] = []
    for child in reversed(list(body)):
        section = child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None and last is not None:
            body.replace(last, section)
            for empty in behind if _has_content(child) else (*behind, child):
                body.remove(empty)
            return
        if child is not last:
            if _has_content(child):
                return
            behind.append(child)


def _has_content(child: etree._Element) -> bool:
    if not isinstance(child.tag, str):
        return True  # a slot
    return child.tag == qn("w:tbl") or any(
        next(child.iter(qn(tag)), None) is not None for tag in _CONTENT
    )
