"""Letters for the units of a period: drafted all together, written all or none; nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views import letter_paper, letter_talks, paper_bundle, sheet_bundle
from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.letter import Asking, Letter, Post, post
from ganxian_ledger.domain.views.letter_matters import Kind
from ganxian_ledger.domain.views.paper import Given
from ganxian_ledger.domain.views.question import unit_of
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.domain.views.workbook import Facts
from ganxian_ledger.usecases import papers
from ganxian_ledger.usecases.report import VERSION, Question, day_of, ledger_of

INDEX_ENDING = ".csv"


class OneNumber(Unknown):
    """One number of a paper was given for several letters."""


class List(NamedTuple):
    """A list of a run with the name of its file, without an ending."""

    name: str
    bundle: Bundle


class Draft(NamedTuple):
    """A letter with the name of its file, without an ending, in the shapes that formats need."""

    letter: Letter
    name: str
    bundle: Bundle


@dataclass(frozen=True, slots=True)
class Drafts:
    """The letters of a run, their list, and the list of units to be talked to where there are any.

    `index` is the list as it is shown; the one that is kept says more.
    """

    period: str
    letters: tuple[Draft, ...]
    index: Sheet
    kept: List
    talks: List | None
    is_part: bool


def drafts(
    folder: LedgerFolder, question: Question, asking: Asking, *, ending: str, today: date
) -> Drafts:
    """Draft the letters that are due.

    Args:
        folder: The ledger.
        question: The period and its day; `given` holds a number only where there is one letter.
        asking: Which letters; units by any of their names.
        ending: That of the letters' files.
        today: The day on which they are drafted.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where there is no such unit or revision.
        WrongPeriod: as for a report.
        OneNumber: where several letters would get the same number.
    """
    day, month = day_of(question, today), question.period.words
    ledger, facts = ledger_of(folder, question.at, day, today)
    board = Board(ledger, day)
    found = post(board, question.period, _settled(ledger, asking, today, question.as_of))
    _require_own_number(question, found)
    names = _names(month, found.letters)
    letters = tuple(
        Draft(one, name, _bundle(one, name, facts, question.given))
        for one, name in zip(found.letters, names, strict=True)
    )
    part = letter_paper.PART if asking.is_part else ""
    talks = f"{month}{letter_talks.NAME}{part}"
    files = [f"{name}{ending}" for name in names]
    listed = letter_paper.listed_of(found, files, f"{talks}{ending}", question.period)
    index = _stamped(
        letter_paper.index_of(board, found, listed, month=month, path=folder.path.as_posix()), facts
    )
    name, kept = f"{letter_paper.INDEX}{part}", letter_paper.kept_index(index, listed)
    kept_list = List(name, sheet_bundle.bundle_of(kept, facts, name=name, day=day))
    talk_list = _talks(board, question, found, facts, talks)
    return Drafts(month, letters, index, kept_list, talk_list, is_part=asking.is_part)


def _settled(ledger: Ledger, asking: Asking, today: date, as_of: date | None) -> Asking:
    """What is asked for, with registered names; drafted today unless another day is given.

    Letters and returns of the month count up to today; where a day is asked for, up to that.
    """
    units = tuple(dict.fromkeys(unit_of(ledger, name).name for name in asking.units))
    return asking._replace(units=units, drafted=asking.drafted or today, known=as_of or today)


def _require_own_number(question: Question, found: Post) -> None:
    if question.given.number and len(found.letters) > 1:
        raise OneNumber(
            f"要写的函有 {len(found.letters)} 份，不能共用一个文号",
            remedy="加 --unit 只写一份，或不写 --number，在文件里逐份填写",
        )


def _talks(board: Board, question: Question, found: Post, facts: Facts, name: str) -> List | None:
    """The list of the units to be talked to, on pages across."""
    if not found.talks:
        return None
    sheet = _stamped(letter_talks.talks_of(board, question.period, found), facts)
    return List(name, sheet_bundle.bundle_of(sheet, facts, name=name, day=board.day))


def _stamped(sheet: Sheet, facts: Facts) -> Sheet:
    """The sheet with the revision that was asked for among its headings."""
    recorded = tuple(words for head, words in facts if head == VERSION)
    return replace(sheet, headings=(*sheet.headings, *recorded))


def _bundle(letter: Letter, name: str, facts: Facts, given: Given) -> Bundle:
    whole = replace(letter, facts=(*letter.facts, *facts))
    paper = given.fill(letter_paper.paper_of(whole, name=name))
    return paper_bundle.bundle_of(lambda: paper, letter.day, {"letter": whole})


def _names(period: str, letters: tuple[Letter, ...]) -> list[str]:
    """A name for each letter's file; no two differ in nothing but case."""
    names: list[str] = []
    taken: set[str] = set()
    for one in letters:
        plain = name = papers.file_name(f"{period}{one.kind.value}（{one.unit}）")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def write(
    folder: LedgerFolder, directory: Path, drafted: Drafts, ending: str, *, overwrite: bool
) -> tuple[str, ...]:
    """Write the letters and their lists into a folder, which is made; render all before the first.

    The list of a run that was not for all has a name of its own: it leaves the whole one alone.

    Returns:
        The names of letters of the same month in the folder that this run did not write; none
        after a run that was not for all.

    Raises:
        UnknownTemplate: where a layout is missing.
        TemplateFault: where a layout is faulty.
        Handmade: where somebody went on with a letter (gave it its number), unless `overwrite`.
        Unwritten: where a file cannot be written, or would stand over the ledger's.
    """
    contents: dict[Path, bytes] = {}
    for draft in drafted.letters:
        style = papers.style_of(folder, draft.letter.kind.layout)
        contents[directory / f"{draft.name}{ending}"] = papers.made(draft.bundle, ending, style)
    plain = papers.style_of(folder)
    if drafted.talks:
        talks = papers.made(drafted.talks.bundle, ending, plain)
        contents[directory / f"{drafted.talks.name}{ending}"] = talks
    listed = papers.made(drafted.kept.bundle, INDEX_ENDING, plain)
    contents[directory / f"{drafted.kept.name}{INDEX_ENDING}"] = listed
    papers.write_set(folder, directory, contents, what="函件", overwrite=overwrite)
    written = {file.name for file in contents}
    if drafted.is_part:
        return ()
    beginnings = (
        *(f"{drafted.period}{kind.value}（" for kind in Kind),
        f"{drafted.period}{letter_talks.NAME}.",
    )
    there = (file.name for file in directory.iterdir() if file.name.startswith(beginnings))
    return tuple(sorted(name for name in there if name not in written))
