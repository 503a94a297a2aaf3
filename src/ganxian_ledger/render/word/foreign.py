"""What a Word template must not bring into papers: things from outside, and other people's words.

A paper goes to others: it must not fetch anything when it is opened, and it must not carry who
changed the template, or what was struck out of it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from ganxian_ledger.render.layouts import Layout
from ganxian_ledger.render.word.faults import refuse

_W = qn("w:p").removesuffix("p")
_FETCHING = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE"}
    | {"RD"}
)
"""Fields that read other files (ECMA-376, part 1, 17.16.5, and the older names of some)."""
_REVISED = frozenset({"ins", "del", "moveFrom", "moveTo", "commentReference", "commentRangeStart"})
_FIELD = frozenset({qn("w:fldChar"), qn("w:instrText"), qn("w:delInstrText")})
_REMARKS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
"""Parts that stay behind, empty or with names, when the last remark is deleted."""
_KEEP = "去掉后重新保存"
_OUTSIDE = {
    "image": ("有链接到文件以外的图片", "把图片直接插入文档，不用“链接到文件”"),
    "attachedTemplate": (
        "附着在另一个 Word 模板上",
        "在“开发工具—文档模板”里改回共用模板 Normal，重新保存",
    ),
}
_OTHER = ("有指向文件以外的链接", "断开链接（超链接可以留），重新保存")


def check(layout: Layout, document: Document, package: zipfile.ZipFile) -> None:
    """Look through all parts that would go into a paper.

    Args:
        layout: Where the document is from.
        document: As opened.
        package: The same as files.

    Raises:
        TemplateFault: for what lies outside of the file, for revisions, comments and DTDs.
        lxml.etree.XMLSyntaxError: where a part does not parse.
    """
    opc = document.part.package
    assert opc is not None
    _check_relations(layout, opc.rels.values())
    for part in opc.iter_parts():
        _check_relations(layout, part.rels.values())
        if _is_words(part):
            _check_words(layout, package.read(part.partname.membername))


def drop_remarks(document: Document) -> None:
    """Leave out the parts of comments, of which none is left, and the list of people."""
    rels = document.part.rels
    for key, relation in list(rels.items()):
        if _kind(relation) in _REMARKS:
            del rels[key]


def _is_words(part: Part) -> bool:
    kind = part.content_type
    return "wordprocessingml" in kind and kind.endswith("+xml")


def _kind(relation: Any) -> str:  # noqa: ANN401 (python-docx does not export the type)
    """The last piece of a relation's type, which says what it is for."""
    return str(relation.reltype).rsplit("/", 1)[-1]


def _check_relations(layout: Layout, relations: Iterable[Any]) -> None:
    for relation in relations:
        kind = _kind(relation)
        if kind == "aFChunk":
            refuse(layout, "嵌有别的文件（altChunk）", "把内容直接复制进来，重新保存")
        if relation.is_external and kind != "hyperlink":
            refuse(layout, *_OUTSIDE.get(kind, _OTHER))


def _check_words(layout: Layout, content: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    told = root.getroottree().docinfo
    if told.internalDTD is not None:
        refuse(layout, "内部有自定义的实体（DOCTYPE），Word 文档里不该有", "在 Word 里重新保存")
    if (told.encoding or "UTF-8").upper() not in {"UTF-8", "ASCII", "US-ASCII"}:
        refuse(layout, "内部文字不是 UTF-8 编码", "在 Word 里重新保存")
    if any(_is_revision(element) for element in root.iter(f"{_W}*")):
        remedy = "先接受或拒绝全部修订、删去批注，再保存"
        refuse(layout, "留有修订或批注，会把姓名和删去的文字带进文件", remedy)
    for instruction in _instructions(root):
        _check_field(layout, instruction)
    if next(root.iter(f"{_W}altChunk", f"{_W}subDoc", f"{_W}mailMerge"), None) is not None:
        refuse(layout, "嵌有或连着别的文件（altChunk、子文档、邮件合并）", _KEEP)


def _is_revision(element: etree._Element) -> bool:
    name = str(element.tag).removeprefix(_W)
    return name in _REVISED or name.endswith("Change") or element.get(f"{_W}author") is not None


def _check_field(layout: Layout, instruction: str) -> None:
    word = next(iter(instruction.split()), "").strip('"“”').upper()
    if word in _FETCHING:
        refuse(layout, f"有读取别的文件的域（{word}）", _KEEP)
    if "{{" in instruction or "{%" in instruction:
        refuse(layout, "域代码里有标记", "标记写在正文里，不写在域代码里")


def _instructions(root: etree._Element) -> Iterator[str]:
    """What each field says; a field may be parted into several runs, and stand in another."""
    for simple in root.iter(f"{_W}fldSimple"):
        yield simple.get(f"{_W}instr") or ""
    open_ones: list[str] = []
    for element in root.iter(*_FIELD):
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            open_ones.append("")
        elif kind == "end" and open_ones:
            yield open_ones.pop()
        elif kind is None and open_ones:
            open_ones[-1] += element.text or ""
        elif kind is None:
            yield element.text or ""
    yield from open_ones
