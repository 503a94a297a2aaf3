"""Which figures a paper gives, whatever its format, and which of them are wrong or missing.

A figure is a claim: of whom (a measure, unit, section, target, state), what, and the value. What is
right comes from `status`, `units` and `targets` as JSON on the same day, and from counting again.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NamedTuple

from tests.papers.extracting import Cell, Extract, Grid, plain

Value = str | Decimal | date | None
Subject = tuple[str, str]
Known = dict[Subject, dict[str, Value]]


class Claim(NamedTuple):
    """Where a paper says what of whom; `kind` is that of the table."""

    kind: str
    subject: Subject
    field: str
    value: Value


class Kind(NamedTuple):
    """A kind of table: heads that tell it, what its rows are of, and what its columns say."""

    name: str
    told_by: frozenset[str]
    of: str
    key: str
    fields: Mapping[str, str]


_SUMS = {
    "已销号": "closed",
    "销号率": "close_rate",
    "未完成": "open",
    "待核查": "submitted",
    "逾期": "overdue",
    "滞后": "lagging",
    "临期": "due_soon",
    "核减": "cancelled",
    "未报送": "missing",
    "排名": "rank",
    "配合措施": "support",
    "牵头措施": "total",
}
_MEASURE = {
    "措施": "title",
    "措施名称": "title",
    "牵头单位": "lead",
    "状态": "state",
    "完成比例": "percent",
    "序时进度": "time_progress",
    "亮灯": "light",
    "完成时限": "due",
    "逾期天数": "days_overdue",
    "落后（个百分点）": "gap",
    "落后（百分点）": "gap",
}
_ADVANCE = {
    "平均完成比例": "mean_percent",
    "平均序时进度": "mean_pace",
    "比序时（百分点）": "ahead",
}
_TARGET = {
    "指标": "name",
    "牵头单位": "lead",
    "最近数据": "value",
    "完成率": "rate",
    "评价": "verdict",
}
KINDS = (
    Kind(
        "states",
        frozenset({"状态", "项数"}),
        "state",
        "状态",
        {"项数": "count", "占比": "share", "上期末": "before", "增减": "change"},
    ),
    Kind("register", frozenset({"单位", "类别", "排名"}), "unit", "单位", _SUMS),
    Kind("units", frozenset({"单位", "排名", "销号率"}), "unit", "单位", _SUMS),
    Kind(
        "sections",
        frozenset({"部分", "措施", "已销号"}),
        "section",
        "部分",
        {**_SUMS, "措施": "total"},
    ),
    Kind("advance", frozenset({"部分", "平均完成比例"}), "section", "部分", _ADVANCE),
    Kind(
        "months",
        frozenset({"月份", "截至", "销号率"}),
        "month",
        "截至",
        {**_SUMS, "方案序时进度": "pace"},
    ),
    Kind("overdue", frozenset({"编号", "逾期天数"}), "measure", "编号", _MEASURE),
    Kind("lagging", frozenset({"编号", "落后（个百分点）"}), "measure", "编号", _MEASURE),
    Kind("lagging", frozenset({"编号", "落后（百分点）"}), "measure", "编号", _MEASURE),
    Kind("measures", frozenset({"编号", "亮灯"}), "measure", "编号", _MEASURE),
    Kind("missed", frozenset({"指标", "差距"}), "target", "指标", _TARGET),
    Kind("targets", frozenset({"指标", "目标"}), "target", "指标", _TARGET),
    Kind("due", frozenset({"编号", "完成时限", "状态"}), "measure", "编号", _MEASURE),
)
"""Told in this order: the first whose heads all stand in a row."""
_BLOCKS = {
    "overview": ("states", "state", "name"),
    "sections": ("sections", "section", "section"),
    "units": ("units", "unit", "unit"),
    "overdue": ("overdue", "measure", "id"),
    "lagging": ("lagging", "measure", "id"),
    "targets": ("missed", "target", "name"),
    "next": ("due", "measure", "id"),
}
"""The blocks of JSON: the kind of their rows, what these are of, and the name that tells whom."""
SUMS = ("合计", "总计")
ALL: Subject = ("all", "")
LIGHTS = "红黄绿蓝灰"
ADDED = ("total", "closed", "open", "submitted", "overdue", "lagging", "due_soon", "cancelled")


# --- what a paper claims


def claims(paper: Extract, known: Known) -> list[Claim]:
    """Every figure that stands in a table of the paper."""
    if paper.data is not None:
        return list(_claims_of_values(paper.data, known))
    found: list[Claim] = []
    for kind, heads, at in rows_of(paper):
        row = paper.grids[at[0]][at[1]]
        found += _row(kind, dict(zip(heads, row, strict=False)), known)
    return found


def rows_of(paper: Extract) -> Iterator[tuple[Kind, tuple[str, ...], tuple[int, int]]]:
    """Each row of figures: its kind, its heads, and the numbers of its grid and in it."""
    for number, grid in enumerate(paper.grids):
        kind: Kind | None = None
        heads: tuple[str, ...] = ()
        for line, row in enumerate(grid):
            words = tuple(_head(cell) for cell in row)
            told = next((one for one in KINDS if one.told_by <= set(words)), None)
            if told is not None:
                kind, heads = told, words
            elif kind is not None and len(row) > 1:
                yield kind, heads, (number, line)


def _head(cell: Cell) -> str:
    """A head without its unit of measure and without the breaks of a narrow column."""
    return re.sub(r"\s|（%）|[▲▼↕⇅]", "", cell) if isinstance(cell, str) else ""


def _row(kind: Kind, row: Mapping[str, Cell], known: Known) -> Iterator[Claim]:
    subject = _subject(kind.of, row.get(kind.key), known)
    if subject is not None:
        for head, field in kind.fields.items():
            if head in row:
                yield Claim(kind.name, subject, field, value_of(field, row[head]))


def _subject(of: str, cell: Cell, known: Known) -> Subject | None:
    """Of whom a row is; None for rows that only head a group or are empty."""
    name = plain(str(cell or "")).removeprefix("其中：")
    if name in SUMS:
        return ALL if of != "state" else (of, SUMS[0])
    if of == "section":
        return next((one for one in known if one[0] == of and name.startswith(one[1])), None)
    if of == "measure":
        number = re.match(r"\d+\.\d+", name)
        return (of, number.group()) if number else None
    return (of, name) if name else None


def _claims_of_values(data: Mapping[str, Any], known: Known) -> Iterator[Claim]:
    """The figures of a paper that gives them by name."""
    for field, value in data["summary"].items():
        yield Claim("summary", ALL, field, value)
    for of, key in (("measure", "id"), ("target", "name")):
        for one in data[f"{of}s"]:
            yield from _named(f"{of}s", (of, plain(one[key])), one, known)
    for block in (block for chapter in _chapters(data["chapters"]) for block in chapter["blocks"]):
        name, of, key = _BLOCKS.get(block["key"], ("", "", ""))
        for row in block["rows"] if name else ():
            subject = _subject(of, row[key], known)
            if subject is not None:
                yield from _named(name, subject, row, known)


def _named(kind: str, subject: Subject, row: Mapping[str, Any], known: Known) -> Iterator[Claim]:
    """What one row of values says, as far as it is known of its subject."""
    for name, value in row.items():
        field = "close_rate" if name == "rate" and kind in {"units", "sections"} else name
        if field in known.get(subject, row):
            yield Claim(kind, subject, field, value_of(field, _flat(value)))


def _chapters(chapters: Sequence[Any]) -> Iterator[Any]:
    for chapter in chapters:
        yield chapter
        yield from _chapters(chapter["parts"])


def _flat(value: Any) -> Cell:
    return "、".join(value) if isinstance(value, list) else value


def value_of(field: str, cell: Any) -> Value:
    """A cell as the value that it stands for; None where it shows nothing.

    Raises:
        ValueError: where it cannot stand for such a value.
    """
    if not isinstance(cell, str):
        return cell  # type: ignore[no-any-return]
    text = plain(cell)
    if text in {"", "—", "-", "暂无数据", "（未明确）"}:
        return None
    if field == "due":
        return _day(text)
    if field == "light":
        return next((letter for letter in text if letter in LIGHTS), text)
    if field in {"title", "name", "lead", "state", "verdict"}:
        return text
    number = re.match(r"[+-]?\d+(\.\d+)?", text)
    if number is None or (field != "value" and not re.fullmatch(r"[+-]?[\d.]+(%|项|天)?", text)):
        raise ValueError(f"{field}: {cell}")
    try:
        return Decimal(number.group())
    except InvalidOperation:
        raise ValueError(f"{field}: {cell}") from None


def _day(text: str) -> date:
    found = re.match(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})", text)
    if found is None:
        raise ValueError(f"no day: {text}")
    return date(*map(int, found.groups()))


# --- what is right


class Asked(NamedTuple):
    """The answers of the looking commands on one day, and on the last day before the period."""

    status: Mapping[str, Any]
    before: Mapping[str, Any]
    units: Mapping[str, Any]
    targets: Mapping[str, Any]
    sections: Mapping[str, Mapping[str, Any]]
    """The sums of each section by its id."""
    missing: frozenset[str]
    """The measures whose progress of the month is missing."""
    clauses: Mapping[str, str]
    """The published clause of each measure by its id."""
    months: Mapping[date, Mapping[str, Any]]
    """The sums at the end of each month of the year, up to the day."""
    span: tuple[date, date]
    """When the plan begins, and when it is due."""


def truth(asked: Asked) -> Known:
    """What every paper has to say."""
    known: Known = {ALL: {**asked.status["summary"], "missing": Decimal(len(asked.missing))}}
    for one in asked.status["measures"]:
        clause = plain(one["title"] + asked.clauses[one["id"]])
        known["measure", one["id"]] = {**_measure(one), "clause": clause}
    for one in asked.targets["targets"]:
        known["target", plain(one["name"])] = {
            field: value_of(field, _flat(one[field]))
            for field in ("name", "lead", "value", "rate", "verdict")
        }
    leads = Counter(one["lead"][0] for one in asked.status["measures"])
    missing = Counter(
        one["lead"][0] for one in asked.status["measures"] if one["id"] in asked.missing
    )
    for one in asked.units["units"]:
        if leads[one["name"]]:
            more = {"rank": one["rank"], "support": one["support"], "missing": missing[one["name"]]}
            known["unit", plain(one["name"])] = {**one["lead"], **more}
    day = date.fromisoformat(asked.status["as_of"])
    for name, sums in asked.sections.items():
        mine = [one for one in asked.status["measures"] if one["section"] == name]
        known["section", name] = {**sums, **_advance(mine, asked.span[0], day)}
    known[ALL] |= _advance(asked.status["measures"], asked.span[0], day)
    for end, sums in asked.months.items():
        known["month", end.isoformat()] = {**sums, "pace": rounded(pace(*asked.span, end))}
    known.update(_states(asked.status, asked.before))
    return known


def pace(start: date, due: date, day: date) -> Fraction:
    """Time progress in percent, in months as offices count, between 0 and 100."""
    begin = _position(start) - Fraction(1, monthrange(start.year, start.month)[1])
    if _position(due) <= begin:
        return Fraction(100)
    return max(
        Fraction(0), min(Fraction(100), (_position(day) - begin) * 100 / (_position(due) - begin))
    )


def _position(day: date) -> Fraction:
    """Where the end of a day is, in months."""
    return day.year * 12 + day.month + Fraction(day.day, monthrange(day.year, day.month)[1])


def rounded(number: Fraction) -> Decimal:
    """One decimal, half up."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.1"), "ROUND_HALF_UP")


def _advance(measures: Sequence[Mapping[str, Any]], start: date, day: date) -> dict[str, Value]:
    """The means over the measures that are not struck off, counted again."""
    kept = [one for one in measures if one["state"] != "已核减"]
    if not kept:
        return {"mean_percent": None, "mean_pace": None, "ahead": None}
    done = Fraction(sum(int(one["percent"]) for one in kept), len(kept))
    dues = [date.fromisoformat(one["due"]) for one in kept]
    gone = sum((pace(start, due, day) for due in dues), start=Fraction(0)) / len(kept)
    means = {"mean_percent": rounded(done), "mean_pace": rounded(gone)}
    return {**means, "ahead": means["mean_percent"] - means["mean_pace"]}


def _measure(one: Mapping[str, Any]) -> dict[str, Value]:
    plain = ("title", "lead", "state", "light", "percent", "time_progress", "due", "days_overdue")
    said = {field: value_of(field, _flat(one[field])) for field in plain}
    return {**said, "gap": one["time_progress"] - one["percent"]}


def _states(now: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[tuple[Subject, Any]]:
    """The measures by state, and those that are late, with their share and what changed."""
    counts, earlier = (
        {
            **Counter(one["state"] for one in day["measures"]),
            "合计": day["summary"]["total"],
            **{word: day["summary"][key] for word, key in _LATE.items()},
        }
        for day in (now, before)
    )
    total = now["summary"]["total"]
    for name in (*_STATES, "合计", *_LATE):
        count, then = counts.get(name, 0), earlier.get(name, 0)
        share = Decimal(count) * 100 / total if total else Decimal(0)
        yield (
            ("state", name),
            {
                "count": Decimal(count),
                "share": share.quantize(Decimal("0.1"), "ROUND_HALF_UP"),
                "before": Decimal(then),
                "change": Decimal(count - then),
            },
        )


_STATES = ("未启动", "推进中", "待核查", "已退回", "已销号", "已核减")
_LATE = {"逾期": "overdue", "滞后": "lagging", "临期": "due_soon"}


# --- what is wrong


def faults(paper: Extract, known: Known, kinds: Sequence[str]) -> list[str]:
    """Figures that differ from what is right, do not add up, or are missing in these tables."""
    try:
        made = claims(paper, known)
    except ValueError as error:
        return [f"unreadable: {error}"]
    wrong = [
        f"{one.kind} {one.subject[1]} {one.field}: {one.value}, not {right}"
        for one in made
        if (right := known.get(one.subject, {}).get(one.field, "unknown")) != one.value
        and not _is_said_otherwise(one, known.get(one.subject, {}))
    ]
    return [*wrong, *_gaps(made, known, kinds), *_unsummed(made)]


def _is_said_otherwise(one: Claim, right: Mapping[str, Value]) -> bool:
    """A title with its clause below; nothing for no day late; a sum without rank and support."""
    if one.field == "title":
        return one.value == right.get("clause")
    if one.field == "days_overdue":
        return one.value is None and not right.get(one.field, 1)
    return one.subject == ALL and one.field in {"rank", "support"} and one.value is None


def _gaps(made: Sequence[Claim], known: Known, kinds: Sequence[str]) -> Iterator[str]:
    """Who should be in a table and is not there exactly once."""
    for kind in kinds:
        late = {one.subject for one in made if one.kind == "overdue" and one.value is None}
        rows = Counter(
            (one.subject, one.field)
            for one in made
            if one.kind == kind and (kind != "overdue" or one.subject not in late)
        )
        found = Counter(subject for subject, _ in rows)
        for subject in _wanted(kind, known):
            if subject not in found:
                yield f"{kind}: {subject[1] or subject[0]} is missing"
        twice = {subject[1] for (subject, _), times in rows.items() if times > 1}
        yield from (f"{kind}: {name} is there more than once" for name in sorted(twice))
        extra = {subject for subject in found if subject not in _wanted(kind, known)}
        yield from (f"{kind}: {subject[1]} does not belong there" for subject in extra - {ALL})


def _wanted(kind: str, known: Known) -> set[Subject]:
    """Who belongs into a kind of table."""
    of = {
        "measures": "measure",
        "targets": "target",
        "units": "unit",
        "sections": "section",
        "months": "month",
    }
    if kind == "states":
        return {subject for subject in known if subject[0] == "state"}
    if kind == "overdue":
        return {s for s, one in known.items() if s[0] == "measure" and one["days_overdue"]}
    if kind == "missed":
        return {s for s, one in known.items() if str(one.get("verdict", "")).startswith("未达")}
    return {subject for subject in known if subject[0] == of[kind]}


def _unsummed(made: Sequence[Claim]) -> Iterator[str]:
    """Columns whose sum is not that of their rows."""
    for kind in ("units", "sections"):
        rows = [one for one in made if one.kind == kind]
        for field in (*ADDED, "missing"):
            parts = [one.value for one in rows if one.field == field and one.subject != ALL]
            whole = [one.value for one in rows if one.field == field and one.subject == ALL]
            if parts and whole and sum(v for v in parts if isinstance(v, Decimal)) != whole[0]:
                yield f"{kind} {field}: the rows do not add up to {whole[0]}"


Reading = Callable[[re.Match[str]], bool]


def sentence_faults(paper: Extract, asked: Asked) -> list[str]:
    """Sentences of the 总体情况 that are missing or give other figures."""
    sums = asked.status["summary"]
    text = plain(paper.text)
    lights = Counter(one["light"] for one in asked.status["measures"])
    states = Counter(one["state"] for one in asked.status["measures"])
    rate = sums["close_rate"]
    wanted = [
        f"台账共{len(asked.sections)}个",
        f"{len({one['task'] for one in asked.status['measures']})}项任务",
        f"{sums['total']}项措施",
        *(f"{state}{count}项，占" for state, count in states.items()),
        *([f"销号率为{rate}%"] if rate is not None else []),
        *(f"{light}灯{count}项" for light, count in lights.items()),
        *(f"{word}{sums[key]}项" for word, key in _LATE.items() if sums[key]),
        f"方案指标共{len(asked.targets['targets'])}项",
    ]
    return [f"no sentence says {words}" for words in wanted if words not in text]


def tables_of(paper: Extract, *heads: str) -> list[Grid]:
    """The grids in which one row has all these heads."""
    wanted = set(heads)
    return [g for g in paper.grids if any(wanted <= set(map(_head, row)) for row in g)]
