"""An .xlsx read by calamine, beside what our own look into its sheets has found."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from ganxian_ledger.adapters.workbook.joining import Seen, joined
from ganxian_ledger.adapters.workbook.looks import Look, looks_of
from ganxian_ledger.adapters.workbook.markup import walk
from ganxian_ledger.adapters.workbook.package import opened, plain
from ganxian_ledger.adapters.workbook.reasons import Hostile
from ganxian_ledger.adapters.workbook.sheet import Marks, Place, Tally
from ganxian_ledger.adapters.workbook.strings import shared
from ganxian_ledger.adapters.workbook.values import Held, dated, grid_of
from ganxian_ledger.adapters.workbook.workbook import Workbook, understood
from ganxian_ledger.domain.forms.raw import RawBook, RawSheet

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def read(data: bytes) -> RawBook:
    """Read.

    Raises:
        Hostile: with the reason why it cannot be.
    """
    package = opened(data)
    workbook = understood(package)
    texts = shared(workbook.strings)
    looks = looks_of(workbook.styles)
    tally = Tally()
    marks = []
    for sheet in workbook.sheets:
        found = Marks(sheet.name, texts, tally)
        walk(sheet.part, found)
        marks.append(found)
    sheets = tuple(
        RawSheet(
            sheet.name,
            joined(_dated(held, found, looks, is_1904=workbook.is_1904), _seen(found, looks)),
            sheet.is_hidden,
            tuple(found.merged),
        )
        for sheet, found, held in zip(workbook.sheets, marks, _values(workbook), strict=True)
    )
    skipped = ("表里有图表页，没有读取",) if workbook.skipped else ()
    return RawBook(sheets, workbook.properties, "xlsx", (*package.notes, *skipped))


def _skeleton(workbook: Workbook) -> bytes:
    """A package of our own around the parts with cells and texts, as they were looked at.

    So calamine sees nothing that we have not seen. Without styles every number stays a number:
    what is a day is decided in `dated`, where a wrong one does not spoil the whole file.
    """
    count = range(1, len(workbook.sheets) + 1)
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in count)
    book = (
        f'<workbook xmlns="{_SHEETS}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>'
    )
    sheet_relations = "".join(_relation(n, "worksheet", f"worksheets/{n}.xml") for n in count)
    parts = {
        "[Content_Types].xml": _text(f'<Types xmlns="{_PACKAGE}/content-types"/>'),
        "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _text(book),
        "xl/_rels/workbook.xml.rels": _relations(sheet_relations),
    }
    if workbook.strings is not None:
        parts["xl/sharedStrings.xml"] = workbook.strings
    for number, sheet in enumerate(workbook.sheets, 1):
        parts[f"xl/worksheets/{number}.xml"] = sheet.part
    return plain(parts.items())


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _relations(relations: str) -> bytes:
    return _text(f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>')


def _text(xml: str) -> bytes:
    return (_HEAD + xml).encode()


def _values(workbook: Workbook) -> Iterator[dict[Place, Held]]:
    """What each sheet holds, one after the other: a sheet with far corners takes much room."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(_skeleton(workbook))) as read:
            for index, sheet in enumerate(workbook.sheets):
                yield grid_of(read.get_sheet_by_index(index)).held(sheet.name)
    except (CalamineError, ValueError, OverflowError):
        raise Hostile("broken") from None


def _seen(marks: Marks, looks: tuple[Look, ...]) -> Seen:
    percents = {place for place, style in marks.styles.items() if _look(looks, style) == "percent"}
    return Seen(marks.holding, set(), marks.formulas, marks.errors, percents, marks.merged)


def _dated(
    held: dict[Place, Held], marks: Marks, looks: tuple[Look, ...], *, is_1904: bool
) -> dict[Place, Held]:
    """The values in the light of their number formats."""
    return {
        place: dated(value, _look(looks, marks.styles.get(place, 0)), is_1904=is_1904)
        for place, value in held.items()
    }


def _look(looks: tuple[Look, ...], style: int) -> Look:
    """The look of a style; cells may name one that is not there."""
    return looks[style] if style < len(looks) else ""
