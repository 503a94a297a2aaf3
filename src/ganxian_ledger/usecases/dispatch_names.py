"""The files of a dispatch: what they are called."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import normalize

from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.files import FILES
from ganxian_ledger.domain.views import notice_list
from ganxian_ledger.domain.views.notice_list import Asking
from ganxian_ledger.usecases.papers import file_name

INDEX, PARTIAL = f"{notice_list.NAME}.csv", f"{notice_list.NAME}（部分）.csv"
MESSAGE, MAIL, ARCHIVE = "通知短信.txt", "通知.eml", ".zip"


class Parcel(NamedTuple):
    """The names of one unit's files: its folder, and in it the form and the notice.

    What the office itself fills is not sent: there is the form and nothing else.
    """

    folder: str
    form: str
    notice: str
    is_sent: bool = True

    @property
    def archive(self) -> str:
        """The archive beside the folder."""
        return f"{self.folder}{ARCHIVE}"

    @property
    def sheet(self) -> str:
        """The form, from the folder that all are in."""
        return f"{self.folder}/{self.form}"

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the unit, from the folder that all are in."""
        if not self.is_sent:
            return (self.sheet,)
        beside = (self.notice, MESSAGE, MAIL)
        return (self.sheet, *(f"{self.folder}/{name}" for name in beside), self.archive)


def index_of(asking: Asking) -> str:
    """The name of the list; one of some units leaves the list of all as it is."""
    return PARTIAL if asking.units else INDEX


def parcels_of(asking: Asking, office: str) -> tuple[Parcel, ...]:
    """The names for each unit that is asked; no two differ in nothing but case or in composition.

    A folder is called like its unit, and never like the list or a file of the ledger.
    """
    month = asking.month.words
    taken = {key(name) for name in (INDEX, PARTIAL, *FILES)}
    return tuple(
        Parcel(
            folder=_free(file_name(request.unit), taken),
            form=f"{file_name(f'{beginning(asking.month)}{request.unit}）')}.xlsx",
            notice=f"关于报送{month}工作进展的通知.docx",
            is_sent=request.unit != office,
        )
        for request in asking.requests
    )


def beginning(month: Period) -> str:
    """How the names of a month's forms begin."""
    return f"{month.words}进展填报表（"


def _free(plain: str, taken: set[str]) -> str:
    """The name, or with a number behind it where it is taken; it and its archive's are taken."""
    name, number = plain, 1
    while {key(name), key(f"{name}{ARCHIVE}")} & taken:
        number += 1
        name = f"{plain}-{number}"
    taken.update((key(name), key(f"{name}{ARCHIVE}")))
    return name


def key(name: str) -> str:
    """What two names share that some system takes for the same."""
    return normalize("NFC", normalize("NFC", name).casefold())
