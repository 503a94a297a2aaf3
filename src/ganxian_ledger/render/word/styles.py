"""The styles that tables and charts are set in; a template's own win, missing ones are added."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.styles import Styles

from ganxian_ledger.render.word.measures import POINT_HALVES, number_of

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
_USUAL_SIZE, _LARGEST_SIZE = 21, 144
_ID = qn("w:styleId")


class Known(NamedTuple):
    """The template's ids by the names of styles, and half points of the text in tables."""

    ids: dict[str, str]
    size: int


def known(styles: Styles) -> Known:
    """The styles of a template, after those that it lacks are added.

    A style of ours that was given another name is still the same style, by its id.
    """
    element = styles.element
    found = element.iterfind(qn("w:style"))
    held = {key: style for style in found if (key := style.get(_ID))}
    ids = {str(style.xpath("string(w:name/@w:val)")): key for key, style in held.items()}
    for name in DEFINITIONS:
        own = definition(name)
        usual = str(own.get(_ID))
        ids.setdefault(name, usual)
        if ids[name] not in held:
            held[usual] = own
            element.append(own)
    size = held[ids[TEXT]].find(f"{qn('w:rPr')}/{qn('w:sz')}")
    told = None if size is None else size.get(qn("w:val"))
    points = number_of(told, _USUAL_SIZE, per_point=POINT_HALVES, most=_LARGEST_SIZE)
    return Known(ids, points or _USUAL_SIZE)


def ids_of(styles: Styles, names: Collection[str]) -> set[str]:
    """The ids of the styles of these names, as many as the template has."""
    found = styles.element.iterfind(qn("w:style"))
    return {str(s.get(_ID)) for s in found if s.xpath("string(w:name/@w:val)") in names}


def definition(name: str) -> BaseOxmlElement:
    """A style's own element."""
    head, rest = DEFINITIONS[name].split(" ", 1)
    return parse_xml(f"{head} {nsdecls('w')} {rest}")
