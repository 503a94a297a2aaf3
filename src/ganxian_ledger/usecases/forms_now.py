"""The forms that units would get today, beside which returned ones are held."""

from __future__ import annotations

from collections.abc import Iterable

from ganxian_ledger.domain.forms.build import forms_of
from ganxian_ledger.domain.forms.form import Form
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.state.board import Board


class FormsNow:
    """Forms by unit and month, made once for all units of a month that are wanted."""

    def __init__(self, board: Board, revision: str, wanted: Iterable[tuple[str, Period]]) -> None:
        """`wanted` are registered names with months; `revision` is the digest of the files."""
        self._board, self._revision = board, revision
        self._wanted: dict[str, set[str]] = {}
        for unit, month in wanted:
            self._wanted.setdefault(month.text, set()).add(unit)
        self._made: dict[str, dict[str, Form]] = {}

    def of(self, unit: str, month: Period) -> Form | None:
        """The form of a unit that is wanted; None where it is asked for nothing."""
        if month.text not in self._made:
            units = self._wanted.get(month.text, set())
            made = forms_of(self._board, month, self._revision, units=units)
            self._made[month.text] = {one.identity.unit: one for one in made}
        return self._made[month.text].get(unit)
