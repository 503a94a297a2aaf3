"""A Word document as bytes: the same for the same input, and nobody's name in it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.render.word.marks import escaped

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = f"{_OFFICE}/relationships/custom-properties"
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of custom properties (ECMA-376, part 1, 22.3)."""
_LONGEST_PROPERTY = 255
"""Characters that Word shows of a custom property; longer facts stand in the text alone."""

Pieces = Callable[[bytes], Iterable[bytes]]


def describe(document: Document, paper: Paper) -> None:
    """Give the document's properties: the paper's title, and its facts by their names."""
    package = document.part.package
    assert package is not None
    core = (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(paper.title)}</dc:title><dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    )
    _put(
        package,
        "/docProps/core.xml",
        RELATIONSHIP_TYPE.CORE_PROPERTIES,
        CONTENT_TYPE.OPC_CORE_PROPERTIES,
        core,
    )
    app = f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties"/>'
    _put(
        package,
        "/docProps/app.xml",
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
        app,
    )
    _put(package, "/docProps/custom.xml", _CUSTOM_RELATION, _CUSTOM_TYPE, _custom(paper))


def packed(document: Document, pieces: Pieces) -> bytes:
    """The document's file.

    Args:
        document: The document, complete but for its slots.
        pieces: Makes of the text's XML the pieces that are written, one behind the other.
    """
    text = document.part.partname.membername
    saved = BytesIO()
    document.save(saved)
    out = BytesIO()
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        others = sorted(set(source.namelist()) - {*_FIRST})
        for name in (*_FIRST, *others):
            content = source.read(name)
            with target.open(_entry(name), "w", force_zip64=False) as file:
                for piece in pieces(content) if name == text else (content,):
                    file.write(piece)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _custom(paper: Paper) -> str:
    named: dict[str, str] = {}
    for head, words in paper.facts:
        if len(words) <= _LONGEST_PROPERTY:
            named.setdefault(head, words)
    properties = "".join(
        f'<property fmtid="{_CUSTOM_SET}" pid="{number}" name="{escaped(head)}">'
        f"<vt:lpwstr>{escaped(words)}</vt:lpwstr></property>"
        for number, (head, words) in enumerate(named.items(), 2)
    )
    return (
        f'{_HEAD}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{properties}</Properties>'
    )


def _put(package: Package, name: str, relation: str, content_type: str, xml: str) -> None:
    """A part of the package in place of the template's."""
    for key, older in list(package.rels.items()):
        if older.reltype == relation:
            del package.rels[key]
    part = Part(PackURI(name), content_type, xml.encode("utf-8"), package)
    package.relate_to(part, relation)
