"""score: the 得分表 of all units, or the 得分明细表 of one, with every point's reason."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ganxian_ledger.domain.model.assessment import AssessmentFile
from ganxian_ledger.domain.scoring.score import Line, Scores, UnitScore
from ganxian_ledger.domain.scoring.trace import Fact, figure
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.pace import rounded
from ganxian_ledger.domain.views.parts import payload_head
from ganxian_ledger.domain.views.question import heading
from ganxian_ledger.domain.views.score_tables import (
    detail,
    evidence,
    facts_of,
    left_out,
    ranking,
    told_lines,
)
from ganxian_ledger.domain.views.table import Sheet, Table
from ganxian_ledger.domain.views.words import counted

KIND = "score"
DEMO = "演示"


def title_of(scores: Scores, unit: str = "") -> str:
    """What the sheet is called; 演示 only where the scheme says so itself."""
    mark = f"（{DEMO}）" if DEMO in scores.scheme.title else ""
    what = f"{unit}考评得分明细表" if unit else "考评得分表"
    return f"{scores.period.words}{what}{mark}"


def score_sheet(
    scores: Scores, board: Board, *, path: str, unit: str = "", explain: bool = False
) -> Sheet:
    """The table of all units, group by group; of one unit, or with `explain`, the details too.

    `unit` is a registered name that the scores have.
    """
    chosen = tuple(one for one in scores.units if not unit or one.unit == unit)
    tables = (facts_of(scores, chosen[0]),) if unit else tuple(_rankings(scores))
    if unit or explain:
        tables = (*tables, *_details(scores, chosen, is_single=bool(unit)))
    scheme = scores.scheme
    head, what = heading(board, title_of(scores, unit))
    return Sheet(
        kind=KIND,
        title=title_of(scores, unit),
        headings=(head, what, f"考评办法：{scheme.title}"),
        tables=tables,
        foot=tuple(_foot(scores, is_single=bool(unit))),
        payload={
            **payload_head(board, path),
            **_period_fields(scores),
            "units": [_unit_fields(one, scheme, explained=bool(unit or explain)) for one in chosen],
        },
        empty="没有可考评的单位",
    )


def _rankings(scores: Scores) -> Iterator[Table]:
    """A table for each group, then one of those that are not ranked, and one of the others."""
    part = [one for one in scores.units if one.takes_part]
    for group in scores.groups:
        ranked = tuple(one for one in part if one.group == group)
        if ranked:
            yield ranking(scores.scheme, ranked, group)
    loose = tuple(one for one in part if not one.group)
    if loose:
        yield ranking(scores.scheme, loose, "不排名的单位")
    absent = tuple(one for one in scores.units if not one.takes_part)
    if absent:
        yield left_out(absent)


def _details(scores: Scores, units: tuple[UnitScore, ...], *, is_single: bool) -> Iterator[Table]:
    told = tuple(one for one in units if told_lines(one))
    if told:
        yield detail(scores.scheme, told, is_single=is_single)
        yield evidence(told, is_single=is_single)


def _foot(scores: Scores, *, is_single: bool) -> Iterator[str]:
    part = [one for one in scores.units if one.takes_part]
    if not is_single:
        yield f"参评 {len(part)} 家，未参评 {len(scores.units) - len(part)} 家"
    places = scores.scheme.decimals
    yield (
        f"总分由未取舍的各项得分相加后四舍五入到 {places} 位小数，名次和等次以此为准；"
        "各块、各项分别四舍五入，相加可能与总分相差末位。"
        "没有可考评内容的项不计，分值按比例折算到该单位的其他项"
    )
    if scores.later and not is_single:
        yield (
            f"考评期内的手工评分和一票否决，有 {len(scores.later)} 条在 {scores.day} 以后作出，"
            f"已经计入（最晚 {scores.later[-1]}）"
        )
    if scores.open_groups and not is_single:
        names = [f"{name}（{count}项）" for name, count in scores.open_groups]
        yield f"成员未定的集合，其措施没有计入任何单位：{counted(names, '个')}"


def _period_fields(scores: Scores) -> dict[str, object]:
    scheme, period = scores.scheme, scores.period
    return {
        "period": {"text": period.text, "first": period.first, "last": period.last},
        "scheme": {
            "title": scheme.title,
            "decimals": scheme.decimals,
            "support_share": scheme.support_share,
            "blocks": [
                {"id": block.id, "title": block.title, "points": block.points}
                for block in scheme.blocks
            ],
            "bonus_cap": scheme.bonus.cap if scheme.bonus else None,
            "grades": [{"name": g.name, "at_least": g.at_least} for g in scheme.grades],
        },
        "open_groups": [{"name": name, "measures": n} for name, n in scores.open_groups],
    }


def _unit_fields(one: UnitScore, scheme: AssessmentFile, *, explained: bool) -> dict[str, object]:
    """A unit as JSON has it; `exact` figures are decimals, or fractions such as 55/3."""
    places = scheme.decimals
    fields: dict[str, object] = {
        "unit": one.unit,
        "kind": one.kind,
        "group": one.group or None,
        "rank": one.rank,
        "among": one.among if one.rank else None,
        "score": one.rounded,
        "exact": figure(one.total) if one.takes_part else None,
        "grade": one.grade or None,
        "blocks": {key: _points(value, places) for key, value in (one.blocks or {}).items()},
        "bonus": _points(one.bonus, places) if one.takes_part else None,
        "reason": one.reason or None,
        "veto": [
            {"period": v.period.text, "grade": v.grade, "reason": v.reason, "date": v.date}
            for v in one.vetoes
        ],
    }
    if explained:
        fields["items"] = [_line_fields(line, places) for line in told_lines(one)]
    return fields


def _points(value: Fraction, places: int) -> dict[str, object]:
    return {"score": rounded(value, places), "exact": figure(value)}


def _line_fields(line: Line, places: int) -> dict[str, object]:
    item = line.item
    return {
        "block": line.block or "bonus",
        "id": item.id,
        "type": item.type,
        "title": item.title,
        "points": item.points,
        "is_empty": line.judged is None,
        "formula": line.formula,
        "raw": figure(line.raw),
        "factor": figure(line.factor),
        **_points(line.result, places),
        "facts": list(map(_fact_fields, line.facts)),
    }


def _fact_fields(fact: Fact) -> dict[str, object]:
    return {
        "subject": fact.subject,
        "name": fact.name,
        "role": fact.role or None,
        "words": fact.words,
        "date": fact.date,
        "weight": figure(fact.weight),
        "value": figure(fact.value),
        "source": fact.source,
    }
