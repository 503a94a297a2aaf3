"""What stands around the rows of a form is no row, and what says nothing is no answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.forms import (
    DAY,
    Book,
    form_of,
    measure,
    raw_book,
    raw_cells,
    small_ledger,
    target,
)

from ganxian_ledger.domain.forms import wording
from ganxian_ledger.domain.forms.answers import Answers, Desk, answers_of
from ganxian_ledger.domain.forms.beside import Beside, named_in
from ganxian_ledger.domain.forms.form import MEASURES, TARGETS
from ganxian_ledger.domain.forms.identify import Asking
from ganxian_ledger.domain.forms.outcome import MOST_FAULTS, FormOutcome, Status
from ganxian_ledger.domain.forms.raw import RawCell
from ganxian_ledger.domain.forms.sendback import filling_of
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.opening import open_sound

FILLED = {**measure("8.3", percent=60), **measure("8.4", percent=70), **target("pm25", value=23.1)}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder: Path = tmp_path_factory.mktemp("ledger")
    return open_sound(small_ledger(folder), DAY).ledger


def answered(ledger: Ledger, book: Book) -> Answers:
    desk = Desk.of(Board(ledger, DAY), Asking(DAY))
    return answers_of(raw_book(book), desk, Beside(), form_of(ledger))


@pytest.mark.parametrize("name", [MEASURES, TARGETS])
def test_the_foot_is_no_row_wherever_its_columns_stand(ledger: Ledger, name: str) -> None:
    book = raw_cells(form_of(ledger), FILLED)
    sheet, last = book[name], max(book[name])
    notes = "\n".join(wording.NOTES[name])
    for column in (6, 7, 10):
        sheet[last + 1] = {column: RawCell(notes)}
        sheet[last + 2] = {
            1: RawCell("填报人："),
            6: RawCell("张三"),
            7: RawCell("0797-1234567"),
        }
        assert [fault.code for fault in answered(ledger, book).every_fault] == []
        assert answered(ledger, book).notes == ()


def test_a_row_that_somebody_wrote_over_the_foot_is_one_all_the_same(ledger: Ledger) -> None:
    book = raw_cells(form_of(ledger), FILLED)
    book[MEASURES][7] = {1: RawCell("8.9"), 5: RawCell("联系电话："), 7: RawCell(50)}
    assert [fault.code for fault in answered(ledger, book).every_fault] == ["F204"]


def test_a_second_head_is_told_once_however_many_there_are(ledger: Ledger) -> None:
    book = raw_cells(form_of(ledger), FILLED)
    for row in range(100, 2_100):
        book[MEASURES][row] = dict(book[MEASURES][4])
    (fault, *_) = answered(ledger, book).faults
    assert fault.code == "F208"
    assert "第 4 行，第 100 行" in fault.message
    assert [one.code for one in answered(ledger, book).faults].count("F208") == 1


def test_a_file_with_more_faults_than_anybody_reads_tells_how_many_there_are(
    ledger: Ledger,
) -> None:
    book = raw_cells(form_of(ledger), FILLED)
    for row in range(100, 400):
        book[MEASURES][row] = {1: RawCell("8.9"), 7: RawCell(50)}
    outcome = FormOutcome("表.xlsx", Status.REFUSED, faults=answered(ledger, book).every_fault)
    assert (len(outcome.shortened.faults), outcome.shortened.unlisted) == (MOST_FAULTS, 100)
    assert outcome.shortened.is_refused


@pytest.mark.parametrize("word", ["无", "暂无", "没有", "/", "-", "—", " 无。 "])
def test_that_there_is_no_matter_is_no_matter(ledger: Ledger, word: str) -> None:
    given = {**FILLED, **measure("8.3", percent=60, issue=word, next=word, note="无")}
    row = answered(ledger, raw_cells(form_of(ledger), given)).rows[0]
    assert (row.text("issue"), row.text("next"), row.text("note")) == (None, None, "无")


def test_a_matter_that_begins_with_none_is_one(ledger: Ledger) -> None:
    given = {**FILLED, **measure("8.3", percent=60, issue="无资金来源")}
    row = answered(ledger, raw_cells(form_of(ledger), given)).rows[0]
    assert row.text("issue") == "无资金来源"


@pytest.mark.parametrize(
    ("text", "files", "missing"),
    [
        ("验收单.pdf，照片.jpg", ("验收单.pdf", "照片.jpg"), 0),
        ("验收单.pdf,照片.jpg；汇总，全区.pdf", ("验收单.pdf", "照片.jpg", "汇总，全区.pdf"), 0),
        ("一.pdf，二.pdf；三.pdf", (), 3),
        ("会议纪要，草稿.pdf", (), 1),
    ],
)
def test_commas_part_names_that_are_there(text: str, files: tuple[str, ...], missing: int) -> None:
    beside = Beside.of(["验收单.pdf", "照片.jpg", "汇总，全区.pdf"])
    named = named_in(text, beside)
    assert (named.files, len(named.wrong)) == (files, missing)


def test_targets_are_named_in_chinese_to_those_who_fill_them(ledger: Ledger) -> None:
    book = raw_cells(form_of(ledger), FILLED)
    book[TARGETS][5][3] = RawCell("不高于 30")
    answers = answered(ledger, book)
    (fault,) = answers.every_fault
    assert fault.message.startswith("指标 城区细颗粒物（PM2.5）平均浓度 一行的")
    filling = filling_of(answers, answers.every_fault)
    assert filling.remarks[0][0].startswith(
        "指标 城区细颗粒物（PM2.5）平均浓度（交来的表「指标填报」!B5"
    )
    assert filling.marks[0].column == "name"
    assert "pm25" not in f"{filling.marks[0].words}{filling.remarks}"


def test_what_is_said_in_a_cell_ends_once(ledger: Ledger) -> None:
    given = {**FILLED, **measure("8.3", percent=0.5)}
    answers = answered(ledger, raw_cells(form_of(ledger), given))
    words = filling_of(answers, answers.every_fault).marks[0].words
    assert "？填" in words or "？是" in words
    assert "？。" not in words
    assert words.endswith("。")
