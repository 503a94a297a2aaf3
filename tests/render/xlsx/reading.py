"""Read spreadsheets back, as other programs do."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Read
from openpyxl.worksheet.worksheet import Worksheet as ReadSheet

HEAD = 3
"""The row of the heads: below title and subtitle."""
Values = dict[str, object]


def opened(content: bytes) -> Read:
    """A file as openpyxl sees it."""
    return load_workbook(BytesIO(content))


def merged_rows(sheet: ReadSheet) -> set[int]:
    """The rows that are one merged cell: titles, heads of groups, notes."""
    return {found.min_row for found in sheet.merged_cells.ranges}


def rows(sheet: ReadSheet, head: int = HEAD) -> Iterator[Values]:
    """The rows of a table by their heads, without merged ones."""
    names = [str(cell.value) for cell in sheet[head]]
    across = merged_rows(sheet)
    for row in sheet.iter_rows(min_row=head + 1):
        if row[0].row not in across:
            yield dict(zip(names, (cell.value for cell in row), strict=True))


def parts(content: bytes) -> dict[str, str]:
    """Every XML file within."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def dangers(content: bytes) -> list[str]:
    """Formulas in cells, links, and whatever else could do something."""
    found = []
    for name, text in parts(content).items():
        if "/worksheets/" in name:
            found += re.findall(r"<f[ >]|<hyperlink|<oleObject|<control", text)
        if re.search(r"external|vba|embeddings|hyperlink", name + (text * name.endswith(".rels"))):
            found.append(name)
    return found


def properties_of(content: bytes) -> dict[str, str]:
    """The custom properties by their names."""
    text = parts(content)["docProps/custom.xml"]
    return dict(re.findall(r'name="([^"]*)"><vt:lpwstr>([^<]*)<', text))
