"""A page as a file: what it holds, what it may do, and that nothing from data becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.pages import Element, demo, parsed

from ganxian_ledger.domain.views.dashboard import dashboard
from ganxian_ledger.domain.views.page import (
    Bar,
    Card,
    Detail,
    Entry,
    Filter,
    Listing,
    Option,
    Page,
    Pictures,
    Section,
    Spark,
)
from ganxian_ledger.domain.views.paper import Chart, Series
from ganxian_ledger.domain.views.table import Cell, Column, Table
from ganxian_ledger.render.layouts import TemplateFault
from ganxian_ledger.render.page import page
from ganxian_ledger.render.page.markup import css_string
from ganxian_ledger.render.width import safe_text

HOSTILE = (
    "<script>alert(1)</script>",
    '"onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</style></title><img src=x onerror=alert(1)>",
    "]]>--><svg/onload=alert(1)>",
    "{{7*7}}{% raw %}",
    "javascript:alert(1)",
    "a\u202egnp.exe\u2066",
    "\x1b[31m\x00&lt;&#x202e;",
    "𠮷" * 3,
    "长" * 10_000,
)
COLUMNS = (
    Column("id", "编号"),
    Column("title", "措施"),
    Column("light", "亮灯", is_light=True),
    Column("percent", "完成比例", "right", suffix="%"),
)
ATTRIBUTES = frozenset(
    (
        *("lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "role"),
        *("tabindex", "aria-label", "aria-labelledby", "aria-live", "autocomplete", "spellcheck"),
        *("type", "data-c", "data-for", "data-k", "data-noun", "value", "scope", "colspan"),
        *("viewbox", "x", "y", "x1", "x2", "y2", "dy", "d", "cx", "cy", "r", "points"),
        *("width", "height"),
    )
)


def made_of(text: str) -> Page:
    """A page that has this text wherever data can stand."""
    rows: tuple[tuple[Cell, ...], ...] = (
        (text, text, text, 1),
        ("8.2", text, "红", Decimal("2.5")),
    )
    detail = Detail(((text, text),), (Entry(text, text, text, "红"),))
    listing = Listing(
        Table(COLUMNS, rows, text),
        is_searched=True,
        filters=(Filter("title", text, (Option(text, text),)),),
        details=(detail, None),
        pictures=Pictures(
            text, 2, (Bar(Decimal(5), text), Spark((Decimal(1), Decimal(2)), None, text))
        ),
        noun=text,
    )
    facts = Listing(
        Table((Column("name", "项"), Column("value", "内容")), ((text, text),), is_facts=True)
    )
    chart = Chart("c", text, "line", (text, text), (Series(text, (1, 2), "蓝"),), text)
    section = Section("s", text, (text,), (chart,), (listing, facts), (Entry(text, text, text),))
    card = Card("total", text, text, text, text, "红")
    empty = Section("e", text, listings=(Listing(Table(COLUMNS, ()), empty=text),))
    return Page("index", text, text, ((text, text),), (card,), (text,), (section, empty), mark=text)


def policy_of(root: Element) -> str:
    return next(m.attributes["content"] for m in root.all("meta") if "http-equiv" in m.attributes)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12].encode("unicode_escape"))
def test_whatever_stands_in_data_is_shown_and_is_nothing_else(text: str) -> None:
    root, plain = parsed(page(made_of(text))), parsed(page(made_of("字")))

    shape = [(e.tag, sorted(e.attributes)) for e in root.all()]
    assert shape == [(e.tag, sorted(e.attributes)) for e in plain.all()]
    shown = safe_text(text)
    assert root.one("h1").text == shown
    assert root.text.count(shown) >= 20
    assert [o.attributes["value"] for o in root.all("option")] == ["", shown]
    assert root.one("style").text.isprintable() or "\n" in root.one("style").text


def test_only_attributes_that_can_do_nothing_are_used() -> None:
    root = parsed(page(made_of("字")))

    assert {name for e in root.all() for name in e.attributes} <= ATTRIBUTES
    links = [e.attributes["href"] for e in root.all() if "href" in e.attributes]
    assert all(re.fullmatch(r"data:,|#[a-z0-9]+|[a-z0-9.-]+\.html", link) for link in links)
    text = page(made_of("字")).decode()
    assert "http:" not in text
    assert "https:" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_the_policy_lets_only_the_files_own_style_and_script_in() -> None:
    root = parsed(page(made_of("字")))
    policy = dict(rule.split(" ", 1) for rule in policy_of(root).split("; "))

    for name, tag in (("style-src", "style"), ("script-src", "script")):
        digest = hashlib.sha256(root.one(tag).text.encode()).digest()
        assert policy[name] == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert {name: policy[name] for name in ("default-src", "base-uri", "form-action")} == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(list(root.all("style"))) == len(list(root.all("script"))) == 1
    assert len(root.one("script").text) < 5000


def test_a_page_with_nothing_to_search_has_no_script() -> None:
    root = parsed(page(Page("index", "题", "副题", ())))

    assert list(root.all("script")) == []
    assert "script-src 'none'" in policy_of(root)
    assert root.one("html").attributes["lang"] == "zh-CN"


def test_the_same_page_makes_the_same_bytes() -> None:
    assessed = demo("2024-06")
    view = dashboard(assessed.report, assessed.board)

    assert page(view) == page(dashboard(demo("2024-06").report, assessed.board))


@pytest.mark.parametrize("month", ["2024-06", "2024-12"])
def test_the_demonstration_is_small_and_needs_nothing_else(month: str) -> None:
    assessed = demo(month)
    content = page(dashboard(assessed.report, assessed.board))

    assert len(assessed.board.rows) == 79
    assert len(content) < 150_000
    assert b"src=" not in content
    assert b" style=" not in content


def test_what_an_office_prints_below_every_sheet_is_no_css() -> None:
    assert css_string('"}a{') == '"\\000022\\00007da\\00007b"'
    assert css_string("2024年\n") == '"2024年\\00000a"'


def test_numbers_are_sorted_by_their_parts() -> None:
    rows = (("8.10", "甲", "红", 5), ("8.2", "乙", "绿", 5))
    listing = Listing(Table(COLUMNS, rows), is_searched=True)
    root = parsed(
        page(Page("index", "题", "", (), sections=(Section("s", "节", listings=(listing,)),)))
    )

    keys = [e.attributes["data-k"] for e in root.all("th") if "data-k" in e.attributes]
    assert keys == ["0008.0010", "0008.0002"]
    lights = [e.attributes["data-k"] for e in root.all("td", class_="l")]
    assert lights == ["0", "2"]
    assert [(e.attributes["class"], e.text) for e in root.all("td", class_="l")] == [
        ("l r", "红"),
        ("l g", "绿"),
    ]


def test_a_chart_says_its_values_and_draws_them_in_order() -> None:
    chart = Chart("c", "题", "line", ("1月", "2月"), (Series("率", (0, 100), "蓝"),), "%")
    root = parsed(
        page(Page("index", "题", "", (), sections=(Section("s", "节", charts=(chart,)),)))
    )

    assert root.one("svg").attributes["role"] == "img"
    assert root.one("desc").text == "率：1月0%，2月100%"
    assert root.one("polyline").attributes["points"] == "34,160 336,14"


def test_a_bar_is_as_long_as_its_share_and_never_longer() -> None:
    bars = (Bar(Decimal("5.1"), "甲", Decimal(50)), Bar(Decimal(140), "乙"), None)
    listing = Listing(
        Table((Column("unit", "单位"),), (("甲",), ("乙",), ("丙",))),
        pictures=Pictures("图", 1, bars),
    )
    root = parsed(
        page(Page("index", "题", "", (), sections=(Section("s", "节", listings=(listing,)),)))
    )

    assert [e.attributes["width"] for e in root.all("rect", class_="v")] == ["5.1%", "100%"]
    assert [e.attributes["x1"] for e in root.all("line")] == ["50%"]


def test_a_ledgers_own_style_wins_and_one_that_ends_its_element_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "page"
    own.mkdir()
    (own / "page.css").write_text("body{color:#123}", encoding="utf-8")
    assert "body{color:#123}" in page(made_of("字"), (tmp_path,)).decode()

    (own / "page.css").write_text("a{}</style><script>", encoding="utf-8")
    with pytest.raises(TemplateFault, match=r"page\.css 里不能有"):
        page(made_of("字"), (tmp_path,))
    (own / "page.css").write_bytes(b"\xff")
    with pytest.raises(TemplateFault, match="UTF-8"):
        page(made_of("字"), (tmp_path,))


def test_a_faulty_layout_of_ones_own_is_refused_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "page"
    own.mkdir()
    (own / "page.html.j2").write_text("一\n{{ page.titel }}", encoding="utf-8")

    with pytest.raises(TemplateFault, match=r"page\.html\.j2:2："):
        page(made_of("字"), (tmp_path,))
