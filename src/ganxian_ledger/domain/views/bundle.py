"""One answer in the shapes that formats ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ganxian_ledger.domain.views.page import Page
from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.domain.views.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Bundle:
    """An answer as a paper, a workbook and a page, from one assessment.

    Each is drawn when a format asks for it. `names` are what templates see beside the paper.
    """

    paper: Callable[[], Paper]
    workbook: Callable[[], Workbook]
    page: Callable[[], Page]
    names: Mapping[str, object] = field(default_factory=dict)
