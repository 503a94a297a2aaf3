"""`ledger fmt`: the layout changes, the meaning and the comments do not."""

from __future__ import annotations

from tests.support.cli import LedgerCli

from ganxian_ledger.adapters.yaml.document import read_document
from ganxian_ledger.adapters.yaml.proof import same


def test_check_names_the_files_and_writes_nothing(ledger: LedgerCli) -> None:
    file = ledger.folder / "data" / "units.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()

    done = ledger("fmt", "--check").expects(1)

    assert "data/units.yaml" in done.out.splitlines()
    assert file.read_bytes() == before


def test_formatting_keeps_values_and_comments_and_is_done_once(ledger: LedgerCli) -> None:
    file = ledger.folder / "data" / "tasks.yaml"
    text = file.read_text(encoding="utf-8").replace("sections:", "# 注：各章节\nsections:   # 尾注")
    file.write_text(text, encoding="utf-8", newline="\r\n")
    before = read_document("tasks.yaml", file.read_bytes())

    ledger("fmt").expects(0)
    after = read_document("tasks.yaml", file.read_bytes())

    assert same(before.root, after.root)
    assert "# 注：各章节\nsections:" in after.text
    assert "# 尾注" in after.text
    assert "\r" not in after.text
    assert ledger("fmt", "--check").expects(0).out == ""
    assert file.read_bytes() == after.source.data


def test_a_faulty_ledger_is_not_touched(ledger: LedgerCli) -> None:
    file = ledger.folder / "data" / "tasks.yaml"
    file.write_text("schema_version: 1\n", encoding="utf-8")

    ledger("fmt").expects(3)

    assert file.read_text(encoding="utf-8") == "schema_version: 1\n"


def test_a_comment_that_would_be_lost_is_a_refusal(ledger: LedgerCli) -> None:
    file = ledger.folder / "data" / "units.yaml"
    file.write_bytes("# 牵头核对\n---\n".encode() + file.read_bytes())
    before = file.read_bytes()

    for arguments in (["fmt"], ["fmt", "--check"]):
        done = ledger(*arguments).expects(4)
        assert "P307" in done.err
        assert "units.yaml 第 1 行的注释“# 牵头核对”" in done.err

    assert file.read_bytes() == before
