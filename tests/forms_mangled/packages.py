"""The package of an .xlsx as parts that can be changed one by one."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARSER = etree.XMLParser(resolve_entities=False)


@dataclass
class Package:
    """Names and contents of the parts, in their order; names may be there twice."""

    parts: list[tuple[str, bytes]]

    @classmethod
    def of(cls, content: bytes) -> Package:
        with zipfile.ZipFile(BytesIO(content)) as opened:
            return cls([(name, opened.read(name)) for name in opened.namelist()])

    def saved(self, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
        made = BytesIO()
        with zipfile.ZipFile(made, "w", packed) as saved:
            for name, part in self.parts:
                info = zipfile.ZipInfo(name)
                info.compress_type = packed
                saved.writestr(info, part)
        return made.getvalue()

    def find(self, name: str) -> bytes | None:
        return next((part for one, part in self.parts if one == name), None)

    def put(self, name: str, part: bytes) -> None:
        names = [one for one, _ in self.parts]
        if name in names:
            self.parts[names.index(name)] = (name, part)
        else:
            self.parts.append((name, part))

    def drop(self, name: str) -> None:
        self.parts = [(one, part) for one, part in self.parts if one != name]

    @property
    def sheets(self) -> list[str]:
        return sorted(name for name, _ in self.parts if name.startswith("xl/worksheets/sheet"))


def tree(part: bytes) -> Any:
    return etree.fromstring(part, _PARSER)


def text(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def named(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def cells(root: Any) -> Iterator[Any]:
    """The cells of a sheet that hold something."""
    for cell in root.iter(named("c")):
        if len(cell):
            yield cell


def fill(package: Package, number: int, values: Mapping[tuple[int, int], Any]) -> None:
    """Write values into cells that are there already, with their styles."""
    name = f"xl/worksheets/sheet{number}.xml"
    part = package.find(name)
    assert part is not None
    root = tree(part)
    wanted = {f"{get_column_letter(at)}{row}": value for (row, at), value in values.items()}
    for cell in root.iter(named("c")):
        if cell.get("r") in wanted:
            put_value(cell, wanted[cell.get("r")], _percent(package))
    package.put(name, text(root))


def put_value(cell: Any, value: Any, percent: int) -> None:
    """Give a cell a value; `percent` is the style of a share."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, tuple):
        cell.set("s", str(percent))
        value = value[0]
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        held = etree.SubElement(etree.SubElement(cell, named("is")), named("t"))
        held.text = value
        held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return
    if isinstance(value, date):
        value = (value - date(1899, 12, 30)).days
    etree.SubElement(cell, named("v")).text = str(value)


def _percent(package: Package) -> int:
    """The style of a share, added where there is none."""
    part = package.find("xl/styles.xml")
    assert part is not None
    root = tree(part)
    formats = root.find(named("cellXfs"))
    for number, one in enumerate(formats):
        if one.get("numFmtId") == "9":
            return number
    etree.SubElement(formats, named("xf"), numFmtId="9", fontId="0", fillId="0", borderId="0")
    formats.set("count", str(len(formats)))
    package.put("xl/styles.xml", text(root))
    return len(formats) - 1


def row_of(address: str) -> int:
    return coordinate_from_string(address)[1]
