"""What of a letter is recorded, what is filled in, and which letters and answers are refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, a_unit, as_yaml, items, judge, ledger_files

from ganxian_ledger.domain.edits import AnswerLetter, Intent, SendLetter, decide
from ganxian_ledger.domain.edits.refusals import REFUSALS
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.errors import Refused, Unknown
from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import LETTERS, Place

TODAY = date(2024, 6, 30)
JUNE = month_of(TODAY)
UNIT, OTHER = "区城管局", "区水利局"


def a_letter(day: str, kind: str = "督办函", to: Any = UNIT, **more: Any) -> str:
    head = {"date": date.fromisoformat(day), "kind": kind, "to": to, "by": "领导小组办公室"}
    return as_yaml({**head, **more})


def ledger_of(folder: Path, *letters: str, **keys: Any) -> Ledger:
    """8.3 of one unit is overdue, 8.4 of another is behind."""
    files = ledger_files(
        **{"measure": "due: 2024-05-31", **keys},
        more_measures=[a_measure(id="8.4", lead=OTHER), a_measure(id="8.5", lead="各乡镇")],
        more_units=[
            a_unit(name=OTHER, aliases=["区水务局"]),
            "name: 各乡镇\nkind: 集合\nmembers: [甲镇]\n",
            a_unit(name="甲镇"),
        ],
    )
    if letters:
        files[LETTERS] = f"schema_version: 1\nletters:\n{items(letters, indent=2)}".encode()
    opened = judge(files, folder, TODAY)
    assert [d.message for d in opened.judgement.diagnostics if d.severity.value == "error"] == []
    return opened.ledger


def fields(ledger: Ledger, intent: Intent) -> dict[str, Any]:
    return dict(decide(ledger, intent, today=TODAY).change.fields)


def refusal(ledger: Ledger, intent: Intent) -> Refused:
    with pytest.raises(Refused) as caught:
        decide(ledger, intent, today=TODAY)
    assert caught.value.code in {one.code for one in REFUSALS}
    return caught.value


def sending(kind: str = "督办函", units: Sequence[str] = (UNIT,), **more: Any) -> SendLetter:
    return SendLetter(kind, tuple(units), **{"month": JUNE, **more})


def test_an_urging_is_about_what_the_ladder_proposes_and_asks_for_an_answer(
    tmp_path: Path,
) -> None:
    made = decide(ledger_of(tmp_path), sending(), today=TODAY)
    assert made.change.place == Place(LETTERS, ("letters",))
    assert made.change.fields == {
        "date": TODAY,
        "kind": "督办函",
        "to": UNIT,
        "by": "领导小组办公室",
        "month": "2024-06",
        "measures": ("8.3",),
        "answer_due": date(2024, 7, 10),
    }
    assert made.words == (
        "督办函：区城管局（2024-06-30，领导小组办公室），1 项措施，2024-07-10 前答复"
    )
    assert made.following == "ledger letter --unit 区城管局 --answered"


def test_all_that_is_said_is_recorded(tmp_path: Path) -> None:
    made = fields(
        ledger_of(tmp_path),
        sending(
            "提醒函",
            ("区水务局", UNIT),
            number="示例〔2024〕9号",
            measures=("8.4", "8.3", "8.4"),
            answer_due=date(2024, 7, 5),
            said=Said(date(2024, 6, 28), by="区水务局", note="已电话告知"),
        ),
    )
    assert made == {
        "date": date(2024, 6, 28),
        "kind": "提醒函",
        "to": (OTHER, UNIT),
        "by": OTHER,
        "month": "2024-06",
        "number": "示例〔2024〕9号",
        "measures": ("8.3", "8.4"),
        "answer_due": date(2024, 7, 5),
        "note": "已电话告知",
    }


def test_a_notice_without_units_goes_to_all_that_are_asked_until_the_return_day(
    tmp_path: Path,
) -> None:
    ledger = ledger_of(tmp_path, plan="policy: {return_day: 25}")
    said = Said(date(2024, 6, 18))
    made = fields(ledger, sending("调度通知", (), said=said))
    assert made["to"] == (UNIT, OTHER, "各乡镇")
    assert made["answer_due"] == date(2024, 6, 25)
    assert "measures" not in made
    late = fields(ledger, sending("调度通知", (), said=Said(date(2024, 6, 26))))
    assert "answer_due" not in late, "the return day was over"


def test_a_reminder_asks_for_no_answer_unless_it_is_said(tmp_path: Path) -> None:
    made = fields(ledger_of(tmp_path), sending("提醒函", (OTHER,)))
    assert made["measures"] == ("8.4",)
    assert "answer_due" not in made


def test_the_time_to_answer_is_the_policys(tmp_path: Path) -> None:
    five = ledger_of(tmp_path, plan="policy: {ladder: {answer_days: 5}}")
    assert fields(five, sending())["answer_due"] == date(2024, 7, 5)
    none = ledger_of(tmp_path, plan="policy: {ladder: {answer_days: 0}}")
    assert "answer_due" not in fields(none, sending())


def test_a_letter_sent_after_the_month_speaks_of_its_end(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    made = decide(ledger, sending(said=Said(date(2024, 7, 3))), today=date(2024, 7, 4))
    assert dict(made.change.fields)["measures"] == ("8.3",)


@pytest.mark.parametrize(
    ("intent", "code", "told"),
    [
        (sending(said=Said(date(2024, 7, 1))), "P103", "2024-07-01 晚于今天"),
        (sending(answer_due=TODAY), "P113", "答复期限 2024-06-30 不晚于发函日期"),
        (sending(measures=("8.4",)), "P112", "8.4 的牵头单位是区水利局，不是区城管局"),
        (sending("约谈"), "P114", "对区城管局发约谈没有依据：建议的是督办函"),
        (sending("约谈", (OTHER,)), "P114", "建议的是督办函"),
        (sending(month=month_of(date(2024, 7, 1))), "P114", "2024年7月在 2024-06-30 还没有开始"),
        (
            sending("调度通知", month=JUNE, said=Said(date(2024, 5, 31))),
            "P114",
            "2024年6月在 2024-05-31 还没有开始",
        ),
        (sending(month=None), "P114", "没有写明针对哪个月"),
        (sending(units=()), "P114", "督办函没有写明发给哪个单位"),
        (sending(number="一\n二"), "P107", "文号只能写一行"),
    ],
)
def test_a_letter_that_does_not_fit_is_refused(
    intent: SendLetter, code: str, told: str, tmp_path: Path
) -> None:
    error = refusal(ledger_of(tmp_path), intent)
    assert error.code == code
    assert told in error.message


@pytest.mark.parametrize("intent", [sending(units=("区水里局",)), sending(measures=("8.33",))])
def test_unknown_units_and_measures_are_told(intent: SendLetter, tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        decide(ledger_of(tmp_path), intent, today=TODAY)


def test_a_member_may_be_written_to_about_its_groups_measure(tmp_path: Path) -> None:
    made = fields(ledger_of(tmp_path), sending("提醒函", ("甲镇",), measures=("8.5",)))
    assert made["to"] == "甲镇"


def test_the_lead_of_the_letters_day_counts(tmp_path: Path) -> None:
    moved = (
        "due: 2024-05-31\nlog: [{date: 2024-06-20, type: transfer, by: 领导小组办公室,"
        " lead: 区水利局, reason: 调整}]"
    )
    ledger = ledger_of(tmp_path, measure=moved)
    before = sending(measures=("8.3",), said=Said(date(2024, 6, 10)))
    assert fields(ledger, before)["measures"] == ("8.3",)
    assert refusal(ledger, sending(measures=("8.3",))).code == "P112"


def test_the_same_letter_twice_is_refused_and_another_number_is_not(tmp_path: Path) -> None:
    known = a_letter("2024-06-30", measures=["8.3"])
    ledger = ledger_of(tmp_path, known)
    assert refusal(ledger, sending(measures=("8.3",))).code == "P115"
    assert fields(ledger, sending(measures=("8.3",), number="甲2号"))["number"] == "甲2号"
    assert fields(ledger, sending(measures=("8.3",), said=Said(date(2024, 6, 29))))


def test_what_waits_for_an_answer_is_not_proposed_again(tmp_path: Path) -> None:
    known = a_letter("2024-06-25", measures=["8.3"], answer_due=date(2024, 7, 5))
    error = refusal(ledger_of(tmp_path, known), sending())
    assert error.message.endswith("有关措施已发函，正待答复")
    answers = [{"date": date(2024, 6, 26), "by": UNIT}]
    answered = a_letter("2024-06-25", measures=["8.3"], answers=answers)
    error = refusal(ledger_of(tmp_path / "answered", answered), sending())
    assert error.message.endswith("有关措施已发函，这个月不再发")


def test_an_answer_is_put_to_the_letter_that_waits(tmp_path: Path) -> None:
    letters = (
        a_letter("2024-06-05", answers=[{"date": date(2024, 6, 9), "by": UNIT}]),
        a_letter("2024-06-10", "提醒函"),
        a_letter("2024-06-12", answer_due=date(2024, 6, 22)),
        a_letter("2024-06-18", "调度通知"),
        a_letter("2024-06-20", to=OTHER),
    )
    said = Said(date(2024, 6, 25), note="已整改")
    made = decide(ledger_of(tmp_path, *letters), AnswerLetter(UNIT, said=said), today=TODAY)
    assert made.change.place == Place(LETTERS, ("letters", 2, "answers"))
    assert made.change.fields == {"date": date(2024, 6, 25), "by": UNIT, "note": "已整改"}
    assert made.words == "区城管局答复2024-06-12 督办函（2024-06-25，迟 3 天）"


def test_where_several_letters_wait_the_list_is_given_and_one_may_be_named(tmp_path: Path) -> None:
    letters = (
        a_letter("2024-06-05", number="甲1号"),
        a_letter("2024-06-12", "约谈", measures=["8.3"]),
        a_letter("2024-06-12", number="甲2号", to=[UNIT, OTHER]),
    )
    ledger = ledger_of(tmp_path, *letters)
    error = refusal(ledger, AnswerLetter(UNIT))
    assert error.code == "P116"
    assert error.message == (
        "等区城管局答复的函有 3 份："
        "2024-06-05 督办函（甲1号）、2024-06-12 约谈（8.3）、2024-06-12 督办函（甲2号）"
    )
    for index, intent in enumerate(
        (
            AnswerLetter(UNIT, on=date(2024, 6, 5)),
            AnswerLetter(UNIT, kind="约谈"),
            AnswerLetter(UNIT, number="甲2号"),
        )
    ):
        made = decide(ledger, intent, today=TODAY)
        assert made.change.place.route == ("letters", index, "answers")
    assert decide(ledger, AnswerLetter(OTHER), today=TODAY).change.place.route[1] == 2


def test_a_letter_to_several_waits_for_each(tmp_path: Path) -> None:
    answers = [{"date": date(2024, 6, 20), "by": OTHER}]
    ledger = ledger_of(tmp_path, a_letter("2024-06-12", to=[UNIT, OTHER], answers=answers))
    assert decide(ledger, AnswerLetter(UNIT), today=TODAY).change.fields["by"] == UNIT
    assert refusal(ledger, AnswerLetter(OTHER)).code == "P116"


def test_a_reminder_may_be_answered_too(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, a_letter("2024-06-10", "提醒函"))
    assert decide(ledger, AnswerLetter(UNIT), today=TODAY).change.place.route[1] == 0


def test_letters_of_one_day_are_told_apart_by_their_measures(tmp_path: Path) -> None:
    letters = (
        a_letter("2024-06-12", measures=["8.3"]),
        a_letter("2024-06-12", measures=["8.3", "8.4"], to=[UNIT, OTHER]),
    )
    ledger = ledger_of(tmp_path, *letters)
    error = refusal(ledger, AnswerLetter(UNIT))
    assert error.code == "P116"
    assert "2024-06-12 督办函（8.3）、2024-06-12 督办函（8.3、8.4）" in error.message
    assert "--measure 编号" in error.remedy
    for measures, index in ((("8.3",), 0), (("8.4",), 1), (("8.4", "8.3"), 1)):
        made = decide(ledger, AnswerLetter(UNIT, measures=measures), today=TODAY)
        assert made.change.place.route == ("letters", index, "answers")
    with pytest.raises(Unknown):
        decide(ledger, AnswerLetter(UNIT, measures=("8.33",)), today=TODAY)


def test_a_member_may_answer_for_its_group(tmp_path: Path) -> None:
    letters = (a_letter("2024-06-12", to=["各乡镇", OTHER]), a_letter("2024-06-13"))
    made = decide(ledger_of(tmp_path, *letters), AnswerLetter("甲镇"), today=TODAY)
    assert made.change.place.route == ("letters", 0, "answers")
    assert made.change.fields["by"] == "甲镇"


def test_after_a_talk_the_talk_waits_and_not_the_urging_before_it(tmp_path: Path) -> None:
    letters = (
        a_letter("2024-06-05", measures=["8.3"], answer_due=date(2024, 6, 15)),
        a_letter("2024-06-20", "约谈", measures=["8.3"]),
    )
    ledger = ledger_of(tmp_path, *letters)
    assert decide(ledger, AnswerLetter(UNIT), today=TODAY).change.place.route[1] == 1
    late = AnswerLetter(UNIT, kind="督办函")
    assert decide(ledger, late, today=TODAY).change.place.route[1] == 0


def test_an_answer_is_not_older_than_its_letter(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, a_letter("2024-06-12"))
    error = refusal(ledger, AnswerLetter(UNIT, said=Said(date(2024, 6, 11))))
    assert error.code == "P102"
    assert error.remedy == "--date 写 2024-06-12 到 2024-06-30 之间的日期"


def test_what_was_answered_is_said(tmp_path: Path) -> None:
    answers = [{"date": date(2024, 6, 20), "by": UNIT}]
    error = refusal(
        ledger_of(tmp_path, a_letter("2024-06-12", answers=answers)), AnswerLetter(UNIT)
    )
    assert error.message == "没有等区城管局答复的函，2024-06-12 督办函已答复"
