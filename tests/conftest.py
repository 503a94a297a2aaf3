"""Every test stands alone: nothing of the caller's environment, no limit of time in Hypothesis."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

SCRUBBED = ("LEDGER_", "_LEDGER_", "GIT_", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
"""Beginnings of the variables that change what `ledger`, Git or a terminal's text would be."""

# A busy machine is slow; how slow is what bench/ measures.
settings.register_profile("here", deadline=None)
settings.load_profile("here")


@pytest.fixture(scope="session", autouse=True)
def bare_environment() -> Iterator[None]:
    """Before any other fixture, of whatever scope: no test sees these variables from outside."""
    with pytest.MonkeyPatch.context() as patched:
        for name in [name for name in os.environ if name.startswith(SCRUBBED)]:
            patched.delenv(name)
        yield
