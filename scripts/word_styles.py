"""The styles of the Word templates: GB/T 9704-2012, 5.2 and 7.2 to 7.5, every number in one place.

Sizes are half points (2号 44, 3号 32, 4号 28, 小四 24), distances twips (a line is 579).
"""

from __future__ import annotations

from typing import NamedTuple

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ganxian_ledger.render.word.styles import DEFINITIONS, definition

LINE = 579
"""A line: 225 mm in 22 lines (5.2.3); also the pitch of the page's grid."""
TIGHT = -5
"""A quarter of a point between characters: 28 of 3号 are 158 mm, the text is 156 mm wide."""
LATIN = "Times New Roman"
XIAOBIAOSONG, FANGSONG = "方正小标宋简体", "仿宋_GB2312"
KAITI, HEITI, SONGTI = "楷体_GB2312", "黑体", "宋体"
OTHER_NAMES = {
    XIAOBIAOSONG: "方正小标宋_GBK",
    FANGSONG: "仿宋",
    KAITI: "楷体",
    HEITI: "SimHei",
    SONGTI: "SimSun",
}
"""What Word may take where a font is missing."""

BODY = "公文正文"
TITLE, NUMBER, ADDRESSEE = "公文标题", "文号", "主送机关"
FIRST, SECOND, THIRD = "一级标题", "二级标题", "三级标题"
NOTE, NOTE_MORE = "附件说明", "附件说明续"
SIGNED, DATED, REMARK, FACTS = "发文机关署名", "成文日期", "附注", "数据说明"
ANNEX, ANNEX_TITLE = "附件序号", "附件标题"
PAGE, TAG, BREAK = "页码", "模板标记", "分节"
LETTERHEAD, LETTER_FOOT, LETTER_NUMBER = "信函标志", "信函下线", "信函文号"
LIST_TITLE, LIST_HEAD, LIST_FOOT = "清单标题", "清单说明", "清单结语"


class Look(NamedTuple):
    """A paragraph style.

    `indent` is the first line's in hundredths of a character, `left`, `right` and `hanging` the
    paragraph's; `before` and `after` are twips, `level` is that of a heading, from 0.
    """

    face: str = FANGSONG
    size: int = 32
    align: str = "both"
    indent: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    before: int = 0
    after: int = 0
    line: int = LINE
    keep: bool = False
    new_page: bool = False
    level: int | None = None
    colour: str = ""
    borders: str = ""
    spacing: int = TIGHT
    bold: bool = False


LOOKS = {
    TITLE: Look(XIAOBIAOSONG, 44, "center", after=LINE, before=LINE, keep=True, spacing=0),
    NUMBER: Look(align="center", after=LINE, keep=True),
    ADDRESSEE: Look(align="left", keep=True),
    BODY: Look(indent=200),
    FIRST: Look(HEITI, indent=200, keep=True, level=0),
    SECOND: Look(KAITI, indent=200, keep=True, level=1),
    THIRD: Look(indent=200, keep=True, level=2, bold=True),
    NOTE: Look(left=500, hanging=300, before=LINE, align="left", keep=True),
    NOTE_MORE: Look(left=500, align="left", keep=True),
    SIGNED: Look(align="right", right=200, before=2 * LINE, keep=True),
    DATED: Look(align="right", right=400, after=LINE // 2, keep=True),
    REMARK: Look(indent=200, after=LINE // 2, keep=True),
    FACTS: Look(size=21, left=500, hanging=500, align="left", line=300, keep=True, spacing=0),
    ANNEX: Look(HEITI, align="left", new_page=True, keep=True),
    ANNEX_TITLE: Look(
        XIAOBIAOSONG, 44, "center", before=LINE // 2, after=LINE // 2, keep=True, spacing=0, level=0
    ),
    LETTERHEAD: Look(
        XIAOBIAOSONG,
        52,
        "center",
        colour="FF0000",
        line=600,
        after=90,
        spacing=0,
        borders='<w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="8" w:color="FF0000"/>',
    ),
    LETTER_FOOT: Look(
        size=2,
        line=20,
        borders='<w:bottom w:val="thinThickSmallGap" w:sz="24" w:space="1" w:color="FF0000"/>',
    ),
    LETTER_NUMBER: Look(align="right"),
    LIST_TITLE: Look(XIAOBIAOSONG, 44, "center", after=LINE // 2, keep=True, spacing=0, level=0),
    LIST_HEAD: Look(size=24, align="left", line=400, keep=True, spacing=0),
    LIST_FOOT: Look(size=24, align="left", line=400, spacing=0),
    PAGE: Look(SONGTI, 28, "right", right=100, line=280, spacing=0),
    TAG: Look(SONGTI, 18, "left", line=240, colour="7F7F7F", spacing=0),
    BREAK: Look(size=2, line=20, spacing=0),
}


def set_styles(document: Document) -> None:
    """Put the styles in place of those of python-docx's own template."""
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    for xml in (_defaults(), _normal(), _plain_table(), *_paragraph_styles()):
        root.append(parse_xml(xml))
    for name in DEFINITIONS:
        style = definition(name)
        style.insert(1, parse_xml(f'<w:basedOn {nsdecls("w")} w:val="{_parent(style)}"/>'))
        root.append(style)


def face(name: str, *, latin: str = LATIN) -> str:
    """Fonts by name for every script, never by a theme."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" '
        f'w:eastAsia="{name}" w:cs="{latin}"/>'
    )


def style_id(name: str) -> str:
    """The id of a paragraph style."""
    return f"Ledger{list(LOOKS).index(name) + 1}"


def fonts_xml() -> bytes:
    """The table of fonts with the names that they have elsewhere."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in OTHER_NAMES.items()
    )
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:fonts {nsdecls('w')}>{fonts}{latin}</w:fonts>".encode()


def _parent(style: object) -> str:
    kinds = {"table": "TableNormal", "paragraph": "Normal", "character": "DefaultFont"}
    return kinds[style.get(qn("w:type"))]  # type: ignore[attr-defined]


def _defaults() -> str:
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{face(FANGSONG)}"
        '<w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _normal() -> str:
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
        '<w:overflowPunct w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
        f'<w:jc w:val="both"/></w:pPr><w:rPr>{face(FANGSONG)}</w:rPr></w:style>'
    )


def _plain_table() -> str:
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )


def _paragraph_styles() -> list[str]:
    font = (
        f'<w:style {nsdecls("w")} w:type="character" w:default="1" w:styleId="DefaultFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
    )
    return [font, *(_style(name, look) for name, look in LOOKS.items())]


def _style(name: str, look: Look) -> str:
    on = {"keepNext": look.keep, "keepLines": look.keep, "pageBreakBefore": look.new_page}
    switches = "".join(f"<w:{tag}/>" for tag, is_on in on.items() if is_on)
    borders = f"<w:pBdr>{look.borders}</w:pBdr>" if look.borders else ""
    snap = "" if look.line == LINE and look.size <= 32 else '<w:snapToGrid w:val="0"/>'
    level = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    bold = "<w:b/>" if look.bold else ""
    colour = f'<w:color w:val="{look.colour}"/>' if look.colour else ""
    spacing = f'<w:spacing w:val="{look.spacing}"/>' if look.spacing else ""
    latin = SONGTI if look.face == SONGTI else LATIN
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" '
        f'w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{switches}'
        f'<w:widowControl w:val="0"/>{borders}<w:overflowPunct w:val="0"/>{snap}'
        f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="{look.line}" '
        f'w:lineRule="exact"/>{_indents(look)}<w:jc w:val="{look.align}"/>{level}</w:pPr>'
        f"<w:rPr>{face(look.face, latin=latin)}{bold}{colour}{spacing}"
        f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/></w:rPr></w:style>'
    )


def _indents(look: Look) -> str:
    """In characters, with the same in twips for programs that know no characters."""
    told = {
        "left": look.left,
        "right": look.right,
        "hanging": look.hanging,
        "firstLine": look.indent,
    }
    twips = look.size * 10
    both = "".join(
        f' w:{side}Chars="{hundredths}" w:{side}="{hundredths * twips // 100}"'
        for side, hundredths in told.items()
        if hundredths
    )
    return f"<w:ind{both}/>" if both else ""
