"""The month's forms for the lead units: all made before the first is in place; nothing is sent."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import outbox
from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.adapters.outbox import Draft
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.forms.build import forms_of
from ganxian_ledger.domain.forms.form import Form
from ganxian_ledger.domain.model.calendar import Period, month_of
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.returning import require_planned
from ganxian_ledger.domain.state.workdays import return_day
from ganxian_ledger.domain.views import (
    notice_list,
    notice_paper,
    notice_words,
    paper_bundle,
    sheet_bundle,
)
from ganxian_ledger.domain.views.notice import Notice, Request
from ganxian_ledger.domain.views.notice_list import Asking
from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.domain.views.question import unit_of
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.domain.views.words import day_words
from ganxian_ledger.render.papers import Style
from ganxian_ledger.render.width import safe_text
from ganxian_ledger.usecases import dispatch_earlier as earlier
from ganxian_ledger.usecases import dispatch_files as files
from ganxian_ledger.usecases import dispatch_names as names
from ganxian_ledger.usecases import papers
from ganxian_ledger.usecases.dispatch_earlier import Earlier
from ganxian_ledger.usecases.dispatch_names import Parcel
from ganxian_ledger.usecases.opening import open_sound
from ganxian_ledger.usecases.output import Unwritten
from ganxian_ledger.usecases.report import Question, WrongPeriod, day_of
from ganxian_ledger.usecases.revision import digest_now, revision_of

Tell = Callable[[int, int], None]
"""Is told how many units of how many are done."""


class Halfway(Refused):
    """The run was stopped while files were put in their places; those in place are whole."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The forms of a month, not made yet, and who is asked for how much.

    `facts` say of which data the notices speak.
    """

    folder: LedgerFolder
    board: Board
    question: Question
    asking: Asking
    forms: tuple[Form, ...]
    facts: tuple[tuple[str, str], ...]
    sheet: Sheet

    @property
    def office(self) -> str:
        """The office's registered name."""
        ledger = self.board.ledger
        return ledger.units.named(ledger.plan.office)


class Written(NamedTuple):
    """How many units' folders are in place, the list's name, and what other runs left there.

    `others` are folders that this run did not write.
    """

    units: int
    listed_in: str
    others: tuple[str, ...]
    earlier: Earlier


def prepare(
    folder: LedgerFolder, question: Question, units: tuple[str, ...], *, today: date
) -> Dispatch:
    """What is asked of whom.

    Args:
        folder: The ledger.
        question: The month and its day; `given` is what the office gives of the notices.
        units: Those that are asked, by any of their names; all where empty.
        today: The day on which the forms are made.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where there is no such unit.
        BeforePlan: where the month was over before the plan starts.
        WrongPeriod: where it has not begun or lies after the plan, or the day is outside of it.
    """
    day, month = day_of(question, today), question.period
    opened = open_sound(folder, today)
    ledger, board = opened.ledger, Board(opened.ledger, day)
    require_planned(ledger, month)
    _require_before_the_end(board, month)
    wanted = tuple(dict.fromkeys(unit_of(ledger, name).name for name in units))
    digest = digest_now(opened)
    forms = forms_of(board, month, digest, units=wanted or None)
    asking = Asking(month, return_day(ledger, month), tuple(map(_request, forms)), wanted)
    return Dispatch(
        folder=folder,
        board=board,
        question=question,
        asking=asking,
        forms=forms,
        facts=(("数据版本", revision_of(opened)),),
        sheet=notice_list.sheet_of(board, asking, path=folder.path.as_posix()),
    )


def _require_before_the_end(board: Board, month: Period) -> None:
    """The month is not after the plan, nor after the last deadline of what is unfinished.

    Raises:
        WrongPeriod: where it is.
    """
    plan = board.ledger.plan
    unfinished = (row.standing.due for row in board.rows if row.state.is_unfinished)
    last = max((plan.due, *unfinished))
    if month.first > last:
        raise WrongPeriod(
            f"{month.words}在方案结束之后（完成时限最晚到{day_words(last)}），没有要报送的",
            remedy=f"--month 写 {month_of(plan.start).text} 到 {month_of(last).text} 之间的月份",
        )


def _request(form: Form) -> Request:
    return Request(
        unit=form.identity.unit,
        measures=len(form.measures),
        targets=len(form.targets),
        cells=form.asked_cells,
        waiting=form.waiting,
    )


def write(dispatch: Dispatch, directory: Path, *, overwrite: bool, tell: Tell) -> Written:
    """Write a folder and an archive for each unit, and the list, into a folder, which is made.

    Every file is made before the first takes its place, however many there are.

    Raises:
        UnknownTemplate: where the layout of the notice is missing.
        TemplateFault: where it is faulty.
        Handmade: where somebody went on with a form, a notice or the list, unless `overwrite`.
        AnotherPlan: where forms of another plan lie there, unless `overwrite`.
        Busy: where another run writes there and does not finish in time.
        Unwritten: where the folder cannot be made, or a file cannot be written or would stand
            among the ledger's.
        Halfway: where it was interrupted while the files were put in their places.
    """
    asking = dispatch.asking
    parcels, index = names.parcels_of(asking, dispatch.office), names.index_of(asking)
    try:
        files.require_outside(dispatch.folder, directory)
        files.require_free(dispatch.folder, directory, parcels, index, overwrite=overwrite)
        if not overwrite:
            earlier.require_same_plan(directory, dispatch.forms[0].identity)
        before = earlier.digests_of(directory, [parcel.sheet for parcel in parcels])
        with outbox.drafting(directory) as draft:
            listed = _make(dispatch, parcels, draft, tell)
            _place(draft, directory, parcels, index)
        found = earlier.earlier_of(directory, asking.month.words, before, listed, index)
        others = files.others(directory, asking.month, parcels)
        return Written(len(parcels), index, others, found)
    except OSError as error:
        raise _unwritten(directory, error) from None


def _unwritten(directory: Path, error: OSError) -> Unwritten:
    """Why nothing was written; some systems say that a place is not there where none can be."""
    is_there = directory.is_dir()
    is_absent = isinstance(error, FileNotFoundError) and not is_there
    reason = "那个位置不能建目录" if is_absent else reason_of(error)
    told = f"目录“{directory}”{'写不进去' if is_there else '建不了'}：{reason}；什么也没有写"
    return Unwritten(told, remedy=papers.HELP if is_there else "换一个目录，或检查写权限")


def _place(draft: Draft, directory: Path, parcels: tuple[Parcel, ...], index: str) -> None:
    """Put every file in its place, unit by unit, the list last.

    Raises:
        Unwritten: where one cannot be, telling which are.
        Halfway: where it is interrupted, likewise.
    """
    done = 0
    try:
        for parcel in parcels:
            draft.place(parcel.folder)
            if parcel.is_sent:
                draft.place(parcel.archive)
            done += 1
        draft.place(index)
    except OSError as error:
        stopped = parcels[done].folder if done < len(parcels) else index
        told = f"{directory / stopped} 写不进去：{reason_of(error)}；{_so_far(done, parcels)}"
        raise Unwritten(told, remedy=papers.HELP) from None
    except KeyboardInterrupt:
        told = f"写到一半被中断；{_so_far(done, parcels)}"
        raise Halfway(told, remedy="再运行一次，会全部重写") from None


def _so_far(done: int, parcels: tuple[Parcel, ...]) -> str:
    last = f"，到“{parcels[done - 1].folder}”为止" if done else ""
    return f"{len(parcels)} 家里写好了 {done} 家{last}，清单还没有写"


def _make(
    dispatch: Dispatch, parcels: tuple[Parcel, ...], draft: Draft, tell: Tell
) -> list[tuple[str, str]]:
    """Make every file into the draft, that of the notice in the layout that the ledger has.

    Returns:
        Each unit's form and its digest.
    """
    style = papers.style_of(dispatch.folder)
    listed = []
    with _collecting():
        for at, parcel in enumerate(parcels):
            made = _made(dispatch, at, parcel, style)
            for name, content in made.items():
                draft.add(name, content)
            listed.append((parcel.sheet, sha256(made[parcel.sheet]).hexdigest()))
            tell(at + 1, len(parcels))
    table = notice_list.list_of(dispatch.asking, listed)
    sheet = replace(dispatch.sheet, tables=(table,))
    bundle = sheet_bundle.bundle_of(
        sheet, dispatch.facts, name=notice_list.NAME, day=dispatch.board.day
    )
    draft.add(names.index_of(dispatch.asking), papers.made(bundle, ".csv", style))
    return listed


@contextlib.contextmanager
def _collecting() -> Iterator[None]:
    """Let garbage go while many documents are made, without looking at the ledger each time."""
    is_on = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not is_on:
            gc.disable()


def _made(dispatch: Dispatch, at: int, parcel: Parcel, style: Style) -> dict[str, bytes]:
    """The files of one unit by their paths; the archive holds what the unit is to have."""
    from ganxian_ledger.render.xlsx.form import form_workbook  # noqa: PLC0415 (XlsxWriter)
    from ganxian_ledger.render.zipped import zipped  # noqa: PLC0415 (with what it packs)

    form = form_workbook(dispatch.forms[at], dispatch.board.day)
    if not parcel.is_sent:
        return {parcel.sheet: form}
    request = dispatch.asking.requests[at]
    paper = _notice(dispatch, request, parcel)
    bundle = paper_bundle.bundle_of(lambda: paper.paper, dispatch.board.day, {"notice": paper.told})
    letter = papers.made(bundle, ".docx", style)
    sent = {parcel.form: form, parcel.notice: letter}
    plan, asking = dispatch.board.ledger.plan, dispatch.asking
    message = notice_words.message(plan, request, asking.month, asking.until)
    return {
        parcel.sheet: form,
        f"{parcel.folder}/{parcel.notice}": letter,
        f"{parcel.folder}/{names.MESSAGE}": f"{safe_text(message)}\n".encode(),
        f"{parcel.folder}/{names.MAIL}": _mail(dispatch, request, paper.paper.title, sent),
        parcel.archive: zipped(sent),
    }


class _Paper(NamedTuple):
    """A notice with what its layout sees beside it."""

    paper: Paper
    told: Notice


def _notice(dispatch: Dispatch, request: Request, parcel: Parcel) -> _Paper:
    asking = dispatch.asking
    attached = (parcel.form.removesuffix(".xlsx"),)
    told = Notice(request, asking.month, asking.until, attached)
    name = parcel.notice.removesuffix(".docx")
    paper = notice_paper.paper_of(dispatch.board, told, dispatch.facts, name=name)
    return _Paper(dispatch.question.given.fill(paper), told)


def _mail(dispatch: Dispatch, request: Request, title: str, sent: Mapping[str, bytes]) -> bytes:
    """The draft of a mail that brings what the unit is to have."""
    from ganxian_ledger.render import mail  # noqa: PLC0415 (only this writes mail)

    asking = dispatch.asking
    return mail.draft(
        mail.Mail(
            subject=f"{title}（{request.unit}）",
            body=notice_words.mail(dispatch.board, request, asking.month, asking.until),
            day=dispatch.board.day,
            attached=tuple(sent.items()),
        )
    )
