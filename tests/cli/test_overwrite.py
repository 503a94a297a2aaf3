"""Papers over older papers: what somebody went on with in an office program is not lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.support.cli import LedgerCli

REPORT = ("report", "--month", "2024-06")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")


def filled_in(file: Path) -> None:
    """Give a Word document a number, as Word would save it."""
    document = docx.Document(str(file))
    document.paragraphs[0].add_run("赣县区美建办〔2024〕3号")
    document.save(str(file))


@pytest.mark.parametrize("name", ["通报.docx", "台账.xlsx"])
def test_what_nobody_touched_is_written_anew(ledger: LedgerCli, name: str) -> None:
    ledger(*REPORT, "-o", name).expects(0)
    first = (ledger.folder / name).read_bytes()
    ledger("report", "--month", "2024-05", "-o", name).expects(0)
    ledger(*REPORT, "-o", name).expects(0)
    assert (ledger.folder / name).read_bytes() == first


def test_a_filled_in_document_is_kept_until_it_may_be_overwritten(ledger: LedgerCli) -> None:
    ledger(*REPORT, "-o", "通报.docx").expects(0)
    file = ledger.folder / "通报.docx"
    first = file.read_bytes()
    filled_in(file)
    kept = file.read_bytes()

    refused = ledger(*REPORT, "-o", "通报.docx").expects(4)
    assert "在别的程序里改过，没有覆盖" in refused.err
    assert "--overwrite" in refused.err
    assert file.read_bytes() == kept
    ledger(*REPORT, "-o", "通报.docx", "--overwrite").expects(0)
    assert file.read_bytes() == first


def test_a_workbook_saved_elsewhere_is_kept(ledger: LedgerCli) -> None:
    ledger("status", "-o", "台账.xlsx").expects(0)
    file = ledger.folder / "台账.xlsx"
    openpyxl.load_workbook(file).save(file)
    kept = file.read_bytes()

    ledger("status", "-o", "台账.xlsx").expects(4)
    assert file.read_bytes() == kept
    ledger("status", "-o", "台账.xlsx", "--overwrite").expects(0)


def test_of_a_set_nothing_is_written_where_one_was_filled_in(ledger: LedgerCli) -> None:
    ledger(*REPORT, "--all-formats", "六月").expects(0)
    folder = ledger.folder / "六月"
    for file in folder.iterdir():
        if file.suffix == ".docx":
            filled_in(file)
        elif file.suffix == ".md":
            file.write_text("旧", encoding="utf-8")

    ledger(*REPORT, "--all-formats", "六月").expects(4)
    assert next(folder.glob("*.md")).read_text(encoding="utf-8") == "旧"
    ledger(*REPORT, "--all-formats", "六月", "--overwrite").expects(0)
    assert next(folder.glob("*.md")).read_text(encoding="utf-8") != "旧"


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_document_of_ours_is_kept(ledger: LedgerCli, content: bytes) -> None:
    file = ledger.folder / "通报.docx"
    file.write_bytes(content)
    ledger(*REPORT, "-o", "通报.docx").expects(4)
    assert file.read_bytes() == content


@needs_office
@pytest.mark.parametrize("name", ["通报.docx", "台账.xlsx"])
def test_what_libreoffice_saved_is_known(ledger: LedgerCli, tmp_path: Path, name: str) -> None:
    ledger(*REPORT, "-o", name).expects(0)
    file = ledger.folder / name
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            file.suffix[1:],
            "--outdir",
            str(tmp_path / "out"),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shutil.copy(tmp_path / "out" / name, file)
    ledger(*REPORT, "-o", name).expects(4)
