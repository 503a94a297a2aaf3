"""转办: another unit takes the lead from this day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.domain.changes import Value
from ganxian_ledger.domain.edits.decision import Decision
from ganxian_ledger.domain.edits.refusals import EMPTY_TEXT, SAME_LEAD
from ganxian_ledger.domain.edits.said import UNSAID, Said
from ganxian_ledger.domain.edits.step import take, the_office
from ganxian_ledger.domain.edits.words import prose
from ganxian_ledger.domain.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Transfer:
    """Hand an unfinished measure over to another lead (or to joint ones), with the reason."""

    measure: str
    lead: tuple[str, ...]
    reason: str
    said: Said = UNSAID


def transfer(ledger: Ledger, intent: Transfer, *, today: date) -> Decision:
    """The office hands it over; past reports keep the past lead."""
    step = take(ledger, "transfer", intent.measure, intent.said, today=today, by=the_office)
    lead = tuple(dict.fromkeys(ledger.unit(name).name for name in intent.lead))
    if not lead:
        raise EMPTY_TEXT.of("没有写转给哪个单位", remedy="写上新的牵头单位")
    if lead == tuple(map(ledger.units.named, step.standing.lead)):
        raise SAME_LEAD.of(
            f"{step.named}的牵头单位已经是{'、'.join(lead)}", remedy="写上另一个单位"
        )
    written: Value = lead[0] if len(lead) == 1 else lead
    return step.record(lead=written, reason=prose(intent.reason, "理由"))
