"""The workbook of a report: the 工作台账, indicators, units, and what is overdue."""

from __future__ import annotations

from ganxian_ledger.domain.views import monthly_tables as tables
from ganxian_ledger.domain.views.monthly import Report
from ganxian_ledger.domain.views.workbook import Workbook, Worksheet


def ledger_workbook(report: Report) -> Workbook:
    """The sheets of a report."""
    measures = tables.measures(report.measures)
    sheets = (Worksheet("工作台账", "工作台账", measures, size="A3"),)
    return Workbook(report.head.title, report.head.facts, sheets)
