"""The styles that tables and charts are set in; a template's own win, missing ones are added."""

from __future__ import annotations

from typing import NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.styles import Styles

TABLE = "公文表格"
HEAD = "表头"
TEXT = "表格文字"
CAPTION = "表题"
AFTER = "表后"
CHART = "图表"
BLANK = "待填"

_FACE = '<w:rFonts w:eastAsia="{0}" w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
_SONG = _FACE.format("仿宋_GB2312")
_HEI = _FACE.format("黑体")
_LOOSE = '<w:snapToGrid w:val="0"/><w:spacing w:before="{0}" w:after="{1}" w:line="{2}" {3}/>'
_NO_INDENT = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_TIGHT = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_EXACT, _AUTO = 'w:lineRule="exact"', 'w:lineRule="auto"'
_SIZE = '<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{edge} w:val="single" w:sz="4" w:color="000000"/>' for edge in _EDGES)

DEFINITIONS = {
    TABLE: (
        '<w:style w:type="table" w:customStyle="1" w:styleId="LedgerTable">'
        f'<w:name w:val="{TABLE}"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    ),
    HEAD: (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="LedgerTableHead">'
        f'<w:name w:val="{HEAD}"/><w:qFormat/><w:pPr><w:keepNext/>{_TIGHT}'
        f'{_LOOSE.format(0, 0, 310, _EXACT)}{_NO_INDENT}<w:jc w:val="center"/></w:pPr>'
        f"<w:rPr>{_HEI}{_SIZE.format(21)}</w:rPr></w:style>"
    ),
    TEXT: (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="LedgerTableText">'
        f'<w:name w:val="{TEXT}"/><w:qFormat/><w:pPr>{_TIGHT}'
        f'{_LOOSE.format(0, 0, 310, _EXACT)}{_NO_INDENT}<w:jc w:val="left"/></w:pPr>'
        f"<w:rPr>{_SONG}{_SIZE.format(21)}</w:rPr></w:style>"
    ),
    CAPTION: (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="LedgerCaption">'
        f'<w:name w:val="{CAPTION}"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'{_LOOSE.format(140, 60, 400, _EXACT)}{_NO_INDENT}<w:jc w:val="center"/></w:pPr>'
        f"<w:rPr>{_HEI}{_SIZE.format(24)}</w:rPr></w:style>"
    ),
    AFTER: (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="LedgerAfter">'
        f'<w:name w:val="{AFTER}"/><w:pPr>{_LOOSE.format(0, 0, 160, _EXACT)}{_NO_INDENT}</w:pPr>'
        f"<w:rPr>{_SIZE.format(8)}</w:rPr></w:style>"
    ),
    CHART: (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="LedgerChart">'
        f'<w:name w:val="{CHART}"/><w:pPr>'
        f'{_LOOSE.format(120, 120, 240, _AUTO)}{_NO_INDENT}<w:jc w:val="center"/>'
        "</w:pPr></w:style>"
    ),
    BLANK: (
        '<w:style w:type="character" w:customStyle="1" w:styleId="LedgerBlank">'
        f'<w:name w:val="{BLANK}"/><w:rPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/></w:rPr></w:style>'
    ),
}
"""Each style as it is where a template has none of its name."""
_USUAL_SIZE = 21


class Known(NamedTuple):
    """The template's ids by the names of styles, and half points of the text in tables."""

    ids: dict[str, str]
    size: int


def known(styles: Styles) -> Known:
    """The styles of a template, after those that it lacks are added."""
    element = styles.element
    ids = {style.name: style.style_id for style in styles if style.name}
    for name in DEFINITIONS.keys() - ids.keys():
        added = definition(name)
        element.append(added)
        ids[name] = str(added.get(qn("w:styleId")))
    size = element.find(f"w:style[@w:styleId='{ids[TEXT]}']/w:rPr/w:sz", element.nsmap)
    return Known(ids, _USUAL_SIZE if size is None else int(size.get(qn("w:val"), _USUAL_SIZE)))


def definition(name: str) -> BaseOxmlElement:
    """A style's own element."""
    head, rest = DEFINITIONS[name].split(" ", 1)
    return parse_xml(f"{head} {nsdecls('w')} {rest}")
