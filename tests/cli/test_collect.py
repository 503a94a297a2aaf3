"""`ledger collect` shows the meaning of what it takes, and every fault with its cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.cli import LedgerCli
from tests.support.forms import OTHER, UNIT, filled, measure, sent, small_ledger, target

TODAY = "2024-06-25"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the small ledger and two returned forms: a good one and one with faults."""
    folder = small_ledger(tmp_path)
    inbox = tmp_path / "回收"
    inbox.mkdir()
    good = {**measure("8.3", percent="60%", note="已铺 3 公里"), **target("pm25", value=23.1)}
    wrong = {**measure("8.5", percent="约60", note="甲\u202e乙"), **target("silt", value="2万")}
    (inbox / "城管.xlsx").write_bytes(filled(sent(folder), good))
    (inbox / "水利.xlsx").write_bytes(filled(sent(folder, OTHER), wrong))
    return tmp_path


def test_what_changes_is_said_by_unit_and_every_fault_names_its_cell(place: Path) -> None:
    done = LedgerCli(place)("collect", "回收", LEDGER_TODAY=TODAY).expects(4)

    assert "8.3   城镇污水管网建设" in done.out
    assert "0% → 60%" in done.out
    assert "23.1微克/立方米" in done.out
    assert done.out.endswith("读到 2 个文件：收 1，未变 0，退 1，跳过 0\n")
    assert "回收/水利.xlsx「进展填报」!G5: F303 错误 完成比例“约60”看不明白" in done.err
    assert "回收/水利.xlsx「进展填报」!F5: F317 错误" in done.err
    assert "回收/水利.xlsx「指标填报」!F5: F310 错误" in done.err
    assert "建议：填 0 到 100 的整数，例如 60" in done.err
    assert "台账新增警告" not in done.err
    assert "\u202e" not in done.out + done.err
    assert (place / "回收" / "退回" / "水利-退回.xlsx").is_file()
    LedgerCli(place)("check", LEDGER_TODAY=TODAY).expects(0)


def test_a_dry_run_writes_nothing_and_says_so(place: Path) -> None:
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}

    done = LedgerCli(place)("collect", "回收", "-n", LEDGER_TODAY=TODAY).expects(4)

    assert "试运行，什么也没有写" in done.out
    assert "将记入台账" in done.out
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_json_has_everything_by_file(place: Path) -> None:
    told = LedgerCli(place)("collect", "回收", "--json", LEDGER_TODAY=TODAY).expects(4).json

    assert told["counts"] == {"taken": 1, "unchanged": 0, "refused": 1, "skipped": 0}
    taken, refused = told["files"]
    assert (taken["unit"], taken["month"], taken["blank"]) == (UNIT, "2024-06", 3)
    assert taken["changes"][0] == {
        "kind": "measure",
        "id": "8.3",
        "title": "城镇污水管网建设",
        "words": "0% → 60%",
        "records": 1,
        "dated": None,
    }
    assert [(one["code"], one["cell"]) for one in refused["faults"]] == [
        ("F317", "F5"),
        ("F303", "G5"),
        ("F310", "F5"),
    ]


def test_what_is_taken_twice_is_done_and_other_months_and_units_are_passed_over(
    place: Path,
) -> None:
    ledger = LedgerCli(place)
    file = "回收/城管.xlsx"
    may = ledger("collect", file, "--month", "2024-05", LEDGER_TODAY=TODAY).expects(0)
    other = ledger("collect", file, "--unit", OTHER, LEDGER_TODAY=TODAY).expects(0)
    assert "是2024年6月的填报表，这次只收2024年5月的" in may.out
    assert f"是{UNIT}的填报表，这次只收{OTHER}的" in other.out
    assert may.out.endswith("读到 1 个文件：收 0，未变 0，退 0，跳过 1\n")
    assert "下一步" not in may.err + other.err
    ledger("collect", file, "--month", "2024-06", LEDGER_TODAY=TODAY).expects(0)

    again = ledger("collect", file, LEDGER_TODAY=TODAY).expects(0)

    assert "已经收过" in again.out
    assert "下一步：ledger returns --month 2024-06 看谁还没有报" in again.err


def test_wrong_usage_and_an_unsound_ledger_have_codes_of_their_own(place: Path) -> None:
    ledger = LedgerCli(place)
    ledger("collect", "没有.xlsx", LEDGER_TODAY=TODAY).expects(2)
    ledger("collect", "回收", "--unit", "没有这个局", LEDGER_TODAY=TODAY).expects(2)
    ledger("collect", "回收", "--received", "2024-06-26", LEDGER_TODAY=TODAY).expects(4)
    (place / "data" / "tasks.yaml").write_text("schema_version: 9\n", encoding="utf-8")
    ledger("collect", "回收", LEDGER_TODAY=TODAY).expects(3)
