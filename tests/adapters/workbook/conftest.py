"""One worker for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ganxian_ledger.adapters.workbook.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as one:
        yield one
