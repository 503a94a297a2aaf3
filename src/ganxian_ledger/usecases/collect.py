"""Taking returned forms back: read, understood, decided, entered together; all of a form or none.

The files are read before the lock is taken. Forms of different units do not touch the same
records, so that all first forms of the units are entered together; a unit's second form is taken
against the state after its first. What came of all of them is written at once.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.adapters.parcels import Unsafe
from ganxian_ledger.domain.edits.refusals import DATE_AFTER_TODAY, WRITTEN_BUT
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.forms import file_faults
from ganxian_ledger.domain.forms.fault import Fault
from ganxian_ledger.domain.forms.identify import Asking, identified
from ganxian_ledger.domain.forms.outcome import FormOutcome, Status
from ganxian_ledger.domain.forms.raw import RawBook, Unreadable
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.rules.diagnostic import Diagnostic
from ganxian_ledger.usecases import entering
from ganxian_ledger.usecases.collected import Collected
from ganxian_ledger.usecases.deciding import Candidate, Counter, candidate_of, entered_of
from ganxian_ledger.usecases.gathering import MOST_FORM, Arrived, Gathered, gathered
from ganxian_ledger.usecases.keeping import Keeping
from ganxian_ledger.usecases.opening import Opened, judged, open_sound
from ganxian_ledger.usecases.sending_back import sent_back

Tell = Callable[[int, int], None]


class Request(NamedTuple):
    """How a run takes forms: received when, of which month and unit, whole or in part."""

    received: date | None = None
    month: Period | None = None
    unit: str | None = None
    partial: bool = False
    dry_run: bool = False
    back: Path | None = None


class Received(NamedTuple):
    """A form that was read: its sum, its sheets or why there are none, and whose it says it is."""

    arrived: Arrived
    sha256: str
    book: RawBook | Unreadable
    unit: str
    month: str


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
        tell: Is told how many forms were read, of how many.

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
    found = gathered(paths)
    read, broken = _read(found, tell)
    with contextlib.nullcontext() if request.dry_run else store.locked(folder):
        opened = open_sound(folder, today)
        unit = opened.ledger.unit(request.unit).name if request.unit else None
        run = _Run(opened, request, Asking(received, request.month, unit), today)
        for wave in _waves(read):
            run.take(wave)
        run.write()
    outcomes = [*run.outcomes, *broken, *_passed_over(found)]
    return run.ended(_without_evidence(outcomes, run.named, found))


class _Run:
    """One run: the ledger as it is so far, what became of the forms, what is to be written."""

    def __init__(self, opened: Opened, request: Request, asking: Asking, today: date) -> None:
        self.outcomes: list[FormOutcome] = []
        self.named: set[tuple[Path, str]] = set()
        self._opened, self._request, self._asking, self._today = opened, request, asking, today
        self._refused: dict[str, Candidate] = {}
        self._warnings: list[Diagnostic] = []
        self._files: dict[str, entering.EnteredFile] = {}
        self._new: dict[str, bytes] = {}
        self._copies: list[str] = []
        self._keeping = Keeping(opened.folder.root)

    def take(self, wave: Sequence[Received]) -> None:
        """Take forms of different units in, together; nothing is written yet."""
        before = self._now()
        counter = Counter.of(before, self._asking, self._keeping, self._today)
        candidates = [
            candidate_of(counter, one.arrived, one.sha256, one.book, partial=self._request.partial)
            for one in wave
        ]
        for one in candidates:
            self.named.update((one.arrived.home, name) for name in one.named)
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
            Refused: where that cannot be; but for P305 everything is as it was.
        """
        if self._request.dry_run or not self._files:
            return
        self._keeping.write(self._copies)
        whole = entering.Entered(tuple(self._files.values()), ())
        try:
            entering.write(self._opened.folder, whole)
        except Refused as error:
            if error.code != WRITTEN_BUT.code:
                self._keeping.undo()
            raise

    def ended(self, outcomes: Sequence[FormOutcome]) -> Collected:
        """What the run did; copies go back to the units, but for a dry run.

        Raises:
            Refused: P305 where that is interrupted; the records are written.
        """
        request = self._request
        if not request.dry_run:
            try:
                outcomes = sent_back(
                    self._now(), outcomes, self._refused, request.back, self._today
                )
            except KeyboardInterrupt:
                told = "能收的已经记入台账；退回的副本没有写完：被中断"
                remedy = "再运行一次：收过的不会重记，副本会补齐"
                raise WRITTEN_BUT.of(told, remedy=remedy) from None
        ordered = tuple(sorted(outcomes, key=lambda one: one.file))
        warnings, files = tuple(self._warnings), tuple(self._files.values())
        return Collected(self._asking.received, ordered, warnings, files, request.dry_run)

    def _accept(self, entered: entering.Entered) -> None:
        """Go on from the ledger with these records; of a file the first old bytes stay known."""
        self._warnings.extend(entered.warnings)
        for file in entered.files:
            first = self._files.get(file.name)
            old = file.old if first is None else first.old
            places = file.places if first is None else (*first.places, *file.places)
            self._files[file.name] = file._replace(old=old, places=places)
            self._new[file.name] = file.new

    def _now(self) -> Opened:
        """The ledger with everything that was accepted so far."""
        if self._new:
            documents = self._opened.reading.documents
            files = {name: one.source.data for name, one in documents.items()}
            self._opened = judged(self._opened.folder, {**files, **self._new}, self._today)
            self._new = {}
        return self._opened


def _read(found: Gathered, tell: Tell) -> tuple[list[Received], list[FormOutcome]]:
    """Read every form; what cannot be opened at all is an outcome already."""
    from ganxian_ledger.adapters.workbook.reader import Reader  # noqa: PLC0415 (seldom)

    read: list[Received] = []
    broken = [_faulty(shown, fault) for shown, fault in found.faults]
    with Reader() as reader:
        for done, arrived in enumerate(found.forms):
            tell(done, len(found.forms))
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
            who = identified(book).identity if isinstance(book, RawBook) else None
            unit, month = (who.unit, who.month.text) if who else ("", "")
            read.append(Received(arrived, hashlib.sha256(data).hexdigest(), book, unit, month))
    tell(len(found.forms), len(found.forms))
    return read, broken


def _faulty(shown: str, fault: Fault) -> FormOutcome:
    return FormOutcome(shown, Status.REFUSED, faults=(fault,))


def _waves(read: Sequence[Received]) -> Iterator[list[Received]]:
    """The forms in waves: of each unit one, by month and name; those of nobody in the first."""
    queues: dict[str, list[Received]] = {}
    for one in read:
        key = one.unit or f"/{one.arrived.piece.shown}"
        queues.setdefault(key, []).append(one)
    for queue in queues.values():
        queue.sort(key=lambda one: (one.month, one.arrived.piece.shown))
    for number in range(max(map(len, queues.values()), default=0)):
        yield [queue[number] for queue in queues.values() if number < len(queue)]


def _passed_over(found: Gathered) -> Iterator[FormOutcome]:
    for shown, why in found.skipped:
        yield FormOutcome(shown, Status.SKIPPED, why=why)


def _without_evidence(
    outcomes: Iterable[FormOutcome], named: AbstractSet[tuple[Path, str]], found: Gathered
) -> list[FormOutcome]:
    """The outcomes but for workbooks that are no forms and that a form names as evidence."""
    arrived = {one.piece.shown: one for one in found.forms}

    def is_evidence(outcome: FormOutcome) -> bool:
        if all(fault.kind is not file_faults.NOT_OURS for fault in outcome.faults):
            return False
        one = arrived[outcome.file]
        return not named.isdisjoint({(one.home, one.piece.name), (one.home, one.parcel)})

    return [one for one in outcomes if not is_evidence(one)]
