"""What a unit is asked and told: locked texts, who gets a form, and that keys know a row again."""

from datetime import date
from typing import Any

from tests.support.build import Value, a_measure, a_target, a_unit, ledger_files

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.forms.build import MOST_TOLD, forms_of, shortened
from ganxian_ledger.domain.forms.form import MEASURES, TARGETS, Form
from ganxian_ledger.domain.forms.wording import waiting
from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.state.board import Board

DAY = date(2024, 6, 20)
UNIT = "区城管局"


def record(kind: str, day: str, **more: Any) -> dict[str, Any]:
    """A record by the unit."""
    return {"date": date.fromisoformat(day), "type": kind, "by": UNIT, **more}


def forms(**given: Any) -> tuple[Form, ...]:
    """The forms of June of a small ledger."""
    reading = read_ledger(ledger_files(**given))
    assert reading.findings == ()
    return forms_of(Board(reading.ledger, DAY), month_of(DAY), "abc")


def the_form(**given: Any) -> Form:
    """The only form of a small ledger."""
    (form,) = forms(**given)
    return form


def last_told(*log: dict[str, Any]) -> str:
    """上次进展 of a measure with these records."""
    form = the_form(more_measures=[a_measure(id="8.4", log=list(log))])
    return form.measures[1].locked[4]


def test_a_measure_is_told_by_number_name_clause_and_deadline() -> None:
    form = the_form(
        measure="text: 加快管网建设，\n  年底前完成。\ndue: 2024-09-30\ndue_text: 三季度末"
    )
    assert form.measures[0].locked == (
        "8.3",
        "城镇污水管网建设",
        "加快管网建设， 年底前完成。",
        "2024年9月30日（方案要求三季度末）",
        "尚无进展",
    )
    assert form.identity.unit == UNIT
    assert form.identity.month.text == "2024-06"
    assert form.office == "美丽示例区建设行动领导小组办公室"
    assert form.due == date(2024, 6, 30)


def test_an_extended_deadline_says_what_it_was() -> None:
    extended = record("extend", "2024-05-01", to=date(2024, 10, 31), reason="雨季")
    form = the_form(more_measures=[a_measure(id="8.4", log=[extended], due=date(2024, 6, 30))])
    assert form.measures[1].locked[3] == "2024年10月31日（已延期，原为2024年6月30日）"


def test_the_last_progress_is_told_with_its_details() -> None:
    told = last_told(
        record("progress", "2024-04-24", percent=20),
        record(
            "progress", "2024-05-24", percent=40, note="完成管网\n3公里", issue="征地", next="施工"
        ),
    )
    assert told == "5月24日 40%：完成管网3公里\n存在问题：征地\n下步打算：施工"


def test_a_progress_of_another_year_has_its_year() -> None:
    assert last_told(record("progress", "2023-12-24", percent=5)) == "2023年12月24日 5%"


def test_records_after_the_day_are_not_told() -> None:
    told = last_told(
        record("progress", "2024-05-24", percent=40), record("progress", "2024-06-24", percent=60)
    )
    assert told == "5月24日 40%"


def test_a_long_note_is_shortened_visibly() -> None:
    told = last_told(record("progress", "2024-05-24", percent=40, note="长" * 500))
    assert told == f"5月24日 40%：{'长' * 118}……"
    assert shortened("短", 2) == "短"


def test_a_returned_measure_tells_why_and_until_when() -> None:
    told = last_told(
        record("progress", "2024-05-24", percent=100),
        record("submit", "2024-06-01"),
        record("return", "2024-06-12", reason="缺验收单", until=date(2024, 6, 30)),
    )
    assert told == "5月24日 100%\n6月12日退回：缺验收单（请于6月30日前补齐）"


def test_a_reopened_measure_tells_why_until_it_is_reported_on_again() -> None:
    log = (
        record("progress", "2024-04-01", percent=100),
        record("close", "2024-05-01"),
        record("reopen", "2024-06-01", reason="反弹"),
    )
    assert last_told(*log) == "4月1日 100%\n6月1日重新挂号：反弹"
    assert last_told(*log, record("progress", "2024-06-10", percent=90)) == "6月10日 90%"


def test_what_waits_for_the_office_is_named_and_not_asked() -> None:
    form = the_form(more_measures=[a_measure(id="8.4", log=[record("submit", "2024-06-01")])])
    assert [row.id for row in form.measures] == ["8.3"]
    assert form.waiting == ("8.4 城镇污水管网建设",)
    assert waiting(form) == "已申请销号、正在核查，本月不用填的1项：8.4 城镇污水管网建设。"


def test_a_target_is_told_by_goal_unit_and_last_reading() -> None:
    reading: dict[str, Value] = {
        "period": "2024-05",
        "date": date(2024, 6, 3),
        "value": 22,
        "by": UNIT,
    }
    form = the_form(more_targets=[a_target(id="pm10", readings=[reading])])
    assert [row.locked for row in form.targets] == [
        ("pm25", "城区细颗粒物（PM2.5）平均浓度", "不高于24微克/立方米", "微克/立方米", "尚无数据"),
        (
            "pm10",
            "城区细颗粒物（PM2.5）平均浓度",
            "不高于24微克/立方米",
            "微克/立方米",
            "22（2024年5月，6月3日取得）",
        ),
    ]


def test_a_goal_in_words_and_a_reading_in_words_stay_words() -> None:
    reading: dict[str, Value] = {
        "period": "2024-Q1",
        "date": date(2024, 4, 3),
        "by": UNIT,
        "note": "总体平稳",
    }
    target = a_target(id="dust", goal={"text": "不降低"}, readings=[reading])
    row = the_form(more_targets=[target]).targets[1]
    assert (row.locked[2], row.locked[4]) == ("不降低", "总体平稳（2024年第一季度，4月3日取得）")


def test_forms_stand_in_the_registers_order_and_only_for_the_units_asked_for() -> None:
    given: dict[str, Any] = {
        "more_units": [a_unit(name="区水利局"), a_unit(name="区财政局")],
        "more_measures": [a_measure(id="8.1", lead="区水利局")],
    }
    assert [form.identity.unit for form in forms(**given)] == [UNIT, "区水利局"]
    board = Board(read_ledger(ledger_files(**given)).ledger, DAY)
    some = forms_of(board, month_of(DAY), "abc", units={"区水利局", "区财政局"})
    assert [form.identity.unit for form in some] == ["区水利局"]


def test_whatever_is_told_changes_the_key_and_nothing_else_does() -> None:
    plain = the_form()
    other = the_form(measure="text: 加快建设。")
    assert plain.keys(MEASURES) == the_form().keys(MEASURES)
    assert plain.keys(MEASURES) != other.keys(MEASURES)
    assert plain.keys(TARGETS) == other.keys(TARGETS)
    assert plain.seal != other.seal


def test_a_cell_gives_back_every_text_that_is_told() -> None:
    form = the_form(measure=f'text: "{"长" * 20_000}"\ntitle: "名\\u00ad称"')
    _, title, text, *_ = form.measures[0].locked
    assert title == "名□称"
    assert text == f"{'长' * MOST_TOLD}……（原文共20000字，后面的没有列出，全文见台账）"
    assert len(text.encode("utf-16-le")) // 2 < 32_767
