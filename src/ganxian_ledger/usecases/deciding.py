"""One form after the other over the counter: what would be recorded, and what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ganxian_ledger.adapters.folder import reason_of
from ganxian_ledger.adapters.parcels import Unsafe
from ganxian_ledger.domain.changes import Append, Scalar, Value
from ganxian_ledger.domain.edits import decide
from ganxian_ledger.domain.errors import LedgerError, Refused
from ganxian_ledger.domain.forms import cell_faults, ledger_faults
from ganxian_ledger.domain.forms.answers import Answers, Desk, answers_of
from ganxian_ledger.domain.forms.beside import Beside
from ganxian_ledger.domain.forms.build import forms_of
from ganxian_ledger.domain.forms.drift import changed_since
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.file_faults import kind_of
from ganxian_ledger.domain.forms.form import Form
from ganxian_ledger.domain.forms.identify import Asking, identified
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.domain.forms.raw import RawBook, Unreadable
from ganxian_ledger.domain.forms.records import Evidence, Told, told_of
from ganxian_ledger.domain.forms.rows import Row
from ganxian_ledger.domain.model.record import Plain
from ganxian_ledger.domain.places import RETURNS, Place
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.entering import Entered, WouldBreak, entered
from ganxian_ledger.usecases.gathering import MOST_EVIDENCE, Arrived
from ganxian_ledger.usecases.keeping import Keeping
from ganxian_ledger.usecases.opening import Opened
from ganxian_ledger.usecases.papers import file_name
from ganxian_ledger.usecases.revision import digest_of

FORMS, EVIDENCE = "returns", "evidence"
"""The folders of the repository in which copies are kept."""


@dataclass
class Counter:
    """What every form of a wave is measured by; forms of a month are made once for all units."""

    desk: Desk
    keeping: Keeping
    today: date
    office: str
    revision: str
    _forms: dict[str, dict[str, Form]] = field(default_factory=dict)
    _beside: dict[int, Beside] = field(default_factory=dict)
    _sums: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, opened: Opened, asking: Asking, keeping: Keeping, today: date) -> Counter:
        """The counter of a ledger as it is now."""
        desk = Desk.of(Board(opened.ledger, today), asking)
        return cls(desk, keeping, today, opened.ledger.plan.office, revision_of(opened))

    def form_now(self, book: RawBook) -> Form | None:
        """The form that the unit of a returned one would get today."""
        identity = identified(book).identity
        if identity is None:
            return None
        month = identity.month
        if month.text not in self._forms:
            made = forms_of(self.desk.board, month, self.revision)
            self._forms[month.text] = {one.identity.unit: one for one in made}
        unit = self.desk.board.ledger.units.named(identity.unit)
        return self._forms[month.text].get(unit)

    def beside(self, arrived: Arrived) -> Beside:
        """The names of the files beside a form."""
        key = id(arrived.beside)
        if key not in self._beside:
            self._beside[key] = Beside.of(arrived.beside)
        return self._beside[key]

    def sum_of(self, arrived: Arrived, name: str) -> str:
        """The SHA-256 of a file of evidence.

        Raises:
            OSError: where it cannot be read.
            Unsafe: where it is too large, or damaged.
        """
        piece = arrived.beside[name]
        if piece.shown not in self._sums:
            data = piece.read(MOST_EVIDENCE)
            self._sums[piece.shown] = hashlib.sha256(data).hexdigest()
        return self._sums[piece.shown]


@dataclass(frozen=True)
class Candidate:
    """A form with what became of it so far; `appends` are its records, `copies` their files.

    `named` are the names of files that it submits as evidence.
    """

    arrived: Arrived
    outcome: FormOutcome
    answers: Answers | None = None
    appends: tuple[Append, ...] = ()
    copies: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def revision_of(opened: Opened) -> str:
    """The digest of the ledger's files, as forms carry it."""
    files = {name: one.source.data for name, one in opened.reading.documents.items()}
    return digest_of(files)


def candidate_of(
    counter: Counter, arrived: Arrived, sha256: str, book: RawBook | Unreadable, *, partial: bool
) -> Candidate:
    """What a form leads to: records, nothing new, or a refusal."""
    shown = arrived.piece.shown
    if isinstance(book, Unreadable):
        fault = kind_of(book.reason).of(book.message, remedy=book.remedy)
        return Candidate(arrived, FormOutcome(shown, Status.REFUSED, faults=(fault,)))
    now = counter.form_now(book)
    answers = answers_of(book, counter.desk, counter.beside(arrived), now)
    outcome = FormOutcome(
        shown,
        Status.REFUSED,
        answers.unit,
        answers.identity.month.text if answers.identity else "",
        unchanged=sum(row.is_unchanged for row in answers.rows),
        blank=sum(row.is_blank and row.is_clean for row in answers.rows),
        faults=answers.every_fault,
        notes=answers.notes,
        drift=changed_since(answers, now),
    )
    named = tuple(name for row in answers.rows for name in row.names)
    whole = Candidate(arrived, outcome, answers, named=named)
    if sha256 in counter.desk.taken.months:
        told = replace_outcome(whole, status=Status.UNCHANGED, why="已经收过", faults=())
        return replace(told, outcome=told.outcome._replace(drift=(), notes=()))
    return _decided(counter, whole, sha256, book.kind, partial=partial)


def replace_outcome(
    candidate: Candidate, *, status: Status, why: str = "", faults: tuple[Fault, ...]
) -> Candidate:
    """The candidate with another end, and no records."""
    outcome = candidate.outcome._replace(status=status, why=why, faults=faults, told=(), kept="")
    return replace(candidate, outcome=outcome, appends=(), copies=())


def _decided(
    counter: Counter, whole: Candidate, sha256: str, kind: str, *, partial: bool
) -> Candidate:
    """Decide on every row; a form with faults is refused, or taken without the rows that have."""
    answers = whole.answers
    assert answers is not None
    if answers.is_refused:
        return whole
    source = _source(counter, whole, sha256, kind)
    rows = [row for row in answers.rows if row.is_taken]
    faults = list(answers.every_fault)
    appends: list[Append] = []
    tolds: list[Told] = []
    copies = [str(source["path"])]
    for row in rows:
        made = _of_row(counter, whole, row, source)
        if isinstance(made, Fault):
            faults.append(made)
            continue
        told, changes, files = made
        tolds.append(told)
        appends.extend(changes)
        copies.extend(files)
    wrong = any(not fault.is_warning for fault in faults)
    if wrong and not (partial and tolds):
        return replace_outcome(whole, status=Status.REFUSED, faults=tuple(faults))
    if not tolds:
        same = f"{whole.outcome.unchanged} 行都已收过"
        return replace_outcome(whole, status=Status.UNCHANGED, why=same, faults=tuple(faults))
    appends.append(_returned(counter, whole, source, faults))
    outcome = whole.outcome._replace(
        status=Status.TAKEN, told=tuple(tolds), faults=tuple(faults), kept=str(source["path"])
    )
    return replace(whole, outcome=outcome, appends=tuple(appends), copies=tuple(copies))


def _source(counter: Counter, whole: Candidate, sha256: str, kind: str) -> Mapping[str, Scalar]:
    """The form as the source of records; its copy has a place from now on."""
    outcome = whole.outcome
    name = f"{file_name(outcome.unit)}-{sha256[:8]}.{kind}"
    path = counter.keeping.place(f"{FORMS}/{outcome.month}", name, sha256, whole.arrived.piece)
    return {"path": path, "sha256": sha256, "received": counter.desk.asking.received}


def _returned(
    counter: Counter, whole: Candidate, source: Mapping[str, Scalar], faults: Sequence[Fault]
) -> Append:
    """The entry that says that the form was taken in."""
    spots = {(f.spot.table, f.spot.row) for f in faults if not f.is_warning}
    note = {"note": f"有 {len(spots)} 行没有收，已退回"} if spots else {}
    fields: dict[str, Value] = {
        "month": Plain(whole.outcome.month),
        "unit": whole.outcome.unit,
        "date": counter.desk.asking.received,
        "by": counter.office,
        "form": {"path": source["path"], "sha256": source["sha256"]},
        **note,
    }
    return Append(Place(RETURNS, ("returns",)), fields)


def _of_row(
    counter: Counter, whole: Candidate, row: Row, source: Mapping[str, Scalar]
) -> tuple[Told, list[Append], list[str]] | Fault:
    """The records of a row and the copies that they name, or why there are none."""
    assert whole.answers is not None
    evidence = _evidence(counter, whole, row)
    if isinstance(evidence, Fault):
        return evidence
    told = told_of(row, whole.answers, counter.desk, source, evidence)
    ledger = counter.desk.board.ledger
    try:
        changes = [decide(ledger, one, today=counter.today).change for one in told.intents]
    except LedgerError as error:
        spot = row.table.spot(row.line, "id")
        return ledger_faults.BREAKS.of(error.message, remedy=error.remedy, at=spot)
    return told, changes, [str(one["path"]) for one in evidence]


def _evidence(counter: Counter, whole: Candidate, row: Row) -> Evidence | Fault:
    """The fields of the files that a row submits; each has a place in the repository."""
    outcome, arrived = whole.outcome, whole.arrived
    folder = f"{EVIDENCE}/{outcome.month}/{file_name(outcome.unit)}/{row.id}"
    fields: list[Mapping[str, Scalar]] = []
    for name in row.names:
        try:
            total = counter.sum_of(arrived, name)
        except (OSError, Unsafe) as error:
            why = reason_of(error) if isinstance(error, OSError) else str(error)
            is_large = arrived.beside[name].size > MOST_EVIDENCE
            kind = cell_faults.EVIDENCE_LARGE if is_large else cell_faults.EVIDENCE_MISSING
            spot = row.table.spot(row.line, "evidence")
            return kind.of(f"佐证“{name}”收不了：{why}", remedy="换成能打开的小一些的文件", at=spot)
        path = counter.keeping.place(folder, name, total, arrived.beside[name])
        fields.append({"path": path, "sha256": total})
    return tuple(fields)


def entered_of(
    before: Opened, candidates: Sequence[Candidate], today: date
) -> tuple[Entered | None, list[Candidate]]:
    """Enter all records together; forms whose records would bring errors are refused.

    Gives None where there is nothing to enter.
    """
    ready = [one for one in candidates if one.appends]
    made = _tried(before, ready, today)
    if isinstance(made, Entered) or not ready:
        return (made if isinstance(made, Entered) else None), list(candidates)
    failed = dict(_failed(before, ready, today))
    ended = [_broken(one, failed.get(one.outcome.file)) for one in candidates]
    appends = _appends(ended)
    return (entered(before, appends, today) if appends else None), ended


def _appends(candidates: Sequence[Candidate]) -> list[Append]:
    return [change for one in candidates for change in one.appends]


def _tried(
    before: Opened, candidates: Sequence[Candidate], today: date
) -> Entered | Refused | None:
    """The records of some forms, entered together; why not, where that cannot be."""
    if not candidates:
        return None
    try:
        return entered(before, _appends(candidates), today)
    except Refused as error:
        return error


def _failed(
    before: Opened, candidates: Sequence[Candidate], today: date
) -> list[tuple[str, Refused]]:
    """The forms with which the ledger would have errors, found by halves."""
    made = _tried(before, candidates, today)
    if not isinstance(made, Refused):
        return []
    if len(candidates) == 1:
        return [(candidates[0].outcome.file, made)]
    half = len(candidates) // 2
    return [
        *_failed(before, candidates[:half], today),
        *_failed(before, candidates[half:], today),
    ]


def _broken(candidate: Candidate, error: Refused | None) -> Candidate:
    """The candidate, refused where its records would bring errors."""
    if error is None:
        return candidate
    told = error.message
    if isinstance(error, WouldBreak):
        found = error.judgement.diagnostics
        told = "；".join(f"{one.code} {one.subject}：{one.message}" for one in found)
    fault = ledger_faults.BREAKS.of(told, remedy=error.remedy)
    faults = (*candidate.outcome.faults, fault)
    return replace_outcome(candidate, status=Status.REFUSED, faults=faults)
