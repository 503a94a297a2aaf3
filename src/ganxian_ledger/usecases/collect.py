"""Taking returned forms back: read, understood, decided, entered together; all of a form or none.

The files are read before the lock is taken. Forms of different units do not touch the same
records, so that all first forms of the units are entered together; a unit's second form is taken
against the state after its first. What came of all of them is written at once.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import parcels, store
from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.adapters.parcels import Unsafe
from ganxian_ledger.domain.edits.refusals import DATE_AFTER_TODAY, UNFINISHED, WRITTEN_BUT
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.forms import cell_faults, file_faults
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.identify import Asking, Identified, identified
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.domain.forms.raw import RawBook
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.rules.diagnostic import Diagnostic
from ganxian_ledger.usecases import entering
from ganxian_ledger.usecases.collected import Collected
from ganxian_ledger.usecases.deciding import Candidate, Intake, candidate_of, entered_of
from ganxian_ledger.usecases.gathering import MOST_FORM, Gathered, gathered
from ganxian_ledger.usecases.keeping import Keeping
from ganxian_ledger.usecases.opening import Opened, open_sound
from ganxian_ledger.usecases.received import Received, beside_others, waves
from ganxian_ledger.usecases.sending_back import sent_back

Tell = Callable[[int, int], None]
_RECORDED = frozenset({WRITTEN_BUT.code, UNFINISHED.code})
"""Refusals after which the records count all the same."""
_NOT_TAKEN = frozenset({Status.REFUSED, Status.SKIPPED})
MOST_SKIPPED = 100
"""Files that were not used and are listed one by one."""
_Places = tuple[tuple[int, tuple[str, ...]], ...]


class Request(NamedTuple):
    """How a run takes forms: received when, of which month and unit, whole or in part."""

    received: date | None = None
    month: Period | None = None
    unit: str | None = None
    partial: bool = False
    dry_run: bool = False
    back: Path | None = None


def collect(
    folder: LedgerFolder,
    paths: Sequence[Path],
    request: Request,
    *,
    today: date,
    tell: Tell = lambda _done, _whole: None,
) -> Collected:
    """Take in what was handed in.

    Args:
        folder: The ledger.
        paths: Files, folders and zip files.
        request: How they are taken.
        today: The day on which they are taken in.
        tell: Is told how many steps are done, of how many: each form is read, then entered.

    Raises:
        Unknown: where a file that was named, or the unit, is not there.
        Unsound: where the ledger has errors.
        Refused: where nothing at all can be done (lock, disk, a day that has not come).
        Unkept: where a copy cannot be kept; nothing was recorded.
    """
    received = request.received or today
    if received > today:
        raise DATE_AFTER_TODAY.of(
            f"收到日期 {received} 晚于今天（{today}）", remedy="写成今天或以前的日期"
        )
    try:
        return _collected(folder, paths, request._replace(received=received), today, tell)
    finally:
        parcels.close()


def _collected(
    folder: LedgerFolder, paths: Sequence[Path], request: Request, today: date, tell: Tell
) -> Collected:
    received = request.received or today
    found = gathered(paths)
    steps = _Steps(tell, 2 * len(found.forms))
    read, broken = _read(found, steps)
    with contextlib.nullcontext() if request.dry_run else store.locked(folder):
        opened = open_sound(folder, today)
        unit = opened.ledger.unit(request.unit).name if request.unit else None
        run = _Run(opened, request, Asking(received, request.month, unit), today)
        steps.done = 2 * len(found.forms) - len(read)
        known = frozenset(one.form.sha256 for one in opened.ledger.returns)
        forms = beside_others(read, opened.ledger, run.asking, known)
        for wave in waves(forms, opened.ledger, known):
            run.take(wave, steps)
        run.write()
    outcomes = [*run.outcomes, *broken, *_passed_over(found, run.named)]
    return run.ended(list(_without_evidence(outcomes, run.named)))


class _Steps:
    """Tells how many steps are done: each form is read, then entered."""

    def __init__(self, tell: Tell, whole: int) -> None:
        self.done = 0
        self._tell, self._whole = tell, whole

    def step(self) -> None:
        """Another one begins."""
        self._tell(self.done, self._whole)
        self.done += 1


class _Run:
    """One run: the ledger as it is so far, what became of the forms, what is to be written."""

    def __init__(self, opened: Opened, request: Request, asking: Asking, today: date) -> None:
        self.outcomes: list[FormOutcome] = []
        self.named: set[str] = set()
        self._users: dict[str, dict[str, str]] = {}
        self.asking = asking
        self._opened, self._request, self._today = opened, request, today
        self._refused: dict[str, Candidate] = {}
        self._warnings: list[Diagnostic] = []
        self._files: dict[str, entering.EnteredFile] = {}
        self._copies: list[str] = []
        self._keeping = Keeping(opened.folder.root)

    def take(self, wave: Sequence[Received], steps: _Steps) -> None:
        """Take forms of different units in, together; nothing is written yet."""
        before = self._opened
        wanted = [whose for one in wave if (whose := one.of(before.ledger))]
        intake = Intake.of(before, self.asking, self._keeping, self._today, wanted)
        candidates = []
        for form in wave:
            steps.step()
            candidates.append(candidate_of(intake, form, is_partial=self._request.partial))
        for one in candidates:
            for shown in _evidence_of(one):
                self.named.add(shown)
                self._users.setdefault(shown, {})[one.outcome.file] = one.outcome.unit
        entered, candidates = entered_of(before, candidates, self._today)
        if entered is not None:
            self._accept(entered)
        for one in candidates:
            self.outcomes.append(one.outcome)
            self._copies.extend(one.copies)
            if one.outcome.is_refused:
                self._refused[one.outcome.file] = one

    def write(self) -> None:
        """Keep the copies, then write all records of the run; either all of it, or none.

        Raises:
            Refused: where that cannot be; but for P305 and P308 everything is as it was.
        """
        if self._request.dry_run or not self._files:
            return
        whole = entering.Entered(tuple(self._files.values()), ())
        with contextlib.ExitStack() as undoing:
            undoing.callback(self._keeping.undo)  # after an interrupt as well
            try:
                self._keeping.write(self._copies)
                entering.write(self._opened.folder, whole)
            except Refused as error:
                if error.code in _RECORDED:
                    undoing.pop_all()
                raise
            undoing.pop_all()

    def ended(self, outcomes: Sequence[FormOutcome]) -> Collected:
        """What the run did; copies go back to the units, but for a dry run.

        Raises:
            Refused: P305 where that is interrupted; the records are written.
        """
        request = self._request
        if self._refused and not request.dry_run:  # else the ledger need not be read once more
            try:
                outcomes = sent_back(
                    self._opened, outcomes, self._refused, request.back, self._today
                )
            except KeyboardInterrupt:
                words = "能收的已经记入台账；退回的副本没有写完：被中断"
                remedy = "再运行一次：收过的不会重记，副本会补齐"
                raise WRITTEN_BUT.of(words, remedy=remedy) from None
        told = (one.shortened for one in _with_shared(outcomes, self._users))
        ordered = tuple(sorted(told, key=lambda one: one.file))
        warnings, files = tuple(self._warnings), tuple(self._files.values())
        return Collected(self.asking.received, ordered, warnings, files, request.dry_run)

    def _accept(self, entered: entering.Entered) -> None:
        """Go on from the ledger with these records; of a file the first old bytes stay known."""
        self._warnings.extend(entered.warnings)
        for file in entered.files:
            first = self._files.get(file.name)
            old = file.old if first is None else first.old
            places = file.places if first is None else _later(first.places, file.places)
            self._files[file.name] = file._replace(old=old, places=places)
        if entered.after is not None:
            self._opened = entered.after


def _evidence_of(candidate: Candidate) -> Iterator[str]:
    """The files that a form names as evidence, as they are shown, but for the form itself."""
    arrived = candidate.arrived
    for name in candidate.named:
        shown = arrived.beside[name].shown
        if shown != arrived.piece.shown:
            yield shown


def _later(first: _Places, then: _Places) -> _Places:
    """The places of new lines after more lines came, all by their numbers in the last text."""
    moved = []
    for start, lines in first:
        at = start
        for came, more in then:
            at += len(more) if came <= at else 0
        moved.append((at, lines))
    return tuple(sorted((*moved, *then)))


def _read(found: Gathered, steps: _Steps) -> tuple[list[Received], list[FormOutcome]]:
    """Read every form; what cannot be opened at all is an outcome already."""
    from ganxian_ledger.adapters.workbook.reader import Reader  # noqa: PLC0415 (seldom)

    read: list[Received] = []
    broken = [_faulty(shown, fault) for shown, fault in found.faults]
    with Reader() as reader:
        for arrived in found.forms:
            steps.step()
            piece = arrived.piece
            try:
                data = piece.read(MOST_FORM)
            except (OSError, Unsafe) as error:
                is_large = isinstance(error, Unsafe) and piece.size > MOST_FORM
                kind = file_faults.TOO_LARGE if is_large else file_faults.UNREADABLE
                why = reason_of(error) if isinstance(error, OSError) else str(error)
                fault = kind.of(f"文件读不了：{why}", remedy="检查文件，再收一次")
                broken.append(_faulty(piece.shown, fault))
                continue
            book = reader.read(data)
            who = identified(book) if isinstance(book, RawBook) else Identified(None, "")
            read.append(Received(arrived, hashlib.sha256(data).hexdigest(), book, who))
    return read, broken


def _faulty(shown: str, fault: Fault) -> FormOutcome:
    return FormOutcome(shown, Status.REFUSED, faults=(fault,))


def _passed_over(found: Gathered, named: AbstractSet[str]) -> Iterator[FormOutcome]:
    """What was not used, and is no evidence of a form; of very many files how many more."""
    left = [one for one in found.skipped if one[0] not in named]
    for shown, why in left[:MOST_SKIPPED]:
        yield FormOutcome(shown, Status.SKIPPED, why=why)
    if len(left) > MOST_SKIPPED:
        more = len(left) - MOST_SKIPPED
        yield FormOutcome(f"另有 {more} 个文件", Status.SKIPPED, why="没有用，也没有逐个列出")


def _with_shared(
    outcomes: Iterable[FormOutcome], users: Mapping[str, Mapping[str, str]]
) -> Iterator[FormOutcome]:
    """The outcomes, warned where forms of two units name the same file as their evidence.

    `users` are the units by the form, by the file that it names.
    """
    doubtful: dict[str, list[Fault]] = {}
    for shown, forms in users.items():
        units = sorted(set(forms.values()))
        if len(units) > 1:
            told = f"佐证“{shown}”有 {len(units)} 个单位用：{'、'.join(units)}"
            remedy = "不是共用的，把各单位交来的放进各自的文件夹，再收一次"
            for form in forms:
                fault = cell_faults.EVIDENCE_SHARED.of(told, remedy=remedy)
                doubtful.setdefault(form, []).append(fault)
    for one in outcomes:
        is_told = one.file in doubtful and one.status in {Status.TAKEN, Status.REFUSED}
        yield one._replace(faults=(*one.faults, *doubtful[one.file])) if is_told else one


def _without_evidence(
    outcomes: Iterable[FormOutcome], named: AbstractSet[str]
) -> Iterator[FormOutcome]:
    """The outcomes but for files that a form names as evidence, and that are no forms of ours.

    `named` are the files as they are shown; what lies in a zip file is shown below it.
    """
    for one in outcomes:
        is_foreign = not one.unit or any(f.kind is file_faults.OTHER_LEDGER for f in one.faults)
        places = [one.file, *(place.as_posix() for place in Path(one.file).parents)]
        if not (is_foreign and one.status in _NOT_TAKEN and not named.isdisjoint(places)):
            yield one
