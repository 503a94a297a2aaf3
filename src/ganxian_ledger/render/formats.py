"""The formats of looking commands beside the table, by the name that --format takes."""

from __future__ import annotations

from collections.abc import Callable

from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.render import csv, json, markdown

FORMATS: dict[str, Callable[[Sheet], str]] = {
    "csv": csv.csv,
    "json": json.json,
    "md": markdown.markdown,
}
