"""The first sheet of a copy that goes back to the unit: everything that has to be mended."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.forms.filling import Filling
from ganxian_ledger.domain.forms.form import Form
from ganxian_ledger.domain.views.words import day_words
from ganxian_ledger.render.xlsx import printing, sizes
from ganxian_ledger.render.xlsx.cells import write_text
from ganxian_ledger.render.xlsx.form_sheet import SIZE
from ganxian_ledger.render.xlsx.form_styles import FormStyles
from ganxian_ledger.render.xlsx.sheet import TITLE, Canvas

NAME = "退回说明"
HEADS = ("序号", "位置", "问题", "怎么改")
WIDTHS = (6.0, 40, 60, 54)


def write(target: Target, form: Form, filling: Filling, styles: FormStyles) -> None:
    """List every remark: where it is, what is wrong, how to mend it."""
    canvas = Canvas(target, styles, list(WIDTHS))
    for at, wide in enumerate(WIDTHS):
        target.set_column_pixels(at, at, sizes.pixels(wide))
    identity, count = form.identity, len(filling.remarks)
    canvas.across("填报表退回说明", "title", size=TITLE)
    canvas.across(f"填报单位：{identity.unit}　　月份：{identity.month.words}", "subtitle")
    canvas.across(
        f"填报表有{count}处需要改正。请在本文件的填报表里改正标红的单元格，于{day_words(form.due)}前"
        "重新报送；已经填好的内容都保留着，不用重填。",
        "note",
    )
    _line(canvas, HEADS, ("asked",) * len(HEADS))
    target.freeze_panes(canvas.row, 0)
    target.repeat_rows(canvas.row - 1)
    for position, remark in enumerate(filling.remarks, start=1):
        _line(canvas, (str(position), *remark), ("count", "cell", "cell", "cell"))
    target.protect("", {"format_rows": True, "format_columns": True})
    area = printing.Area(canvas.row - 1, len(WIDTHS) - 1)
    printing.lay_out(target, SIZE, f"{NAME}　{identity.unit}", area)


def _line(canvas: Canvas, texts: Sequence[str], styles: Sequence[str]) -> None:
    for at, (text, style) in enumerate(zip(texts, styles, strict=True)):
        write_text(canvas.target, canvas.row, at, text, canvas.styles.named(style))
    canvas.next(sizes.tallest(texts, canvas.widths))
