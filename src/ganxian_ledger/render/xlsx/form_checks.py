"""What a form checks while it is filled: limits with words, and colours for what is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.forms.form import COLUMNS, MEASURES, FormColumn
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.render.xlsx.cells import held
from ganxian_ledger.render.xlsx.form_styles import FormStyles

CHOICE = "是否"
"""The name of the hidden list that 申请销号 is chosen from."""
DOUBTFUL = "黄"
"""The colour of a figure that is left out or hard to believe."""
_FARTHEST = 1_000_000_000_000
"""Beyond it a number is mistyped: spreadsheets hold 15 digits."""
_HINTS = {
    "本月进展": "本月做了什么",
    "存在问题": "需要协调解决的问题",
    "下步打算": "下一步怎么做",
    "佐证材料": "申请销号的才填：文件名，用、隔开",
    "说明": "没有数字的，写明情况",
}
"""What a column of words is for; short, so that the note does not cover the cells around."""


class Body(NamedTuple):
    """Where the rows of a sheet stand: the first and the last, from 0."""

    first: int
    last: int


def limit(target: Target, sheet: str, month: Period, body: Body) -> None:
    """Say at each open cell what it takes, and refuse what it does not."""
    for at, column in enumerate(COLUMNS[sheet]):
        if column.is_open:
            rule = {
                "ignore_blank": True,
                "input_title": column.head,
                "error_title": column.head,
                **_RULES[column.takes](column, month),
            }
            held(target.data_validation(body.first, at, body.last, at, rule))


def _percent(_column: FormColumn, _month: Period) -> dict[str, object]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100,
        "input_message": "填0—100的整数，如 60，不带百分号",
        "error_message": "完成比例填0—100的整数，如 60，不带百分号。",
    }


def _yes_no(_column: FormColumn, _month: Period) -> dict[str, object]:
    return {
        "validate": "list",
        "source": f"={CHOICE}",
        "input_message": "已全部完成的选“是”",
        "error_message": "请选“是”或“否”，也可以不填。",
    }


def _text(column: FormColumn, _month: Period) -> dict[str, object]:
    hint = _HINTS[column.head]
    return {
        "validate": "length",
        "criteria": "<=",
        "value": column.most,
        "input_message": f"{hint}（{column.most}字以内）",
        "error_message": f"最多{column.most}字，请压缩后再填。",
    }


def _number(_column: FormColumn, _month: Period) -> dict[str, object]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -_FARTHEST,
        "maximum": _FARTHEST,
        "input_message": "只填数字，按左边的计量单位",
        "error_message": "只填数字，不带单位和说明；说明填在“说明”一栏。",
    }


def _day(_column: FormColumn, month: Period) -> dict[str, object]:
    year = month.first.year
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(year, 1, 1),
        "maximum": date(year + 1, 12, 31),
        "input_message": f"如 {month.last}；不填按收到之日",
        "error_message": f"请填{year}年1月1日至{year + 1}年12月31日之间的日期，如 {month.last}。",
    }


_RULES: dict[str, Callable[[FormColumn, Period], dict[str, object]]] = {
    "percent": _percent,
    "yes_no": _yes_no,
    "text": _text,
    "files": _text,
    "number": _number,
    "day": _day,
}


def colour(
    target: Target, sheet: str, body: Body, wrong: Collection[int], styles: FormStyles
) -> None:
    """Mark figures that are left out, and percents below the last; the guide says so in words.

    Rows in `wrong` have their figure marked already.
    """
    columns = COLUMNS[sheet]
    at = next(n for n, column in enumerate(columns) if column.takes in {"percent", "number"})
    rows = range(body.first, body.last + 1)
    spans = [Body(row, row) for row in rows if row not in wrong] if wrong else [body]
    for span in spans:
        for rule in _doubts(sheet, span.first + 1, at):
            options = {"type": "formula", "criteria": rule, "format": styles.light(DOUBTFUL)}
            held(target.conditional_format(span.first, at, span.last, at, options))


def _doubts(sheet: str, row: int, at: int) -> tuple[str, ...]:
    """Formulas that are true where the figure in column `at` is in doubt.

    The last percent is read out of 上次进展, which begins `5月24日 40%`, so that it stays beside
    its measure however the rows are sorted; twelve characters hold any day and the blank behind.
    """
    columns = COLUMNS[sheet]
    places = {column.key: f"${xl_col_to_name(n)}{row}" for n, column in enumerate(columns)}
    figure = places[columns[at].key]
    if sheet != MEASURES:
        return (f'=AND({figure}="",{places["date"]}<>"")',)
    last = places["last"]
    blank = f'FIND(" ",LEFT({last},12))'
    before = f'VALUE(MID({last},{blank}+1,FIND("%",{last})-{blank}-1))'
    return (
        f'=AND({figure}="",COUNTA({places["note"]}:{places["evidence"]})>0)',
        f"=AND(ISNUMBER({figure}),{figure}<IFERROR({before},0))",
    )
