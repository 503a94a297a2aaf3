"""The monthly form of one unit as data: what it tells, what it asks, and by what it is known again.

One workbook with a sheet of measures and a sheet of targets. Each row carries a key with a hash of
everything that the unit may not change, so that a returned row is matched by what it is and never
by where it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.model.calendar import Period

VERSION = "1"
"""Of the form; one of another version is not taken."""
MEASURES, TARGETS, META, LISTS = "进展填报", "指标填报", "_meta", "_lists"
"""The names of the sheets."""
YES, NO = "是", "否"
KEY_HEAD = "标识"
DIGITS = 12
SEPARATORS = "、;；\n"
"""What stands between the names of several files of evidence."""


class FormColumn(NamedTuple):
    """A column: its key, its head, whether the unit fills it, and what it takes.

    `takes` is one of text, percent, yes_no, files, number, day; `most` the characters of a text.
    """

    key: str
    head: str
    is_open: bool = False
    takes: str = "text"
    most: int = 0


MEASURE_COLUMNS = (
    FormColumn("id", "编号"),
    FormColumn("title", "措施"),
    FormColumn("text", "任务要求"),
    FormColumn("due", "完成时限"),
    FormColumn("last", "上次进展"),
    FormColumn("note", "本月进展", is_open=True, most=1000),
    FormColumn("percent", "完成比例", is_open=True, takes="percent"),
    FormColumn("issue", "存在问题", is_open=True, most=500),
    FormColumn("next", "下步打算", is_open=True, most=500),
    FormColumn("submit", "申请销号", is_open=True, takes="yes_no"),
    FormColumn("evidence", "佐证材料", is_open=True, takes="files", most=500),
)
TARGET_COLUMNS = (
    FormColumn("id", "编号"),
    FormColumn("name", "指标"),
    FormColumn("goal", "目标"),
    FormColumn("unit", "计量单位"),
    FormColumn("last", "上次读数"),
    FormColumn("value", "本月数值", is_open=True, takes="number"),
    FormColumn("date", "取得日期", is_open=True, takes="day"),
    FormColumn("note", "说明", is_open=True, most=500),
)
COLUMNS = {MEASURES: MEASURE_COLUMNS, TARGETS: TARGET_COLUMNS}
"""The columns of each sheet; the hidden column of keys stands behind them."""
MARKS = {MEASURES: "M", TARGETS: "T"}
"""The first letter of the keys of each sheet."""


class Identity(NamedTuple):
    """What a form is known by; `revision` is the digest of the ledger's files that it shows."""

    number: str
    title: str
    unit: str
    month: Period
    revision: str
    version: str = VERSION

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What stands on the hidden sheet and in the file's properties, each under its word."""
        return (
            ("填报表版本", self.version),
            ("方案文号", self.number),
            ("方案", self.title),
            ("填报单位", self.unit),
            ("月份", self.month.text),
            ("数据版本", self.revision),
        )


class FormRow(NamedTuple):
    """One row: the texts of the locked cells, in the order of the columns. The first is the id."""

    locked: tuple[str, ...]

    @property
    def id(self) -> str:
        """The number of the measure, or the id of the target."""
        return self.locked[0]


class Form(NamedTuple):
    """A unit's form of a month; `waiting` names measures that the office is checking.

    `due` is the day by which it is returned, `lead` what stands in its head.
    """

    identity: Identity
    due: date
    office: str
    measures: tuple[FormRow, ...]
    targets: tuple[FormRow, ...]
    waiting: tuple[str, ...] = ()

    @property
    def rows(self) -> dict[str, tuple[FormRow, ...]]:
        """The rows of each sheet that is there."""
        held = {MEASURES: self.measures, TARGETS: self.targets}
        return {name: rows for name, rows in held.items() if rows}

    @property
    def asked_cells(self) -> int:
        """How many cells are open."""
        return sum(
            len(rows) * sum(column.is_open for column in COLUMNS[name])
            for name, rows in self.rows.items()
        )

    def keys(self, sheet: str) -> tuple[str, ...]:
        """The keys of a sheet's rows, in their order."""
        return tuple(key_of(self.identity, sheet, row.locked) for row in self.rows.get(sheet, ()))

    @property
    def seal(self) -> str:
        """A hash over the identity and every key: a row more or less breaks it."""
        keys = [key for sheet in COLUMNS for key in self.keys(sheet)]
        return seal_of(self.identity, keys)


def key_of(identity: Identity, sheet: str, locked: Iterable[str]) -> str:
    """`M|8.3|0123456789ab`: what a row is, and a hash of what it tells in this form."""
    texts = tuple(map(plain, locked))
    told = [*(value for _, value in identity.parts), sheet, *texts]
    return f"{MARKS[sheet]}|{texts[0]}|{_hash(told)}"


def seal_of(identity: Identity, keys: Iterable[str]) -> str:
    """The seal of a form with these keys, in whatever order."""
    return _hash([*(value for _, value in identity.parts), *sorted(keys)])


def plain(text: str) -> str:
    """A text without what programs change by themselves: kinds of line ends, blanks around."""
    return "\n".join(line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip())


def _hash(texts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        whole.update(f"{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()[:DIGITS]
