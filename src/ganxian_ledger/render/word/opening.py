"""A Word template opened: a whole, harmless package of a sensible size, or words that help."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from docx import Document
from docx.document import Document as Opened
from docx.opc.exceptions import OpcError
from lxml import etree

from ganxian_ledger.render.layouts import Layout
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
        TemplateFault: where it is no .docx, is damaged, too large, or has macros.
    """
    if layout.content.startswith(_OLE):
        refuse(layout, "是旧格式（.doc）或加了密码的文档", _SAVE)
    try:
        with zipfile.ZipFile(BytesIO(layout.content)) as package:
            _check(layout, package)
    except _BROKEN:
        refuse(layout, "不是 Word 文档，或文件已损坏", _SAVE)
    try:
        document = Document(BytesIO(layout.content))
        assert document.element.body is not None
    except _UNREADABLE:
        refuse(layout, "不是完整的 Word 文档，打不开", _SAVE)
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
