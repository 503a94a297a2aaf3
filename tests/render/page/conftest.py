"""One browser for all tests of pages, without any network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--no-first-run",
)
WIDTHS = {"desktop": (1280, 800), "phone": (360, 740)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser; without it, or without its driver, the tests are skipped."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with driver.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


class Opened:
    """A page in the browser, and everything that it asked for, said or ran."""

    def __init__(self, tab: Any, file: Path) -> None:
        self.tab, self.address = tab, file.resolve().as_uri()
        self.requests: list[str] = []
        self.said: list[str] = []
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.on("console", lambda message: self.said.append(message.text))
        tab.on("pageerror", lambda error: self.said.append(str(error)))
        tab.on("dialog", self._dismiss)
        tab.goto(self.address)

    def _dismiss(self, dialog: Any) -> None:
        self.said.append("dialog")
        dialog.dismiss()

    def is_quiet(self) -> bool:
        """Nothing but the file was asked for, and nothing was said."""
        return self.requests == [self.address] and self.said == []

    def shown(self, table: str) -> list[str]:
        """The first cells of the rows that are to be seen."""
        script = """id => [...document.querySelectorAll(`#${id} tbody:not(.sum)`)]
            .filter(body => !body.hidden).map(body => body.rows[0].cells[0].textContent)"""
        found: list[str] = self.tab.evaluate(script, table)
        return found


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[[Path, str], Opened]]:
    """Open a file in a window of a kind; the windows are closed behind the test."""
    contexts: list[Any] = []

    def one(file: Path, kind: str = "desktop", **more: Any) -> Opened:
        width, height = WIDTHS[kind]
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **more
        )
        contexts.append(context)
        return Opened(context.new_page(), file)

    yield one
    for context in contexts:
        context.close()
