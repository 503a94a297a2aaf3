"""The month's forms for the lead units: all made before the first is in place; nothing is sent."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
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
from ganxian_ledger.domain.state.board import Board
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
from ganxian_ledger.domain.views.question import unit_of
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.render.papers import Style
from ganxian_ledger.render.width import safe_text
from ganxian_ledger.usecases import dispatch_files as files
from ganxian_ledger.usecases import papers
from ganxian_ledger.usecases.dispatch_files import Parcel
from ganxian_ledger.usecases.opening import open_sound
from ganxian_ledger.usecases.output import Unwritten
from ganxian_ledger.usecases.report import Question, day_of
from ganxian_ledger.usecases.revision import digest_of, revision_of

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


class Written(NamedTuple):
    """How many units' folders are in place, the list's name, and folders of other runs."""

    units: int
    listed_in: str
    others: tuple[str, ...]


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
        WrongPeriod: where the month has not begun, or the day is outside of it.
    """
    day, month = day_of(question, today), question.period
    opened = open_sound(folder, today)
    ledger, board = opened.ledger, Board(opened.ledger, day)
    wanted = tuple(dict.fromkeys(unit_of(ledger, name).name for name in units))
    digest = digest_of({name: one.source.data for name, one in opened.reading.documents.items()})
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
        Busy: where another run writes there and does not finish in time.
        Unwritten: where a file cannot be written, or would stand over the ledger's.
        Halfway: where it was interrupted while the files were put in their places.
    """
    parcels, index = files.parcels_of(dispatch.asking), files.index_of(dispatch.asking)
    try:
        files.require_free(dispatch.folder, directory, parcels, index, overwrite=overwrite)
        with outbox.drafting(directory) as draft:
            _make(dispatch, parcels, draft, tell)
            _place(draft, directory, parcels, index)
        others = files.others(directory, dispatch.asking.month, parcels)
        return Written(len(parcels), index, others)
    except OSError as error:
        told = f"目录“{directory}”写不进去：{reason_of(error)}；什么也没有写"
        raise Unwritten(told, remedy=papers.HELP) from None


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


def _make(dispatch: Dispatch, parcels: tuple[Parcel, ...], draft: Draft, tell: Tell) -> None:
    """Make every file into the draft, that of the notice in the layout that the ledger has."""
    from ganxian_ledger.render.zipped import zipped  # noqa: PLC0415 (with what it packs)

    style = papers.style_of(dispatch.folder)
    listed = []
    with _collecting():
        for at, parcel in enumerate(parcels):
            made = _made(dispatch, at, parcel, style)
            for name, content in made.items():
                draft.add(f"{parcel.folder}/{name}", content)
            draft.add(parcel.archive, zipped(made))
            digest = sha256(made[parcel.form]).hexdigest()
            listed.append((f"{parcel.folder}/{parcel.form}", digest))
            tell(at + 1, len(parcels))
    table = notice_list.list_of(dispatch.asking, listed)
    sheet = replace(dispatch.sheet, tables=(table,))
    bundle = sheet_bundle.bundle_of(
        sheet, dispatch.facts, name=notice_list.NAME, day=dispatch.board.day
    )
    draft.add(files.index_of(dispatch.asking), papers.made(bundle, ".csv", style))


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
    """The files of one unit by their names."""
    from ganxian_ledger.render import mail  # noqa: PLC0415 (only this writes mail)
    from ganxian_ledger.render.xlsx.form import form_workbook  # noqa: PLC0415 (XlsxWriter)

    board, asking = dispatch.board, dispatch.asking
    month, until, request = asking.month, asking.until, asking.requests[at]
    form = form_workbook(dispatch.forms[at], board.day)
    notice = Notice(request, month, until, (parcel.form.removesuffix(".xlsx"),))
    paper = notice_paper.paper_of(
        board, notice, dispatch.facts, name=parcel.notice.removesuffix(".docx")
    )
    filled = dispatch.question.given.fill(paper)
    bundle = paper_bundle.bundle_of(lambda: filled, board.day, {"notice": notice})
    letter = papers.made(bundle, ".docx", style)
    plan = board.ledger.plan
    message = notice_words.message(plan, request, month, until)
    draft = mail.Mail(
        subject=f"{paper.title}（{request.unit}）",
        body=notice_words.mail(board, request, month, until),
        day=board.day,
        attached=((parcel.form, form), (parcel.notice, letter)),
    )
    return {
        parcel.form: form,
        parcel.notice: letter,
        files.MESSAGE: f"{safe_text(message)}\n".encode(),
        files.MAIL: mail.draft(draft),
    }
