"""What happens to the file itself: its parts, its zip, its bytes."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

from lxml import etree
from tests.forms_mangled.packages import Package, cells, named, put_value, row_of, text, tree

PartChange = Callable[[Package, Random], None]
ByteChange = Callable[[bytes, Random], bytes]
PARTS: dict[str, PartChange] = {}
BYTES: dict[str, ByteChange] = {}
OLD: dict[str, ByteChange] = {}
"""For the old format, in which no sum guards a byte."""
HARMLESS = {
    "drop_dimension",
    "wrong_dimension",
    "drop_every_address",
    "drop_theme",
    "inline_all_strings",
    "recompress",
    "reorder",
    "comment",
    "cut_text_into_runs",
    "phonetics",
}


def part(change: PartChange) -> PartChange:
    PARTS[change.__name__] = change
    return change


def bytewise(change: ByteChange) -> ByteChange:
    BYTES[change.__name__] = change
    return change


def old(change: ByteChange) -> ByteChange:
    OLD[change.__name__] = change
    return change


def _sheet(package: Package, chance: Random) -> tuple[str, Any]:
    """One of the sheets with a table, as a tree."""
    name = chance.choice(package.sheets[:2])
    found = package.find(name)
    assert found is not None
    return name, tree(found)


def _some_cell(root: Any, chance: Random) -> Any:
    return chance.choice([cell for cell in cells(root) if _row(cell) > 4] or list(cells(root)))


def _row(cell: Any) -> int:
    address = cell.get("r")
    return row_of(address) if address else 5


def _every_sheet(package: Package, change: Callable[[Any], None]) -> None:
    for name in package.sheets:
        found = package.find(name)
        assert found is not None
        root = tree(found)
        change(root)
        package.put(name, text(root))


@part
def drop_dimension(package: Package, _chance: Random) -> None:
    def change(root: Any) -> None:
        for one in root.findall(named("dimension")):
            root.remove(one)

    _every_sheet(package, change)


@part
def wrong_dimension(package: Package, chance: Random) -> None:
    ref = chance.choice(["A1", "A1:B2", "Z99", "A1:XFD1048576"])

    def change(root: Any) -> None:
        for one in root.findall(named("dimension")):
            one.set("ref", ref)

    _every_sheet(package, change)


@part
def drop_every_address(package: Package, _chance: Random) -> None:
    """Cells and rows without `r` count on; so only where none is left out."""

    def change(root: Any) -> None:
        for row in root.iter(named("row")):
            at = [one.get("r") for one in row]
            if at and not any(one is None for one in at) and _is_dense(at):
                for cell in row:
                    cell.attrib.pop("r")

    _every_sheet(package, change)


def _is_dense(addresses: list[str]) -> bool:
    letters = [address.rstrip("0123456789") for address in addresses]
    return letters == [chr(ord("A") + n) for n in range(len(letters))]


@part
def drop_an_address(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    _some_cell(root, chance).attrib.pop("r", None)
    package.put(name, text(root))


@part
def wrong_address(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    cell = _some_cell(root, chance)
    cell.set("r", chance.choice(["G5", "G6", "a1", "G0", "", "G5:G6", "XFE1", f"L{_row(cell)}"]))
    package.put(name, text(root))


@part
def wrong_row(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    row = chance.choice(list(root.iter(named("row"))))
    row.set("r", chance.choice(["5", "6", "0", "-1", "x", "9999999"]))
    package.put(name, text(root))


@part
def swap_two_cells(package: Package, chance: Random) -> None:
    """The cells change places in the file, with their addresses."""
    name, root = _sheet(package, chance)
    one, other = _some_cell(root, chance), _some_cell(root, chance)
    if one is not other:
        here, there = one.get("r"), other.get("r")
        held = list(one), list(other), one.get("t"), other.get("t")
        for cell, children, kind in ((one, held[1], held[3]), (other, held[0], held[2])):
            for child in list(cell):
                cell.remove(child)
            cell.extend(children)
            cell.attrib.pop("t", None)
            if kind:
                cell.set("t", kind)
        assert (one.get("r"), other.get("r")) == (here, there)
    package.put(name, text(root))


@part
def move_a_cell_to_another_row(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    cell = _some_cell(root, chance)
    rows = list(root.iter(named("row")))
    chance.choice(rows).append(cell)
    package.put(name, text(root))


@part
def copy_a_cell(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    cell = _some_cell(root, chance)
    cell.addnext(tree(etree.tostring(cell)))
    package.put(name, text(root))


@part
def copy_a_row_element(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    row = chance.choice(list(root.iter(named("row"))))
    row.addnext(tree(etree.tostring(row)))
    package.put(name, text(root))


@part
def another_type(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    kind = chance.choice(["s", "n", "b", "e", "str", "inlineStr", "d", "x", ""])
    _some_cell(root, chance).set("t", kind)
    package.put(name, text(root))


@part
def another_style(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    _some_cell(root, chance).set("s", str(chance.choice([0, 1, 5, 10, 12, 999, "x"])))
    package.put(name, text(root))


@part
def drop_styles(package: Package, chance: Random) -> None:
    """A share without its style is a number below one, and asked about."""
    if chance.random() < 0.5:
        package.drop("xl/styles.xml")
        return

    def change(root: Any) -> None:
        for cell in root.iter(named("c")):
            cell.attrib.pop("s", None)

    _every_sheet(package, change)


@part
def swap_formats(package: Package, chance: Random) -> None:
    found = package.find("xl/styles.xml")
    if found is not None:
        root = tree(found)
        formats = [one for one in root.iter(named("xf")) if one.get("numFmtId")]
        for one in chance.sample(formats, min(3, len(formats))):
            one.set("numFmtId", chance.choice(["0", "1", "9", "10", "14", "49", "165", "999"]))
        package.put("xl/styles.xml", text(root))


@part
def swap_strings(package: Package, chance: Random) -> None:
    found = package.find("xl/sharedStrings.xml")
    if found is not None:
        root = tree(found)
        one, other = chance.choice(list(root)), chance.choice(list(root))
        held = list(one), list(other)
        one.extend(held[1])
        other.extend(held[0])
        package.put("xl/sharedStrings.xml", text(root))


@part
def drop_a_string(package: Package, chance: Random) -> None:
    found = package.find("xl/sharedStrings.xml")
    if found is not None:
        root = tree(found)
        root.remove(chance.choice(list(root)))
        package.put("xl/sharedStrings.xml", text(root))


@part
def string_out_of_range(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    shared = [cell for cell in cells(root) if cell.get("t") == "s"]
    if shared:
        chance.choice(shared)[0].text = chance.choice(["99999", "-1", "1.5", "x", " 3 ", "3"])
    package.put(name, text(root))


@part
def inline_all_strings(package: Package, _chance: Random) -> None:
    found = package.find("xl/sharedStrings.xml")
    if found is None:
        return
    texts = ["".join(one.itertext()) for one in tree(found)]

    def change(root: Any) -> None:
        for cell in root.iter(named("c")):
            if cell.get("t") == "s":
                put_value(cell, texts[int(cell[0].text)], 0)

    _every_sheet(package, change)


@part
def cut_text_into_runs(package: Package, chance: Random) -> None:
    """Rich text: half of it bold."""
    name, root = _sheet(package, chance)
    inline = [one for one in root.iter(named("is")) if len(one) == 1]
    if inline:
        held = chance.choice(inline)
        whole = held[0].text or ""
        held.remove(held[0])
        for piece in (whole[: len(whole) // 2], whole[len(whole) // 2 :]):
            run = etree.SubElement(held, named("r"))
            etree.SubElement(etree.SubElement(run, named("rPr")), named("b"))
            one = etree.SubElement(run, named("t"))
            one.text = piece
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    package.put(name, text(root))


@part
def phonetics(package: Package, _chance: Random) -> None:
    found = package.find("xl/sharedStrings.xml")
    if found is not None:
        root = tree(found)
        for one in root:
            etree.SubElement(
                etree.SubElement(one, named("rPh"), sb="0", eb="1"), named("t")
            ).text = "6"
        package.put("xl/sharedStrings.xml", text(root))


@part
def odd_text(package: Package, chance: Random) -> None:
    name, root = _sheet(package, chance)
    cell = _some_cell(root, chance)
    put_value(
        cell,
        chance.choice(
            ["_x0036_0", "60_x000D_", "_x005F_x0036_", "６１", " 60 ", "\u202e60", "\x7f"]
        ),
        0,
    )
    package.put(name, text(root))


@part
def cached_formula(package: Package, chance: Random) -> None:
    """A formula with a kept result that looks like an answer."""
    name, root = _sheet(package, chance)
    cell = _some_cell(root, chance)
    formula = etree.Element(named("f"))
    formula.text = chance.choice(["1+1", "G6", "SUM(G5:G9)", ""])
    if chance.random() < 0.3:
        formula.set("t", "array")
        formula.set("ref", chance.choice(["G5:G6", "A1:B2", "F5:K9"]))
    cell.insert(0, formula)
    package.put(name, text(root))


@part
def flag_1904(package: Package, _chance: Random) -> None:
    _edited(package, "xl/workbook.xml", rb"<workbookPr", b'<workbookPr date1904="1"')


@part
def wrong_relation(package: Package, chance: Random) -> None:
    """Two sheets change places behind their names, or one is gone."""
    found = package.find("xl/_rels/workbook.xml.rels")
    assert found is not None
    one, other = chance.choice(
        [(b"sheet1", b"sheet2"), (b"sheet1", b"sheet9"), (b"sheet3", b"sheet1")]
    )
    swapped = found.replace(one, b"\0").replace(other, one).replace(b"\0", other)
    package.put("xl/_rels/workbook.xml.rels", swapped)


@part
def rename_sheets_in_the_list(package: Package, chance: Random) -> None:
    new = chance.choice(["进展填报", "_meta", "填报", "a" * 40])
    _edited(package, "xl/workbook.xml", rb'name="[^"]*" sheetId', f'name="{new}" sheetId'.encode())


@part
def edit_a_property(package: Package, chance: Random) -> None:
    word = chance.choice(["2024-06", "2024-07", "区水利局", "1"])
    _edited(package, "docProps/custom.xml", rb"<vt:lpwstr>[^<]*", f"<vt:lpwstr>{word}".encode())


@part
def drop_a_part(package: Package, chance: Random) -> None:
    package.drop(chance.choice(package.parts)[0])


@part
def drop_theme(package: Package, _chance: Random) -> None:
    package.drop("xl/theme/theme1.xml")


@part
def add_a_part(package: Package, chance: Random) -> None:
    name = chance.choice(
        (
            *(
                "xl/vbaProject.bin",
                "../x.xml",
                "/etc/x",
                "xl/externalLinks/externalLink1.xml",
                "a:b",
            ),
            *("xl/worksheets/sheet1.xml", "XL/worksheets/SHEET1.xml", "con.xml", "xl/media/i.png"),
        )
    )
    package.parts.append((name, b"<x/>"))


@part
def a_second_part(package: Package, chance: Random) -> None:
    """Two parts of one name, with other contents: programs differ in which they read."""
    name, root = _sheet(package, chance)
    put_value(_some_cell(root, chance), 77, 0)
    package.parts.append((name, text(root)))


@part
def doctype(package: Package, chance: Random) -> None:
    name = chance.choice(package.sheets)
    bomb = b'<!DOCTYPE x [<!ENTITY a "60"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    _edited(package, name, rb"<worksheet", bomb)


@part
def other_encoding(package: Package, chance: Random) -> None:
    name = chance.choice(package.sheets)
    found = package.find(name)
    assert found is not None
    encoding = chance.choice(["utf-16", "gb18030", "utf-8-sig"])
    plain = re.sub(r"<\?xml[^>]*\?>", "", found.decode())
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    package.put(name, (head + plain).encode(encoding))


@part
def cut_a_part(package: Package, chance: Random) -> None:
    name, found = chance.choice(package.parts)
    package.put(name, found[: chance.randrange(len(found) or 1)])


@part
def flip_within_a_part(package: Package, chance: Random) -> None:
    """A digit or a letter of a part is another; the sums of the zip are right."""
    name, found = chance.choice([(n, p) for n, p in package.parts if n.endswith("xml") and p])
    at = chance.randrange(len(found))
    package.put(name, found[:at] + bytes([chance.choice(b'0123456789ABC<>&"/ ')]) + found[at + 1 :])


def _edited(package: Package, name: str, pattern: bytes, new: bytes) -> None:
    found = package.find(name)
    if found is not None:
        package.put(name, re.sub(pattern, lambda _: new, found, count=1))


@bytewise
def recompress(content: bytes, _chance: Random) -> bytes:
    return Package.of(content).saved(zipfile.ZIP_STORED)


@bytewise
def reorder(content: bytes, chance: Random) -> bytes:
    package = Package.of(content)
    chance.shuffle(package.parts)
    return package.saved()


@bytewise
def comment(content: bytes, _chance: Random) -> bytes:
    made = BytesIO(content)
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = "区局".encode()
    return made.getvalue()


@bytewise
def other_packing(content: bytes, chance: Random) -> bytes:
    return Package.of(content).saved(chance.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))


@bytewise
def nest(content: bytes, _chance: Random) -> bytes:
    return Package([("表.xlsx", content)]).saved()


@bytewise
def below_a_folder(content: bytes, _chance: Random) -> bytes:
    return Package([(f"a/{name}", part) for name, part in Package.of(content).parts]).saved()


@bytewise
def flip(content: bytes, chance: Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 20])):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


@bytewise
def truncate(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content))]


@bytewise
def tail(content: bytes, chance: Random) -> bytes:
    return content + bytes(chance.randrange(256) for _ in range(chance.randint(1, 2000)))


@bytewise
def front(content: bytes, chance: Random) -> bytes:
    return bytes(chance.randrange(256) for _ in range(chance.randint(1, 30))) + content


@bytewise
def zero_a_piece(content: bytes, chance: Random) -> bytes:
    at, long = chance.randrange(len(content)), chance.choice([1, 16, 512])
    return content[:at] + bytes(min(long, len(content) - at)) + content[at + long :]


@bytewise
def swap_pieces(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(max(len(content) - 1024, 1))
    return (
        content[:at] + content[at + 512 : at + 1024] + content[at : at + 512] + content[at + 1024 :]
    )


@bytewise
def wrong_sizes(content: bytes, chance: Random) -> bytes:
    """The sizes in the zip's directory lie."""
    changed = bytearray(content)
    at = content.find(b"PK\x01\x02")
    if at >= 0:
        struct.pack_into(
            "<I", changed, at + chance.choice([16, 20, 24, 42]), chance.randrange(1 << 16)
        )
    return bytes(changed)


@bytewise
def something_else(content: bytes, chance: Random) -> bytes:
    return chance.choice(
        [b"", b"PK\x03\x04", b"%PDF-1.7", b"<html><table>", content[::-1], b"\xd0\xcf\x11\xe0"]
    )


for _name in ("flip", "truncate", "tail", "zero_a_piece", "swap_pieces"):
    OLD[_name] = BYTES[_name]
