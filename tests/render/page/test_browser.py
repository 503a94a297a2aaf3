"""The pages in a real browser: quiet, accessible, worked by the keyboard, printed whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.render.page.test_page import HOSTILE, made_of
from tests.support.pages import demo

from ganxian_ledger.domain.views.dashboard import dashboard
from ganxian_ledger.domain.views.sheet_bundle import bundle_of
from ganxian_ledger.domain.views.site import site_pages
from ganxian_ledger.domain.views.targets import targets
from ganxian_ledger.render.page import page
from ganxian_ledger.render.page.press import PagePress

Opener = Callable[..., Any]
KINDS = ("alone", "index", "unit-13", "measure-8.3", "list")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's pages of June, one file of each kind."""
    folder = tmp_path_factory.mktemp("pages")
    assessed = demo("2024-06")
    press = PagePress()
    for view in site_pages(assessed.report, assessed.board):
        if view.name in KINDS:
            (folder / f"{view.name}.html").write_bytes(press.file(view))
    alone = dashboard(assessed.report, assessed.board)
    (folder / "alone.html").write_bytes(press.file(alone))
    sheet = bundle_of(targets(assessed.board, path=""), (), name="list", day=assessed.board.day)
    (folder / "list.html").write_bytes(page(sheet.page()))
    return folder


@pytest.mark.parametrize("kind", ["desktop", "phone"])
@pytest.mark.parametrize("name", KINDS)
def test_a_page_asks_for_nothing_fits_and_has_no_fault_of_accessibility(
    pages: Path, opened: Opener, name: str, kind: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    seen = opened(pages / f"{name}.html", kind, bypass_csp=True)

    wide = seen.tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    found = axe.Axe().run(seen.tab)
    assert [v["id"] for v in found.response["violations"]] == []
    assert not wide
    assert seen.is_quiet()


@pytest.mark.parametrize("name", KINDS)
def test_the_policy_holds_and_everything_still_works(
    pages: Path, opened: Opener, name: str
) -> None:
    seen = opened(pages / f"{name}.html")

    assert seen.tab.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px"
    has_script = name != "measure-8.3"
    assert seen.tab.evaluate("document.documentElement.className") == ("js" if has_script else "")
    assert seen.is_quiet()


def test_search_filters_and_sorting_work_by_the_keyboard_alone(pages: Path, opened: Opener) -> None:
    seen = opened(pages / "alone.html")
    tab, table = seen.tab, "t8-1"
    every = seen.shown(table)
    assert len(every) == 79
    tools = tab.locator(f".tools[data-for={table}]")
    output = tab.locator(f"#{table}-n")

    tools.locator("input").focus()
    tab.keyboard.type("管网")
    tab.locator(f"#{table}-n", has_text="显示").wait_for()
    found = seen.shown(table)
    assert "8.6" in found
    assert len(found) < 20
    assert output.text_content() == f"显示{len(found)}项，共79项"

    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.press("Delete")
    tab.locator(f"#{table}-n", has_not_text="显示").wait_for()
    tab.keyboard.press("Tab")
    while tab.evaluate("document.activeElement.value") != "待核查":
        tab.keyboard.press("ArrowDown")
    assert len(seen.shown(table)) == demo("2024-06").board.summary.submitted == 2

    for _ in range(5):
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "clear"
    tab.keyboard.press("Enter")
    assert seen.shown(table) == every

    tab.locator(f"#{table} thead button").first.focus()
    tab.keyboard.press("Enter")
    assert seen.shown(table) == every
    tab.keyboard.press("Enter")
    assert seen.shown(table) == every[::-1]
    assert tab.locator(f"#{table} [aria-sort]").get_attribute("aria-sort") == "descending"
    assert seen.is_quiet()


def test_a_row_unfolds_by_the_keyboard_and_closes_again(pages: Path, opened: Opener) -> None:
    seen = opened(pages / "alone.html")
    row = seen.tab.locator("#t8-1d0")
    button = seen.tab.locator("#t8-1 .open").first

    assert not row.is_visible()
    button.focus()
    seen.tab.keyboard.press("Enter")
    assert row.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    seen.tab.keyboard.press("Space")
    assert not row.is_visible()


def test_without_its_script_everything_can_be_read(pages: Path, opened: Opener) -> None:
    seen = opened(pages / "alone.html", java_script_enabled=False)

    assert seen.tab.locator(".tools").first.is_hidden()
    assert seen.tab.locator("#t8-1 .d").first.is_visible()
    assert seen.tab.locator("#t8-1 .d").count() == 79


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_from_data_runs(tmp_path: Path, opened: Opener, text: str) -> None:
    file = tmp_path / "index.html"
    file.write_bytes(page(made_of(text)))
    seen = opened(file)

    seen.tab.locator(".find thead button").first.click()
    seen.tab.locator(".find .open").first.click()
    seen.tab.locator(".tools input").fill(text[:50].replace("\x00", ""))
    seen.tab.locator(".tools select").select_option(index=1)
    assert seen.is_quiet()
    assert (
        seen.tab.evaluate("document.querySelectorAll('img, iframe, object, a[href^=java]').length")
        == 0
    )


@pytest.mark.parametrize("name", KINDS)
def test_a_print_cuts_no_column(pages: Path, opened: Opener, tmp_path: Path, name: str) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    seen = opened(pages / f"{name}.html")
    file = tmp_path / "page.pdf"
    seen.tab.pdf(path=file, prefer_css_page_size=True)

    document = pdfium.PdfDocument(file)
    for sheet in document:
        width, height = sheet.get_size()
        assert (round(min(width, height)), round(max(width, height))) == (595, 842)
        text = sheet.get_textpage()
        for place in range(text.count_rects()):
            left, _, right, _ = text.get_rect(place)
            assert left >= 28
            assert right <= width - 28
        assert "〔2024〕1号" in text.get_text_bounded()
    document.close()
