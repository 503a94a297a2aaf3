"""What the parts of a package are for: its sheets in their order, its texts, its number formats."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from ganxian_ledger.adapters.workbook import limits
from ganxian_ledger.adapters.workbook.markup import Attributes, Walk, walk
from ganxian_ledger.adapters.workbook.package import Package
from ganxian_ledger.adapters.workbook.reasons import Hostile

_TRUE = frozenset({"1", "true", "on"})


class SheetPart(NamedTuple):
    """A sheet of cells: its name, its part, and whether it is shown."""

    name: str
    part: bytes
    is_hidden: bool


class Workbook(NamedTuple):
    """A package, understood. `skipped` counts sheets that are no cells, such as charts."""

    sheets: tuple[SheetPart, ...]
    strings: bytes | None
    styles: bytes | None
    properties: dict[str, str]
    is_1904: bool
    skipped: int


class _Relation(NamedTuple):
    kind: str
    target: str


class _Relations(Walk):
    """What a part points to, by id; the kind is the last word of the relation's type."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.found: dict[str, _Relation] = {}

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/", self.folder, attributes.get("Target", ""))
            path = posixpath.normpath(target).lstrip("/").lower()
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = _Relation(kind, path)

    def of_kind(self, kind: str) -> str | None:
        """The first part of a kind."""
        return next((one.target for one in self.found.values() if one.kind == kind), None)


class _Sheets(Walk):
    """The list of sheets: name, state, and the id of the relation to the part."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.found: list[tuple[str, str, str]] = []
        self.is_1904 = False

    def opened(self, name: str, attributes: Attributes) -> None:
        if len(self.path) == 1:
            self.root = name
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "").lower() in _TRUE
        elif name == "sheet" and self.path[-2] == "sheets":
            relation = next((attributes[key] for key in attributes if key.endswith(":id")), "")
            state = attributes.get("state", "visible")
            self.found.append((attributes.get("name", ""), state, relation))


class _Properties(Walk):
    """A document's own properties: name and text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._name = ""

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "property" and len(self.found) < limits.PROPERTIES:
            self._name = attributes.get("name", "")
            self.found[self._name] = ""

    def closed(self, name: str) -> None:
        if name == "property":
            self._name = ""

    def said(self, text: str) -> None:
        if self._name and self.path[-1] != "property":
            self.found[self._name] += text
            if len(self.found[self._name]) > limits.TEXT:
                raise Hostile("too-long", "文档属性")


def understood(package: Package) -> Workbook:
    """Find the parts by their relations, never by the names of files.

    Raises:
        Hostile: not-a-workbook, broken, macros, too-large.
    """
    top = _relations(package, "")
    office = top.of_kind("officeDocument")
    if office is None or office not in package.parts:
        raise Hostile("broken", "没有工作簿")
    listed = _Sheets()
    walk(package.parts[office], listed)
    if listed.root != "workbook":
        raise Hostile("not-a-workbook")
    near = _relations(package, office)
    sheets = _sheets(package, listed, near)
    properties = _Properties()
    custom = package.parts.get(top.of_kind("custom-properties") or "")
    if custom is not None:
        walk(custom, properties)
    return Workbook(
        sheets,
        package.parts.get(near.of_kind("sharedStrings") or ""),
        package.parts.get(near.of_kind("styles") or ""),
        properties.found,
        listed.is_1904,
        len(listed.found) - len(sheets),
    )


def _relations(package: Package, part: str) -> _Relations:
    """What a part points to; the package itself for the empty name."""
    folder, _, name = part.rpartition("/")
    found = _Relations(folder)
    held = package.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if held is not None:
        walk(held, found)
    return found


def _sheets(package: Package, listed: _Sheets, near: _Relations) -> tuple[SheetPart, ...]:
    names = [name for name, _, _ in listed.found]
    if len(names) > limits.SHEETS:
        raise Hostile("too-large", f"工作表超过 {limits.SHEETS} 张")
    if len({name.lower() for name in names}) != len(names):
        raise Hostile("broken", "工作表重名")
    sheets = []
    for name, state, relation in listed.found:
        found = near.found.get(relation, _Relation("", ""))
        if "macro" in found.kind.lower():
            raise Hostile("macros")
        if found.target not in package.parts:
            raise Hostile("broken", "缺少工作表")
        if found.kind == "worksheet":
            sheets.append(SheetPart(name, package.parts[found.target], state != "visible"))
    if not sheets:
        raise Hostile("broken", "没有工作表")
    return tuple(sheets)
