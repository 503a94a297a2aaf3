"""The workbooks of the demonstration ledger say, digit for digit, what the commands say."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook as Read
from tests.render.xlsx.reading import dangers, opened, rows
from tests.support.build import Value, a_measure, a_target, a_unit, ledger_files, write_ledger
from tests.support.cli import LedgerCli

ROOT = Path(__file__).parents[3]
DEMO = ("--data", str(ROOT / "examples" / "demo"))
MONTHS = {"2024-03": "2024-03-31", "2024-06": "2024-06-30", "2024-12": "2024-12-31"}
TODAY = "2025-03-31"
HOSTILE = "=1+1"

Asked = tuple[Read, Callable[..., Any]]


@pytest.fixture(scope="module", params=list(MONTHS))
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """A month's workbook, and the commands as of the same day."""
    folder = tmp_path_factory.mktemp("book")
    ledger, month = LedgerCli(folder), str(request.param)
    file = folder / "台账.xlsx"
    ledger("report", *DEMO, "--month", month, "-o", str(file), LEDGER_TODAY=TODAY).expects(0)

    def told(*words: str) -> Any:
        return ledger(*words, *DEMO, "--as-of", MONTHS[month], "--json").expects(0).json

    return opened(file.read_bytes()), told


def day(value: object) -> str | None:
    """A day as JSON has it."""
    return value.date().isoformat() if isinstance(value, datetime) else None


def test_every_measure_agrees_with_status(asked: Asked) -> None:
    book, told = asked
    status = told("status")
    found = {str(row["编号"]): row for row in rows(book["工作台账"])}
    assert list(found) == [m["id"] for m in status["measures"]]
    for order, measure in enumerate(status["measures"], 1):
        row = found[measure["id"]]
        assert row["序号"] == order
        assert row["完成比例"] == measure["percent"]
        assert row["序时进度"] == measure["time_progress"]
        assert (row["状态"], row["亮灯"]) == (measure["state"], measure["light"])
        assert row["牵头单位"] == "、".join(measure["lead"])
        assert day(row["完成时限"]) == measure["due"]
        assert day(row["销号日期"]) == measure["closed_on"]
        assert row["是否销号"] == ("是" if measure["closed_on"] else "否")
        original = f"原定{measure['original_due']}"
        assert (original in str(row["备注"])) == (measure["extensions"] > 0)
        assert (f"逾期{measure['days_overdue']}天" in str(row["备注"])) == (
            measure["days_overdue"] > 0
        )
        assert str(row["任务"]).startswith(f"{measure['task']}.")


def test_the_words_below_the_ledger_are_the_sums_of_status(asked: Asked) -> None:
    book, told = asked
    summary = told("status")["summary"]
    closed = [row["是否销号"] for row in rows(book["工作台账"])].count("是")
    assert closed == summary["closed"]
    words = str(book["工作台账"].cell(book["工作台账"].max_row, 1).value)
    assert f"共{summary['total']}项：已销号{closed}，" in words
    assert f"销号率{summary['close_rate']}%" in words


def test_every_target_agrees_with_targets(asked: Asked) -> None:
    book, told = asked
    found = list(rows(book["指标"]))
    targets = told("targets")["targets"]
    assert [row["序号"] for row in found] == list(range(1, len(targets) + 1))
    for row, target in zip(found, targets, strict=True):
        assert row["最近数据"] == target["value"]
        assert row["完成率"] == target["rate"]
        assert row["评价"] == target["verdict"]
        assert row["牵头单位"] == ("、".join(target["lead"]) or "（未明确）")
        assert (row["指标"], row["出处"]) == (target["name"], target["clause"])
        assert row["单位"] == ("—" if target["verdict"] == "定性" else target["unit"])


def test_every_unit_agrees_with_units_and_the_sums_add_up(asked: Asked) -> None:
    book, told = asked
    answer = told("units")
    known = {unit["name"]: unit for unit in answer["units"]}
    *found, whole = rows(book["单位"])
    for row in found:
        unit = known[str(row["单位"])]
        assert row["排名"] == unit["rank"]
        assert row["销号率"] == unit["lead"]["close_rate"]
        assert row["配合措施"] == unit["support"]
        assert _counts(row) == _known(unit["lead"])
    assert _counts(whole) == _known(answer["summary"])
    assert whole["销号率"] == answer["summary"]["close_rate"]
    for head in ("牵头措施", "核减", "已销号", "逾期", "滞后", "未报送"):
        assert sum(int(str(row[head])) for row in found) == whole[head]


def _counts(row: dict[str, object]) -> list[object]:
    return [row[head] for head in ("牵头措施", "核减", "已销号", "逾期", "滞后")]


def _known(summary: dict[str, int]) -> list[int]:
    return [summary[key] for key in ("total", "cancelled", "closed", "overdue", "lagging")]


def test_the_sections_add_up_to_the_whole(asked: Asked) -> None:
    book, told = asked
    *found, whole = rows(book["部分"])
    summary = told("status")["summary"]
    for head, key in (
        ("措施", "total"),
        ("已销号", "closed"),
        ("未完成", "open"),
        ("逾期", "overdue"),
    ):
        assert sum(int(str(row[head])) for row in found) == whole[head] == summary[key]


def test_overdue_and_soon_due_measures_are_those_of_the_commands(asked: Asked) -> None:
    book, told = asked
    found = list(rows(book["逾期和临期"]))
    late = {m["id"]: m["days_overdue"] for m in told("overdue")["measures"]}
    soon = {m["id"]: m["due"] for m in told("status", "--state", "临期")["measures"]}
    assert {r["编号"]: r["逾期天数"] for r in found if r["类别"] == "逾期"} == late
    assert {r["编号"]: day(r["完成时限"]) for r in found if r["类别"] == "临期"} == soon
    days = [int(str(r["逾期天数"])) for r in found if r["类别"] == "逾期"]
    assert days == sorted(days, reverse=True)


def test_the_charts_draw_what_the_tables_say(asked: Asked) -> None:
    book, _ = asked
    drawn = [(row[0].value, row[1].value) for row in book["图表数据"].iter_rows()]
    rates = {str(row["单位"]): row["销号率"] for row in rows(book["单位"]) if row["排名"]}
    assert dict(drawn[2 : 2 + len(rates)]) == rates


def test_nothing_in_it_is_a_formula_or_a_link_and_no_merged_heads_overlap(asked: Asked) -> None:
    book, _ = asked
    for sheet in book.worksheets:
        types = Counter(cell.data_type for row in sheet.iter_rows() for cell in row)
        assert set(types) <= {"s", "n", "d"}
        for one, other in combinations(sheet.merged_cells.ranges, 2):
            assert one.isdisjoint(other)


def test_every_sheet_says_of_which_plan_and_as_of_when(asked: Asked) -> None:
    book, told = asked
    number = told("status")["ledger"]["number"]
    for name in ("工作台账", "指标", "单位", "部分", "逾期和临期", "说明"):
        assert str(book[name]["A2"].value).startswith(f"方案文号：{number}　截至：2024年")
    facts = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert {"方案文号", "数据截至", "数据口径", "数据版本", "版式", "红灯"} <= facts.keys()


def test_status_writes_the_same_ledger_of_the_measures_asked_for(tmp_path: Path) -> None:
    ledger = LedgerCli(tmp_path)
    asked = (*DEMO, "--as-of", "2024-06-30", "--light", "黄")
    ledger("report", *DEMO, "--month", "2024-06", "-o", "全.xlsx", LEDGER_TODAY=TODAY).expects(0)
    ledger("status", *asked, "-o", "黄.xlsx").expects(0)
    whole = rows(opened((tmp_path / "全.xlsx").read_bytes())["工作台账"])
    book = opened((tmp_path / "黄.xlsx").read_bytes())
    expected = [{**row, "序号": None} for row in whole if row["亮灯"] == "黄"]
    assert [{**row, "序号": None} for row in rows(book["工作台账"])] == expected
    assert expected
    assert str(book["工作台账"]["A2"].value).endswith("筛选：亮灯 黄")


@pytest.mark.parametrize("command", ["overdue", "targets", "units", "projects", "show 8.3"])
def test_every_list_can_be_written_as_a_spreadsheet(command: str, tmp_path: Path) -> None:
    ledger = LedgerCli(tmp_path)
    ledger(*command.split(), *DEMO, "--as-of", "2024-06-30", "-o", "单.xlsx").expects(0)
    content = (tmp_path / "单.xlsx").read_bytes()
    assert dangers(content) == []
    assert opened(content).sheetnames[-1] == "说明"


def test_hostile_words_in_the_ledger_stay_words(tmp_path: Path) -> None:
    log: list[Mapping[str, Value]] = [
        {
            "date": "2024-05-20",
            "type": "progress",
            "by": HOSTILE,
            "percent": 40,
            "note": HOSTILE,
            "issue": HOSTILE,
            "next": HOSTILE,
        }
    ]
    files = ledger_files(
        plan=f"title: '{HOSTILE}'\nnumber: '{HOSTILE}'\n",
        unit=f"name: '{HOSTILE}'\n",
        measure=f"title: '{HOSTILE}'\ntext: '{HOSTILE}'\nlead: '{HOSTILE}'\n",
        target=f"name: '{HOSTILE}'\nunit: '{HOSTILE}'\nlead: '{HOSTILE}'\n",
        more_measures=[a_measure(id="8.4", lead=HOSTILE, log=log)],
        more_targets=[a_target(id="two", lead=HOSTILE, goal={"text": HOSTILE})],
        more_units=[a_unit(name="+86")],
    )
    write_ledger(tmp_path / "data", files)
    ledger = LedgerCli(tmp_path)
    ledger("report", "--month", "2024-05", "-o", "敌.xlsx").expects(0)
    content = (tmp_path / "敌.xlsx").read_bytes()
    assert dangers(content) == []
    values = [cell.value for row in opened(content)["工作台账"].iter_rows() for cell in row]
    assert values.count(HOSTILE) >= 4


def test_a_plan_without_measures_has_a_workbook_that_says_so(tmp_path: Path) -> None:
    files = ledger_files()
    tasks = files["tasks.yaml"].decode().split("sections:")[0] + "sections: []\n"
    write_ledger(tmp_path / "data", {**files, "tasks.yaml": tasks.encode()})
    ledger = LedgerCli(tmp_path)
    ledger("report", "--month", "2024-06", "-o", "空.xlsx").expects(0)
    book = opened((tmp_path / "空.xlsx").read_bytes())
    assert book["工作台账"]["A4"].value == "无"
    assert book["逾期和临期"]["A4"].value == "没有逾期和临期的措施"
    assert "图表数据" not in book.sheetnames


def test_a_units_sheets_have_their_words_above_their_tables(tmp_path: Path) -> None:
    ledger = LedgerCli(tmp_path)
    asked = ("--month", "2024-06", "--unit", "区生态环境局", "-o", "单位.xlsx")
    ledger("report", *DEMO, *asked, LEDGER_TODAY=TODAY).expects(0)
    book = opened((tmp_path / "单位.xlsx").read_bytes())
    late = [row[0].value for row in book["逾期事项"].iter_rows()]
    assert late[2:5] == ["逾期1项：", "编号", "17.2"]
    for sheet in book.worksheets:
        assert "方案文号：赣县区美建字〔2024〕1号　截至：2024年6月30日" in str(sheet["A2"].value)


def _ends_with_a_head(page: str) -> bool:
    """Whether the head of a task stands last above the foot of a page."""
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    return re.fullmatch(r"[0-9]+\..+（[0-9]+项）", lines[-2]) is not None


@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None,
    reason="需要 LibreOffice（soffice）和 poppler（pdftotext）",
)
@pytest.mark.slow
def test_it_opens_and_prints_without_hidden_numbers_or_blank_pages(tmp_path: Path) -> None:
    ledger = LedgerCli(tmp_path)
    ledger("report", *DEMO, "--month", "2024-12", "-o", "a.xlsx", LEDGER_TODAY=TODAY).expects(0)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "a.xlsx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    done = subprocess.run(
        ["pdftotext", "-layout", "a.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    )
    pages = done.stdout.decode("utf-8").split("\f")[:-1]
    assert "###" not in done.stdout.decode("utf-8")
    assert 10 <= len(pages) <= 20
    told = len(pages)
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页 共 {told} 页" in page
        assert len("".join(page.split())) > 200
    assert not any(_ends_with_a_head(page) for page in pages)
    drawn = next(page for page in pages if "各牵头单位销号率" in page)
    assert drawn.count("区生态环境局") > 2  # in the table, and beside the bars of both charts
