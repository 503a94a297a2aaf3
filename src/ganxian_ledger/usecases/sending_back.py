"""Marked copies of forms that were refused: what the unit filled in, and what it has to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import reason_of
from ganxian_ledger.domain.forms import file_faults
from ganxian_ledger.domain.forms.outcome import FormOutcome
from ganxian_ledger.domain.forms.sendback import filling_of
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.deciding import Candidate
from ganxian_ledger.usecases.forms_now import FormsNow
from ganxian_ledger.usecases.gathering import BACK
from ganxian_ledger.usecases.opening import Opened
from ganxian_ledger.usecases.revision import digest_now

_MARK, _ENDING = "-退回", ".xlsx"
_NOT_OURS = (
    file_faults.OTHER_VERSION,
    file_faults.OTHER_LEDGER,
    file_faults.UNKNOWN_UNIT,
    file_faults.NOT_ASKED_FOR,
    file_faults.DAMAGED,
    file_faults.NOT_YET,
    file_faults.TWO_FORMS,
    file_faults.RECEIVED_EARLIER,
)
"""Where a form is not to be taken here at all, mending its cells would not help."""


def sent_back(
    opened: Opened,
    outcomes: Sequence[FormOutcome],
    refused: Mapping[str, Candidate],
    into: Path | None,
    today: date,
) -> list[FormOutcome]:
    """Write a marked copy for each refused form whose unit and month are known.

    It lies in a folder 退回 beside the form (or its zip file), or in `into`; nothing is written
    over. Where a copy cannot be written, that is told, and all else stands.
    """
    wanted = [
        (one.answers.unit, one.answers.identity.month)
        for one in refused.values()
        if one.answers and one.answers.identity
    ]
    forms = FormsNow(Board(opened.ledger, today), digest_now(opened), wanted)
    return [_one(one, refused.get(one.file), forms, into, today) for one in outcomes]


def _one(
    outcome: FormOutcome,
    candidate: Candidate | None,
    forms: FormsNow,
    into: Path | None,
    today: date,
) -> FormOutcome:
    answers = candidate.answers if candidate else None
    if candidate is None or answers is None or answers.identity is None:
        return outcome
    if any(fault.kind in _NOT_OURS for fault in outcome.faults):
        return outcome
    form = forms.of(answers.unit, answers.identity.month)
    if form is None:
        return outcome
    from ganxian_ledger.render.xlsx.form import form_workbook  # noqa: PLC0415 (heavy)

    content = form_workbook(form, today, filling_of(answers, outcome.faults))
    folder = into or candidate.arrived.home / BACK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _free(folder, Path(candidate.arrived.piece.name).stem, content)
        if not file.exists():
            store.write_whole(file, content)
    except OSError as error:
        told = f"退回的副本写不进“{folder.as_posix()}”：{reason_of(error)}"
        return outcome._replace(notes=(*outcome.notes, told))
    return outcome._replace(back=file.as_posix())


def _free(folder: Path, stem: str, content: bytes) -> Path:
    """A place for a copy at which nothing stands, or the same copy."""
    number = 1
    while True:
        numbered = f"{_MARK}-{number}" if number > 1 else _MARK
        file = folder / f"{stem}{numbered}{_ENDING}"
        if not file.exists() or (file.is_file() and file.read_bytes() == content):
            return file
        number += 1
