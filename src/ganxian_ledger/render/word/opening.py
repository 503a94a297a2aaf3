"""A Word template opened: a whole, harmless package of a sensible size, or words that help."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from docx import Document
from docx.document import Document as Opened
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import nsmap, qn
from lxml import etree

from ganxian_ledger.render.layouts import Layout
from ganxian_ledger.render.word import foreign
from ganxian_ledger.render.word.faults import refuse

MOST_ENTRIES = 1000
MOST_UNPACKED = 60_000_000
"""Bytes that all files of a template may have together; counted, not believed."""
MOST_XML = 8_000_000
"""Bytes of its text: what a person writes in Word stays far below."""
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE = "在 Word 或 WPS 里打开，另存为“Word 文档（*.docx）”"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_UNREADABLE = (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.LxmlError)


def opened(layout: Layout) -> Opened:
    """The template, checked.

    Raises:
        TemplateFault: where it is no .docx, is damaged, too large or empty, or has in it what
            must not come into a paper.
    """
    if layout.content.startswith(_OLE):
        refuse(layout, "是旧格式（.doc）或加了密码的文档", _SAVE)
    try:
        with zipfile.ZipFile(BytesIO(layout.content)) as package:
            _check(layout, package)
            return _document(layout, package)
    except _BROKEN:
        refuse(layout, "不是 Word 文档，或文件已损坏", _SAVE)
    except _UNREADABLE:
        refuse(layout, "不是完整的 Word 文档，打不开", _SAVE)


def _document(layout: Layout, package: zipfile.ZipFile) -> Opened:
    document = Document(BytesIO(layout.content))
    body = document.element.body
    if body is None or body.nsmap.get("w") != nsmap["w"]:
        refuse(layout, "不是完整的 Word 文档，没有正文", _SAVE)
    foreign.check(layout, document, package)
    foreign.drop_remarks(document)
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            etree.strip_elements(part.element, etree.ProcessingInstruction, with_tail=False)
    if not any((text.text or "").strip() for text in body.iter(qn("w:t"))):
        refuse(layout, "正文里没有一个字", "写上文字和标记，例如 {{ paper.title }}")
    return document


def _check(layout: Layout, package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) != len(entries):
        refuse(layout, f"内部文件重复或超过 {MOST_ENTRIES} 个", _SAVE)
    if any(entry.flag_bits & 1 for entry in entries):
        refuse(layout, "加了密码", "去掉密码再用")
    unpacked = 0
    for entry in entries:
        most = MOST_XML if entry.filename.endswith(".xml") else MOST_UNPACKED
        with package.open(entry) as file:
            content = file.read(most + 1)
        unpacked += len(content)
        if len(content) > most or unpacked > MOST_UNPACKED:
            refuse(layout, "解压后太大", "缩小图片，去掉多余的内容")
        if _is_macro(entry.filename, content):
            refuse(layout, "带有宏", _SAVE)


def _is_macro(name: str, content: bytes) -> bool:
    told = name == "[Content_Types].xml" and b"macroEnabled" in content
    return told or name.lower().endswith(("vbaproject.bin", "vbadata.xml"))
