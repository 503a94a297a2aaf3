"""`ledger check` and `ledger explain`: formats, streams, exit codes."""

from __future__ import annotations

from pathlib import Path

from tests.support.cli import LedgerCli

TASKS = Path("data") / "tasks.yaml"


def spoil(ledger: LedgerCli, old: str, new: str, *, name: str = "tasks.yaml") -> None:
    """Put a fault into a file of the ledger."""
    file = ledger.folder / "data" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def test_a_sound_ledger_says_on_stderr_what_was_read(ledger: LedgerCli) -> None:
    done = ledger("check").expects(0)

    assert "错误" not in done.out
    assert done.err.startswith("已检查 4 个文件：措施 ")


def test_faults_of_all_files_are_shown_in_one_run(ledger: LedgerCli) -> None:
    spoil(ledger, "due: 2024-05-31", "due: 2024-05-32")
    spoil(ledger, "lead: 区环保局", "lead: 区环堡局")
    spoil(ledger, "clause: ", "clauze: ", name="targets.yaml")

    done = ledger("check", "--format", "concise").expects(1)

    errors = [line.split(": ")[1] for line in done.out.splitlines() if " 错误 " in line]
    assert sorted(error.split()[0] for error in errors) == ["R204", "Y301", "Y302", "Y305"]
    assert "错误 4 处" in done.err


def test_full_shows_the_place_and_the_remedy(ledger: LedgerCli) -> None:
    spoil(ledger, "            due: 2024-05-31", "            due: 2024-02-30")

    first = ledger("check").expects(1).out.split("\n\n")[0]

    assert first == (
        "data/tasks.yaml:23:18: Y305 错误 完成时限：日期不存在：2024-02-30（2024年2月只有29天）"
        "（措施 8.10 水上执法）\n"
        "   |\n"
        "23 |             due: 2024-02-30\n"
        "   |                  ^^^^^^^^^^\n"
        "   = 写成 2024-02-29"
    )


def test_json_keeps_to_the_contract_also_when_nothing_is_wrong(ledger: LedgerCli) -> None:
    payload = ledger("check", "--format", "json").expects(0).json

    assert payload["kind"] == "findings"
    assert payload["summary"]["errors"] == 0
    assert {f["severity"] for f in payload["findings"]} <= {"warning"}


def test_warnings_fail_only_when_asked_to(ledger: LedgerCli) -> None:
    spoil(ledger, "2024-03-31, type: progress", "2024-07-31, type: progress")

    assert "T305" in ledger("check").expects(0).out
    ledger("check", "--strict").expects(1)


def test_a_missing_file_is_exit_three(ledger: LedgerCli) -> None:
    (ledger.folder / "data" / "units.yaml").unlink()

    assert "data/units.yaml:1:1: Y106" in ledger("check", "--format", "concise").expects(3).out


def test_a_ledger_with_errors_gives_no_answers_and_takes_no_records(ledger: LedgerCli) -> None:
    spoil(ledger, "lead: 区环保局", "lead: 区环堡局")
    before = (ledger.folder / TASKS).read_bytes()

    for command in (("status",), ("close", "8.3"), ("report", "--month", "2024-05"), ("targets",)):
        done = ledger(*command).expects(3)
        assert done.out == ""
        assert "R204" in done.err
    assert (ledger.folder / TASKS).read_bytes() == before


def test_an_unknown_format_lists_the_known_ones(ledger: LedgerCli) -> None:
    assert "concise" in ledger("check", "--format", "xml").expects(2).err


def test_explain_shows_reason_and_examples(ledger: LedgerCli) -> None:
    out = ledger("explain", "R204").expects(0).out

    assert "为什么：" in out
    assert "lead: 区城健局" in out


def test_explain_without_a_code_lists_all_and_an_unknown_one_has_near_misses(
    ledger: LedgerCli,
) -> None:
    assert "T301 警告 " in ledger("explain").expects(0).out
    assert "R204" in ledger("explain", "R214").expects(2).err
