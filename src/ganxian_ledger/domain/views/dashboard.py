"""The leader's page: key figures, rates by unit and section, what is late, every measure."""

from __future__ import annotations

from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.monthly import Report
from ganxian_ledger.domain.views.page import Listing, Page, Section


def dashboard(report: Report) -> Page:
    """The page of a report."""
    listing = Listing(tables.measures(report.measures), is_searched=True)
    section = Section("measures", "全部措施", listings=(listing,))
    head = report.head
    return Page("index", head.title, head.plan_number, head.facts, sections=(section,))
