"""Which findings of a check are told: as the command line says, then as `ledger.toml` says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.settings_file import settings_here
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.rules.diagnostic import Judgement
from ganxian_ledger.domain.rules.selection import Selection, fault_of
from ganxian_ledger.usecases.opening import open_for_check


class Chosen(NamedTuple):
    """What the command line asks for: beginnings of codes to tell, and to leave out."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def over(self, settings: Selection) -> Selection:
        """The settings with what is chosen: `select` in place of theirs, `ignore` added."""
        if self.select:
            return replace(settings, select=self.select, ignore=self.ignore)
        return replace(settings, ignore=(*settings.ignore, *self.ignore))


def chosen_of(select: Iterable[str], ignore: Iterable[str]) -> Chosen:
    """The beginnings of codes as typed: several to a word with commas, in either case.

    Raises:
        Unknown: naming all that no rule has.
    """
    chosen = Chosen(_split(select), _split(ignore))
    asked = (*chosen.select, *chosen.ignore)
    if asked:
        from ganxian_ledger.domain.rules.catalogue import RULE_BY_CODE  # noqa: PLC0415 (rarely)

        faults = dict.fromkeys(filter(None, (fault_of(one, RULE_BY_CODE) for one in asked)))
        if faults:
            raise Unknown("\n".join(faults), remedy="ledger explain 列出全部规则")
    return chosen


def check_now(folder: LedgerFolder, chosen: Chosen, *, day: date) -> Judgement:
    """Everything that is wrong with the ledger as it stands, of which what is asked for is told.

    Raises:
        FaultySettings: where ledger.toml has faults.
    """
    judgement = open_for_check(folder, day).judgement
    file = settings_here(folder)
    if file is None:
        return chosen.over(Selection()).of(judgement)
    from ganxian_ledger.adapters.settings import selection_in  # noqa: PLC0415 (few have one)

    noted = replace(judgement, notes=(*judgement.notes, f"核对范围和级别按 {file.shown} 的设置"))
    return chosen.over(selection_in(file)).of(noted)


def _split(words: Iterable[str]) -> tuple[str, ...]:
    pieces = (piece for word in words for piece in word.replace("，", ",").split(","))
    return tuple(dict.fromkeys(piece.strip().upper() for piece in pieces))
