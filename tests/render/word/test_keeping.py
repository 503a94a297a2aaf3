"""What stays on one page: lead-ins with their table, the signature with a line of text."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from tests.render.word import built

from ganxian_ledger.domain.views.paper import Block, Chapter, Paper


def kept(paper: Paper, kind: str = "unit", name: str = "sheet") -> dict[str, bool | None]:
    """Whether each paragraph itself stays with the next one, beside what its style says."""
    document = built.made(paper, built.shipped(kind, name))
    return {p.text: p.paragraph_format.keep_with_next for p in document.paragraphs if p.text}


def chapters(*blocks: Block) -> tuple[Chapter, ...]:
    return (Chapter("x", "办理要求", blocks),)


def test_the_paragraph_before_a_table_and_the_one_before_points_stay_with_them() -> None:
    blocks = (
        Block("a", ("总的情况。", "以下2项："), table=built.TABLE),
        Block("b", ("下步要求：",), ("抓紧。", "报送。")),
    )
    told = kept(built.a_paper(chapters=chapters(*blocks)))
    assert told["以下2项："]
    assert told["下步要求："]
    assert not told["总的情况。"]
    assert not told["1.抓紧。"]


@pytest.mark.parametrize("closing", [("特此函达。",), ()])
def test_the_signature_stays_with_the_last_lines_of_the_text(closing: tuple[str, ...]) -> None:
    blocks = (Block("b", ("下步要求：",), ("抓紧。", "报送。")),)
    told = kept(built.a_paper(chapters=chapters(*blocks), closing=closing))
    assert told["2.报送。"]
    assert all(told[words] for words in closing)
    assert told["示例办公室"]
    assert told["（成文日期待填）"]


def test_a_table_right_above_the_signature_stays_with_it() -> None:
    paper = built.a_paper(chapters=chapters(Block("a", table=built.TABLE)), closing=())
    table = built.made(paper, built.shipped("unit", "sheet")).tables[0]
    last = table.rows[-1].cells[0].paragraphs[0]
    assert last.paragraph_format.keep_with_next
    behind = table._tbl.getnext()
    assert behind is not None
    assert behind.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_a_very_long_paragraph_is_not_moved_as_a_whole() -> None:
    long = "长" * 300
    told = kept(built.a_paper(chapters=chapters(Block("a", (long,))), closing=()))
    assert not told[long]


def test_the_facts_stand_behind_the_date_and_before_the_annexes() -> None:
    for kind, name in (("unit", "sheet"), ("letter", "urging")):
        paper = built.a_paper(kind, notes=("（联系人：某某）",))
        words = built.texts(built.made(paper, built.shipped(kind, name)))
        date = words.index("（成文日期待填）")
        assert words[date + 1] == "（联系人：某某）"
        assert words[date + 2].startswith("方案文号：")
        assert words.index("附件1") > date
