"""Recording on the command line: the circle of a measure, and what each command writes."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.support.cli import TODAY, LedgerCli

from ganxian_ledger.cli.app import PANELS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def real(tmp_path: Path) -> LedgerCli:
    """The real plan in a Git repository of its own."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / ".gitignore").write_text(".ledger.lock\n", encoding="utf-8")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "plan")):
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
        subprocess.run(["git", *identity, *command], cwd=tmp_path, check=True)
    return LedgerCli(tmp_path)


LEAD, OFFICE = "高新区综合执法大队", "领导小组办公室"
BESIDE = {"collect", "letter", "mark"}
"""Commands that record something else than one step or reading."""
VERBS = [name for name, _ in dict(PANELS)["记"] if name not in BESIDE]


@dataclass(frozen=True)
class Told:
    """Words for a command, what must be recorded before it, who speaks, and the further fields."""

    words: str
    after: tuple[str, ...] = ()
    by: str = OFFICE
    fields: dict[str, object] = field(default_factory=dict)


CLOSED = ("close 8.3",)
TOLD = {
    "progress": Told(
        "progress 8.3 --percent 60 --issue 缺资金 --next 催办 --note 已铺三公里",
        by=LEAD,
        fields={"percent": 60, "issue": "缺资金", "next": "催办", "note": "已铺三公里"},
    ),
    "submit": Told("submit 8.3 --note 已做完", by=LEAD, fields={"note": "已做完"}),
    "return": Told(
        "return 8.3 --reason 缺盖章页 --until 2024-07-15",
        after=("submit 8.3",),
        fields={"reason": "缺盖章页", "until": "2024-07-15"},
    ),
    "close": Told(
        "close 8.3 --checked-by 演示人员甲 --checked-on 2024-06-28 --method 现场核查",
        fields={"checked_by": "演示人员甲", "checked_on": "2024-06-28", "method": "现场核查"},
    ),
    "review": Told(
        "review 8.3 --failed --reason 有两处渗漏",
        after=CLOSED,
        fields={"passed": False, "reason": "有两处渗漏"},
    ),
    "reopen": Told("reopen 8.3 --reason 回头看不合格", CLOSED, fields={"reason": "回头看不合格"}),
    "extend": Told(
        "extend 8.3 --to 2025-03-31 --reason 汛期 --approved-by 演示人员乙",
        fields={"to": "2025-03-31", "reason": "汛期", "approved_by": "演示人员乙"},
    ),
    "transfer": Told(
        "transfer 8.3 --lead 区城管局 --reason 职能调整",
        fields={"lead": ["区城管局"], "reason": "职能调整"},
    ),
    "cancel": Told("cancel 8.3 --reason 并入8.6", fields={"reason": "并入8.6"}),
    "reading": Told(
        "reading pm25 --period 2024-05 --value 23.1 --by 区生态环境局 --source 月报 --note 初步"
    ),
}
"""Every recording command, said so that each of its fields is given."""


def changed(folder: Path) -> tuple[int, int]:
    """Lines added and removed according to Git."""
    shown = subprocess.run(
        ["git", "diff", "--numstat"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.split()
    return (int(shown[0]), int(shown[1])) if shown else (0, 0)


def state(ledger: LedgerCli, number: str) -> str:
    """The state of a measure today."""
    measures = ledger("status", "--json").expects(0).json["measures"]
    return str(next(m["state"] for m in measures if m["id"] == number))


def test_the_three_commands_of_daily_use_on_the_real_plan(real: LedgerCli) -> None:
    assert "共 48 项" in real("status", "--unit", "区生态环境局").expects(0).out
    closed = real("close", "8.3").expects(0)
    assert "ledger show 8.3" in closed.err
    assert changed(real.folder) == (4, 0)
    assert "已销号1项" in real("report", "--month", "2024-06").expects(0).out


def test_a_measure_goes_round_the_whole_procedure(real: LedgerCli) -> None:
    evidence = real.folder / "evidence" / "验收单.txt"
    evidence.parent.mkdir()
    evidence.write_text("演示", encoding="utf-8")
    steps = (
        (("progress", "8.3", "--percent", "60", "--issue", "缺资金", "--next", "催办"), "推进中"),
        (("submit", "8.3", "--evidence", "evidence/验收单.txt"), "待核查"),
        (("return", "8.3", "--reason", "缺盖章页", "--until", "2024-07-15"), "已退回"),
        (("submit", "8.3"), "待核查"),
        (("extend", "8.3", "--to", "2025-03-31", "--reason", "汛期"), "待核查"),
        (("close", "8.3", "--checked-by", "演示人员甲"), "已销号"),
        (("reopen", "8.3", "--reason", "回头看不合格"), "推进中"),
        (("cancel", "8.3", "--reason", "并入 8.6"), "已核减"),
    )

    for words, expected in steps:
        real(*words).expects(0)
        assert state(real, "8.3") == expected

    assert changed(real.folder)[1] == 0
    assert real("check", "--format", "json").expects(0).json["summary"]["errors"] == 0


def ready(real: LedgerCli, verb: str) -> Told:
    """What a command is told, on a ledger where it is allowed."""
    for words in TOLD[verb].after:
        real(*words.split()).expects(0)
    return TOLD[verb]


def contents(real: LedgerCli) -> dict[str, bytes]:
    """Every file of the ledger's folder but the lock."""
    files = (real.folder / "data").iterdir()
    return {file.name: file.read_bytes() for file in files if file.suffix == ".yaml"}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "reading"])
def test_what_is_said_is_recorded_field_by_field_and_nothing_else(
    real: LedgerCli, verb: str
) -> None:
    told = ready(real, verb)
    real(*told.words.split()).expects(0)

    record = real("show", "8.3", "--json").expects(0).json["log"][-1]

    del record["words"]
    record = {key: value for key, value in record.items() if value != []}
    assert record == {"date": TODAY, "type": verb, "by": told.by, **told.fields}


def test_a_reading_is_recorded_field_by_field(real: LedgerCli) -> None:
    before = (real.folder / "data" / "targets.yaml").read_text(encoding="utf-8")
    said = real(*TOLD["reading"].words.split()).expects(0).out

    expected = {"period": "2024-05", "date": TODAY, "value": "23.1", "by": "区生态环境局"}
    for key, value in {**expected, "source": "月报", "note": "初步"}.items():
        assert f"{key}: {value}\n" in f"{said}\n"
    after = (real.folder / "data" / "targets.yaml").read_text(encoding="utf-8")
    assert len(after.splitlines()) - len(before.splitlines()) == len(said.splitlines())


@pytest.mark.parametrize("verb", VERBS)
def test_every_recording_command_has_a_dry_run_that_writes_nothing(
    real: LedgerCli, verb: str
) -> None:
    words = ready(real, verb).words.split()
    before = contents(real)

    for flag in ("-n", "--dry-run"):
        shown = real(*words, flag).expects(0)
        assert shown.out.startswith("--- a/data/")
        assert "没有写入" in shown.err
        assert contents(real) == before

    real(*words).expects(0)
    after = contents(real)
    assert [name for name in before if after[name] != before[name]] == [
        "targets.yaml" if verb == "reading" else "tasks.yaml"
    ]


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "reading"])
def test_day_and_speaker_may_be_said(real: LedgerCli, verb: str) -> None:
    words = TOLD[verb].words.split()
    for earlier in TOLD[verb].after:
        real(*earlier.split(), "--date", "2024-06-27").expects(0)

    real(*words, "--date", "2024-06-28", "--by", "区城管局").expects(0)

    record = real("show", "8.3", "--json").expects(0).json["log"][-1]
    assert (record["date"], record["by"]) == ("2024-06-28", "区城管局")


def test_what_the_procedure_does_not_allow_is_refused_and_nothing_is_written(
    real: LedgerCli,
) -> None:
    real("close", "8.3").expects(0)
    before = (real.folder / "data" / "tasks.yaml").read_bytes()

    refused = (
        ("close", "8.3"),
        ("progress", "8.3", "--percent", "50"),
        ("return", "8.4", "--reason", "没有申请"),
        ("reopen", "8.4", "--reason", "没有销号"),
        ("extend", "8.4", "--to", "2024-12-31", "--reason", "不晚于"),
        ("progress", "8.4", "--percent", "50", "--date", "2024-07-01"),
        ("submit", "8.4", "--evidence", "没有.pdf"),
    )
    for words in refused:
        assert "P" in real(*words).expects(4).err
    wrong = (("close", "8.33"), ("close",), ("progress", "8.4", "--percent", "101"))
    for line in wrong:
        real(*line).expects(2)
    assert (real.folder / "data" / "tasks.yaml").read_bytes() == before


def test_a_dry_run_prints_a_diff_that_git_applies(real: LedgerCli) -> None:
    diff = real("close", "8.3", "-n").expects(0).out
    assert changed(real.folder) == (0, 0)

    subprocess.run(["git", "apply"], cwd=real.folder, input=diff, check=True, text=True)

    assert state(real, "8.3") == "已销号"


def test_a_reading_is_recorded_for_its_target(real: LedgerCli) -> None:
    targets = real("targets", "--json").expects(0).json["targets"]
    pm25 = next(t["id"] for t in targets if t["goal"] == {"at_most": 24})

    said = real("reading", pm25, "--period", "2024-06", "--value", "23.1").expects(4)
    assert "--by" in said.err
    words = ("reading", pm25, "--period", "2024-06", "--value", "23.1", "--by", "区生态环境局")
    real(*words).expects(0)

    known = real("targets", "--json").expects(0).json["targets"]
    mine = next(t for t in known if t["id"] == pm25)
    assert (mine["value"], mine["period"], mine["verdict"]) == (23.1, "2024-06", "达标")


def test_a_policy_makes_closing_strict(real: LedgerCli) -> None:
    file = real.folder / "data" / "tasks.yaml"
    text = file.read_text(encoding="utf-8")
    policy = "  policy: {close_requires: [submit, evidence]}\nsections:"
    file.write_text(text.replace("sections:", policy, 1), encoding="utf-8")

    refused = real("close", "8.3").expects(4).err

    assert "申请销号" in refused
    assert "佐证" in refused
