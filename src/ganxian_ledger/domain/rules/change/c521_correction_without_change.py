"""A commit declares a correction that corrects nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ganxian_ledger.domain.compare.correction import Correction
from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.model.files import HOLIDAYS_TITLE, SCHEME_TITLE
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.plan import Measure
from ganxian_ledger.domain.model.project import Project
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.model.target import Target
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity


def check(edit: Edit) -> Iterator[Finding]:
    """The place is the beginning of tasks.yaml: commits have none."""
    subjects: dict[str, bool] | None = None
    for one in dict.fromkeys(edit.corrections):
        if not one.is_whole:
            yield _found(
                f"更正声明不完整：{_trailer(one)}{_of(one)}",
                "写成 Ledger-Correction: 8.3 原因，对象和原因之间空一格",
            )
            continue
        subjects = _subjects(edit) if subjects is None else subjects
        if one.subject not in subjects:
            yield _found(
                f"声明更正的“{one.subject}”不在台账里{_of(one)}",
                f"{suggest(one.subject, subjects)}写措施、指标、项目的编号，单位名称，"
                f"或 plan、{SCHEME_TITLE}、{HOLIDAYS_TITLE}",
            )
        elif not subjects[one.subject]:
            yield _found(
                f"声明更正“{one.subject}”（{one.reason}），但这次没有改动它{_of(one)}",
                "核对编号；没有要更正的，去掉这一行",
            )


def _subjects(edit: Edit) -> dict[str, bool]:
    """Whatever a correction may name, and whether it is different now."""
    before, after = _named(edit.base), _named(edit.head)
    different = {name: before.get(name) != after.get(name) for name in (*before, *after)}
    if edit.base.assessment is not None and edit.head.assessment is not None:
        different[SCHEME_TITLE] = bool(edit.scheme_edits)  # a new mark corrects nothing
    return different


def _named(ledger: Ledger) -> dict[str, Record]:
    measures = (entry.measure for entry in ledger.entries)
    records: tuple[Measure | Target | Project, ...] = (
        *measures,
        *ledger.targets,
        *ledger.projects,
    )
    kept = ledger.office_files
    files: dict[str, Record | None] = {
        SCHEME_TITLE: kept.assessment,
        HOLIDAYS_TITLE: kept.holidays,
    }
    return {
        **ledger.units.by_name,
        **{record.id: record for record in records if record.id},
        "plan": ledger.plan,
        **{title: file for title, file in files.items() if file is not None},
    }


def _found(message: str, hint: str) -> Finding:
    return RULE.at(Place(TASKS), message, hint=hint)


def _trailer(one: Correction) -> str:
    if not one.subject:
        return "没有写对象和原因"
    return f"“{one.subject}”之后没有写原因"


def _of(one: Correction) -> str:
    return f"（提交 {one.commit}）" if one.commit else ""


RULE = Rule(
    code="C521",
    name="correction-without-change",
    title="声明的更正没有对应的改动",
    severity=Severity.WARNING,
    why="声明写错了对象，真正的改动就没有说明；多写的声明会让后来的改动混过去。",
    good=Example(
        "due: 2024-06-30",
        before="due: 2024-07-30",
        message="录入更正\n\nLedger-Correction: 8.3 原文为6月底前",
    ),
    bad=Example(
        "due: 2024-06-30",
        before="due: 2024-06-30",
        message="录入更正\n\nLedger-Correction: 9.3 原文为6月底前",
    ),
    edit_check=check,
)
