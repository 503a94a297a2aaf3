"""The pages in a real browser: quiet, accessible, worked by the keyboard, printed whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.render.page.test_page import HOSTILE, made_of
from tests.support.pages import demo

from ganxian_ledger.domain.views.dashboard import dashboard
from ganxian_ledger.domain.views.page import Listing, Page, Section
from ganxian_ledger.domain.views.page_parts import filters_of
from ganxian_ledger.domain.views.sheet_bundle import bundle_of
from ganxian_ledger.domain.views.site import site_pages
from ganxian_ledger.domain.views.table import Column, Table
from ganxian_ledger.domain.views.targets import targets
from ganxian_ledger.render.page import page
from ganxian_ledger.render.page.press import PagePress

Opener = Callable[..., Any]
UNIT = "unit-97af67456935"
"""区生态环境局."""
KINDS = ("alone", "index", UNIT, "measure-8.3", "list")


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
    if kind == "phone":
        boxes = "[...document.querySelectorAll('.scroll')]"
        assert not seen.tab.evaluate(f"{boxes}.some(box => box.scrollWidth > box.clientWidth)")
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


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("供电", ["2"]),
        ("供电 公司", ["1", "3"]),
        ("供电 公司 二部", ["4"]),
        ("逾期", ["1", "2"]),
        ("临期", ["3"]),
    ],
)
def test_a_choice_finds_whole_names_and_whatever_number_of_days(
    tmp_path: Path, opened: Opener, choice: str, found: list[str]
) -> None:
    columns = (Column("id", "编号"), Column("lead", "牵头单位"), Column("remarks", "提示"))
    rows = (
        ("1", "供电 公司", "逾期 12 天，延期 1 次"),
        ("2", "供电", "逾期 3 天"),
        ("3", "供电 公司、水务局", "临期"),
        ("4", "供电 公司 二部", ""),
    )
    table = Table(columns, rows)
    filters = filters_of(table, {"lead": "牵头单位", "remarks": "提示"})
    section = Section("s", "节", listings=(Listing(table, is_searched=True, filters=filters),))
    file = tmp_path / "index.html"
    file.write_bytes(page(Page("index", "题", "", (), sections=(section,))))
    seen = opened(file)

    select = seen.tab.locator("select", has=seen.tab.locator(f'option[value="{choice}"]'))
    select.select_option(choice)

    assert seen.shown("t1-1") == found
    assert seen.is_quiet()


def test_a_phone_shows_the_first_rows_of_long_tables_and_all_on_demand(
    pages: Path, opened: Opener
) -> None:
    seen = opened(pages / "alone.html", "phone")
    tab, rows = seen.tab, seen.tab.locator("#t8-1 > tbody:visible")
    assert tab.evaluate("document.documentElement.scrollHeight") < 12_000
    assert rows.count() == 10

    tab.locator("#s8 .more").focus()
    tab.keyboard.press("Enter")
    assert rows.count() == 79
    assert tab.locator("#s8 .more").count() == 0

    tab.locator(".tools[data-for=t7-1] input").fill("率")
    tab.locator("#t7-1-n", has_text="显示").wait_for()
    shown = tab.locator("#t7-1 > tbody:visible").count()
    assert tab.locator("#t7-1-n").text_content() == f"显示{shown}项，共61项"
    assert shown > 10
    assert seen.is_quiet()


def test_on_a_wide_screen_and_on_paper_nothing_waits_for_a_button(
    pages: Path, opened: Opener
) -> None:
    seen = opened(pages / "alone.html")
    assert seen.tab.locator("#t8-1 > tbody:visible").count() == 79
    assert not seen.tab.locator("#s8 .more").is_visible()
    seen.tab.emulate_media(media="print")
    seen.tab.set_viewport_size({"width": 600, "height": 800})
    assert seen.tab.locator("#t8-1 > tbody:visible").count() == 79
    assert not seen.tab.locator("#s8 .more").is_visible()


def test_the_leaders_page_is_printed_without_pages_for_a_few_rows(
    pages: Path, opened: Opener, tmp_path: Path
) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    opened(pages / "alone.html").tab.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)

    document = pdfium.PdfDocument(tmp_path / "page.pdf")
    texts = [sheet.get_textpage().get_text_bounded() for sheet in document]
    document.close()
    assert len(texts) <= 9
    assert all(len("".join(text.split())) > 250 for text in texts[:-1])


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
