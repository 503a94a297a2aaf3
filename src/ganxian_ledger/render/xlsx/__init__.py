"""Spreadsheets: a workbook as an .xlsx file."""

from __future__ import annotations

from ganxian_ledger.render.xlsx.book import workbook

__all__ = ["workbook"]
