"""One form after the other: what would be recorded, and what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import NamedTuple

from ganxian_ledger.adapters.folder import reason_of
from ganxian_ledger.adapters.parcels import Unsafe
from ganxian_ledger.domain.changes import Append, Scalar, Value
from ganxian_ledger.domain.edits import decide
from ganxian_ledger.domain.errors import LedgerError, Refused
from ganxian_ledger.domain.forms import cell_faults, file_faults, ledger_faults
from ganxian_ledger.domain.forms.answers import Answers, Desk, answers_of
from ganxian_ledger.domain.forms.beside import Beside
from ganxian_ledger.domain.forms.drift import changed_since
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.file_faults import kind_of
from ganxian_ledger.domain.forms.form import Form
from ganxian_ledger.domain.forms.identify import Asking, Identified
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.domain.forms.raw import RawBook, Unreadable
from ganxian_ledger.domain.forms.records import Evidence, Told, told_of
from ganxian_ledger.domain.forms.rows import Row, is_measure
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.record import Plain
from ganxian_ledger.domain.model.returned import Returned
from ganxian_ledger.domain.places import RETURNS, Place
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.usecases.entering import Entered, WouldBreak, entered
from ganxian_ledger.usecases.forms_now import FormsNow
from ganxian_ledger.usecases.gathering import MOST_EVIDENCE, Arrived
from ganxian_ledger.usecases.keeping import Keeping
from ganxian_ledger.usecases.opening import Opened
from ganxian_ledger.usecases.papers import file_name
from ganxian_ledger.usecases.received import Received
from ganxian_ledger.usecases.revision import digest_now

SEEN = "已经收过"
"""What is said of a form that changes nothing because it was taken before."""
FORMS, EVIDENCE = "returns", "evidence"
"""The folders of the repository in which copies are kept."""


@dataclass
class Intake:
    """What every form of a wave is measured by."""

    desk: Desk
    keeping: Keeping
    today: date
    office: str
    forms: FormsNow
    _beside: dict[int, Beside] = field(default_factory=dict)
    _sums: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        opened: Opened,
        asking: Asking,
        keeping: Keeping,
        today: date,
        wanted: Iterable[tuple[str, Period]],
    ) -> Intake:
        """The intake of a ledger as it is now; `wanted` are the units and months of the forms."""
        board = Board(opened.ledger, today)
        forms = FormsNow(board, digest_now(opened), wanted)
        return cls(Desk.of(board, asking), keeping, today, opened.ledger.plan.office, forms)

    def form_now(self, who: Identified) -> Form | None:
        """The form that the unit of a returned one would get today."""
        if who.identity is None:
            return None
        unit = self.desk.board.ledger.units.named(who.identity.unit)
        return self.forms.of(unit, who.identity.month)

    def beside(self, arrived: Arrived) -> Beside:
        """The files beside a form, by their names and their contents."""
        key = id(arrived.beside)
        if key not in self._beside:
            self._beside[key] = Beside.of(arrived.beside, partial(self._known_sum, arrived))
        return self._beside[key]

    def _known_sum(self, arrived: Arrived, name: str) -> str:
        """The SHA-256 of a file of evidence; empty where it cannot be read."""
        try:
            return self.sum_of(arrived, name)
        except (OSError, Unsafe):
            return ""

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


def candidate_of(intake: Intake, form: Received, *, is_partial: bool) -> Candidate:
    """What a form leads to: records, nothing new, or a refusal."""
    arrived, book = form.arrived, form.book
    shown = arrived.piece.shown
    if isinstance(book, Unreadable):
        fault = kind_of(book.reason).of(book.message, remedy=book.remedy)
        return Candidate(arrived, FormOutcome(shown, Status.REFUSED, faults=(fault,)))
    now = intake.form_now(form.who)
    beside = intake.beside(arrived)
    answers = answers_of(book, intake.desk, beside, now, who=form.who, sha256=form.sha256)
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
    ended = _without_records(intake, whole, form)
    return ended or _decided(intake, whole, form, is_partial=is_partial)


def _without_records(intake: Intake, whole: Candidate, form: Received) -> Candidate | None:
    """How a form ends of which no row is looked at; None where the rows decide."""
    answers, taken = whole.answers, intake.desk.taken
    assert answers is not None
    if answers.identity is None:
        return whole
    month = answers.identity.month
    other = taken.other(form.sha256, answers.unit, month)
    if form.sha256 in taken.entries and (other is not None or not answers.rows):
        why = f"{SEEN}，以后来收的一份（{other.date}）为准" if other else SEEN
        return _quiet(whole, Status.UNCHANGED, why)
    if answers.is_elsewhere:
        why = next(f for f in answers.faults if f.kind is file_faults.NOT_ASKED_FOR).message
        return _quiet(whole, Status.SKIPPED, why)
    if form.others:
        return replace_outcome(whole, status=Status.REFUSED, faults=(_two_forms(form, month),))
    if answers.rows and other is not None and intake.desk.asking.received < other.date:
        told = f"本月已收过该单位另一份表（{other.date}），晚于这一份的收到日期"
        remedy = "这一份不用收；确实是后来收到的，用 --received 写明收到的日期"
        fault = file_faults.RECEIVED_EARLIER.of(told, remedy=remedy)
        return replace_outcome(whole, status=Status.REFUSED, faults=(fault,))
    return None


def _quiet(whole: Candidate, status: Status, why: str) -> Candidate:
    """The candidate of which nothing more is to be said."""
    told = replace_outcome(whole, status=status, why=why, faults=())
    return replace(told, outcome=told.outcome._replace(drift=(), notes=()))


def _two_forms(form: Received, month: Period) -> Fault:
    told = f"同一单位{month.words}的表还有内容不同的：{'、'.join(form.others)}"
    return file_faults.TWO_FORMS.of(told, remedy="留下对的一份，移走其余的，再收一次")


def replace_outcome(
    candidate: Candidate, *, status: Status, why: str = "", faults: tuple[Fault, ...]
) -> Candidate:
    """The candidate with another end, and no records."""
    outcome = candidate.outcome._replace(status=status, why=why, faults=faults, told=(), kept="")
    return replace(candidate, outcome=outcome, appends=(), copies=())


def _decided(intake: Intake, whole: Candidate, form: Received, *, is_partial: bool) -> Candidate:
    """Decide on every row; a form with faults is refused, or taken without the rows that have."""
    answers = whole.answers
    assert answers is not None
    if answers.is_refused:
        return whole
    entry = intake.desk.taken.entries.get(form.sha256)
    source = _taken_source(entry) if entry else _source(intake, whole, form)
    made = [_of_row(intake, whole, row, source) for row in answers.rows if row.is_taken]
    rows = [one for one in made if not isinstance(one, Fault)]
    faults = [*answers.every_fault, *(one for one in made if isinstance(one, Fault))]
    wrong = any(not fault.is_warning for fault in faults)
    if wrong and not (is_partial and rows):
        why = f"其余 {whole.outcome.unchanged} 行已经收过" if entry else ""
        return replace_outcome(whole, status=Status.REFUSED, why=why, faults=tuple(faults))
    if not rows and entry:
        return _quiet(whole, Status.UNCHANGED, SEEN)
    if not rows:
        same = f"{whole.outcome.unchanged} 行都已收过"
        return replace_outcome(whole, status=Status.UNCHANGED, why=same, faults=tuple(faults))
    appends = [change for one in rows for change in one.changes]
    returned = () if entry else (_returned(intake, whole, source, faults),)
    outcome = whole.outcome._replace(
        status=Status.TAKEN,
        told=tuple(one.told for one in rows),
        faults=tuple(faults),
        notes=(*whole.outcome.notes, *_instead_of(intake, answers, form)),
        kept=str(source["path"]),
    )
    copies = (str(source["path"]), *(path for one in rows for path in one.copies))
    return replace(whole, outcome=outcome, appends=(*appends, *returned), copies=copies)


def _instead_of(intake: Intake, answers: Answers, form: Received) -> Iterator[str]:
    """That another form of the unit and month was taken in before."""
    assert answers.identity is not None
    other = intake.desk.taken.other(form.sha256, answers.unit, answers.identity.month)
    if other is not None:
        yield f"本月已收过该单位另一份表（{other.date}），以这一份为准"


def _taken_source(entry: Returned) -> Mapping[str, Scalar]:
    """The source of records from a form of which others are in the ledger already."""
    return {"path": entry.form.path, "sha256": entry.form.sha256, "received": entry.date}


def _source(intake: Intake, whole: Candidate, form: Received) -> Mapping[str, Scalar]:
    """The form as the source of records; its copy has a place from now on."""
    outcome, sha256 = whole.outcome, form.sha256
    assert isinstance(form.book, RawBook)
    name = f"{file_name(outcome.unit)}-{sha256[:8]}.{form.book.kind}"
    path = intake.keeping.place(f"{FORMS}/{outcome.month}", name, sha256, whole.arrived.piece)
    return {"path": path, "sha256": sha256, "received": intake.desk.asking.received}


def _returned(
    intake: Intake, whole: Candidate, source: Mapping[str, Scalar], faults: Sequence[Fault]
) -> Append:
    """The entry that says that the form was taken in."""
    spots = {(f.spot.table, f.spot.row) for f in faults if not f.is_warning}
    note = {"note": f"有 {len(spots)} 行没有收，已退回"} if spots else {}
    fields: dict[str, Value] = {
        "month": Plain(whole.outcome.month),
        "unit": whole.outcome.unit,
        "date": intake.desk.asking.received,
        "by": intake.office,
        "form": {"path": source["path"], "sha256": source["sha256"]},
        **note,
    }
    return Append(Place(RETURNS, ("returns",)), fields)


class _Recorded(NamedTuple):
    """A row that is taken: what it changes, its records, and the copies that they name."""

    told: Told
    changes: list[Append]
    copies: list[str]


def _of_row(
    intake: Intake, whole: Candidate, row: Row, source: Mapping[str, Scalar]
) -> _Recorded | Fault:
    """The records of a row and the copies that they name, or why there are none."""
    assert whole.answers is not None
    evidence = _evidence(intake, whole, row)
    if isinstance(evidence, Fault):
        return evidence
    told = told_of(row, whole.answers, intake.desk, source, evidence)
    ledger = intake.desk.board.ledger
    try:
        changes = [decide(ledger, one, today=intake.today).change for one in told.intents]
    except LedgerError as error:
        spot = row.table.spot(row.line, "id")
        message, remedy = _ahead(intake, row) or (error.message, error.remedy)
        return ledger_faults.BREAKS.of(message, remedy=remedy, at=spot)
    return _Recorded(told, changes, [str(one["path"]) for one in evidence])


def _ahead(intake: Intake, row: Row) -> tuple[str, str] | None:
    """What is said of a measure whose last record has not come yet, after which none can stand."""
    if not is_measure(row):
        return None
    log = intake.desk.board.ledger.entry(row.id).measure.log
    if not log or log[-1].date <= intake.today:
        return None
    told = f"措施 {row.id} 台账里有今天以后的记录（{log[-1].date}），在它之后还不能记"
    return told, "核对那条记录的日期和这台机器今天的日期，再收一次"


def _evidence(intake: Intake, whole: Candidate, row: Row) -> Evidence | Fault:
    """The fields of the files that a row submits; each has a place in the repository."""
    outcome, arrived = whole.outcome, whole.arrived
    folder = f"{EVIDENCE}/{outcome.month}/{file_name(outcome.unit)}/{row.id}"
    fields: list[Mapping[str, Scalar]] = []
    for name in row.names:
        try:
            total = intake.sum_of(arrived, name)
        except (OSError, Unsafe) as error:
            why = reason_of(error) if isinstance(error, OSError) else str(error)
            is_large = arrived.beside[name].size > MOST_EVIDENCE
            kind = cell_faults.EVIDENCE_LARGE if is_large else cell_faults.EVIDENCE_MISSING
            spot = row.table.spot(row.line, "evidence")
            return kind.of(f"佐证“{name}”收不了：{why}", remedy="换成能打开的小一些的文件", at=spot)
        path = intake.keeping.place(folder, name, total, arrived.beside[name])
        fields.append({"path": path, "sha256": total})
    return tuple(fields)


def entered_of(
    before: Opened, candidates: Sequence[Candidate], today: date
) -> tuple[Entered | None, list[Candidate]]:
    """Enter all records together; forms whose records would bring errors are refused.

    Gives None where there is nothing to enter.
    """
    ended = list(candidates)
    while ready := [one for one in ended if one.appends]:
        made = _tried(before, ready, today)
        if isinstance(made, Entered):
            return made, ended
        failed = dict(_failed(before, ready, made, today)) or {
            one.outcome.file: made for one in ready
        }
        ended = [_broken(one, failed.get(one.outcome.file)) for one in ended]
    return None, ended


def _appends(candidates: Sequence[Candidate]) -> list[Append]:
    return [change for one in candidates for change in one.appends]


def _tried(before: Opened, candidates: Sequence[Candidate], today: date) -> Entered | Refused:
    """The records of some forms, entered together; why not, where that cannot be."""
    try:
        return entered(before, _appends(candidates), today)
    except Refused as error:
        return error


def _failed(
    before: Opened, candidates: Sequence[Candidate], error: Refused, today: date
) -> Iterator[tuple[str, Refused]]:
    """The forms with which the ledger would have errors, found by halves; all of them together do.

    None where each half does without the other.
    """
    if len(candidates) == 1:
        yield candidates[0].outcome.file, error
        return
    half = len(candidates) // 2
    for part in (candidates[:half], candidates[half:]):
        made = _tried(before, part, today)
        if isinstance(made, Refused):
            yield from _failed(before, part, made, today)


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
