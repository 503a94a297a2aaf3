"""Forms that another spreadsheet program has saved say what they said before."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from tests.support.forms import DAY, filled, measure, sent, small_ledger, target

from ganxian_ledger.domain.forms.outcome import Status
from ganxian_ledger.usecases.collect import Request, collect

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="没有 LibreOffice")


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_form_saved_by_libreoffice_is_taken_like_any_other(tmp_path: Path, ending: str) -> None:
    folder = small_ledger(tmp_path)
    answers = {
        **measure("8.3", percent=60, note="管网\n已铺"),
        **measure("8.4", percent="70%", submit="否"),
        **target("pm25", value=23.1, date=date(2024, 6, 20)),
    }
    source = tmp_path / "表.xlsx"
    source.write_bytes(filled(sent(folder), answers))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    saved = tmp_path / "存"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", saved, source],
        check=True,
        capture_output=True,
        timeout=120,
    )

    done = collect(folder, [saved], Request(dry_run=True), today=DAY)

    (outcome,) = done.outcomes
    assert (outcome.status, outcome.faults, outcome.drift) == (Status.TAKEN, (), ())
    assert [told.words for told in outcome.told] == [
        "0% → 60%",
        "0% → 70%",
        "23.1微克/立方米",
    ]
