"""Templates: own ones win, faults have a place, data is never markup, nothing runs away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ganxian_ledger.render import filters, jinja, layouts, sandbox
from ganxian_ledger.render.layouts import TemplateFault, UnknownTemplate

Renders = Callable[..., str]


@dataclass(frozen=True)
class Line:
    """Something with a name and a number."""

    name: str
    count: int = 3


VIEW = {
    "report": Line("甲"),
    "lines": (Line("甲"), Line("乙", 4)),
    "text": "很长",
    "day": date(2024, 6, 5),
}


def markdown(name: str, view: Mapping[str, object], folders: Iterable[Path]) -> str:
    layout = layouts.find("report", name, ".md.j2", folders)
    return jinja.text(layout, view, escape=filters.markdown)


@pytest.fixture
def renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Renders:
    monkeypatch.chdir(tmp_path)

    def render(template: str, **view: object) -> str:
        file = tmp_path / "templates" / "report" / "own.md.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(template, encoding="utf-8")
        return markdown("own", VIEW | view, [tmp_path / "templates"])

    return render


def html(markdown: str) -> str:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return str(reader.render(markdown))


def test_a_value_stands_where_it_is_put(renders: Renders) -> None:
    assert renders("{{ report.name }}有{{ report.count }}项\n\n\n") == "甲有3项\n"


def test_the_first_folder_that_has_the_template_wins(tmp_path: Path) -> None:
    for name, text in (("a", "一"), ("b", "二")):
        file = tmp_path / name / "report" / "monthly.md.j2"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    folders = [tmp_path / "a", tmp_path / "b"]
    assert markdown("monthly", {}, folders) == "一\n"
    assert markdown("monthly", {}, folders[1:]) == "二\n"
    assert "monthly" in layouts.names((), "report", ".md.j2")


def test_an_unknown_name_lists_the_templates_and_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownTemplate) as told:
        markdown("month", {}, [tmp_path])
    assert told.value.message == "没有版式“month”"
    assert told.value.remedy.startswith("是不是“monthly”？可用的版式：")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/b", "..", "", "a\\b", "monthly.md.j2"])
def test_only_a_plain_name_is_a_template(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownTemplate):
        markdown(name, {}, [tmp_path])


@pytest.mark.parametrize(
    "template", ["{% include '../../secret.txt' %}", "{% include '/etc/passwd' %}"]
)
def test_nothing_outside_the_folders_is_included(
    renders: Renders, tmp_path: Path, template: str
) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with pytest.raises(TemplateFault, match="不存在"):
        renders(template)


def test_a_link_that_leads_out_of_the_folder_is_no_template(
    renders: Renders, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "templates" / "report").mkdir(parents=True)
    (tmp_path / "templates" / "report" / "_out.j2").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(TemplateFault, match="以外的链接"):
        renders("{% include 'report/_out.j2' %}")


FAULTS = (
    ("{% for x in lines %}", "own.md.j2:1：版式没有写完"),
    ("一\n二\n{% frobnicate %}", "own.md.j2:3：不认识的标记“frobnicate”"),
    ("一\n{{ report.nam }}", "own.md.j2:2：没有“nam”这一项。是不是“name”？"),
    ("一\n\n{{ lins }}", "own.md.j2:3：没有“lins”这一项"),
    ("{{ report.name | frob }}", "own.md.j2:1：没有过滤器“frob”"),
    ("{{ 'a' is frob }}", "own.md.j2:1：没有判断“frob”"),
    ("一\n{{ lines[7].name }}", "own.md.j2:2：没有第 7 项"),
    ("一\n{{ 1 // 0 }}", "own.md.j2:2：这里的写法算不出来（ZeroDivisionError）"),
    ("{% for x in 5 %}{% endfor %}", "own.md.j2:1：这里的写法算不出来（TypeError）"),
    ("{{ report.count > report.name }}", "own.md.j2:1：这里的写法算不出来（TypeError）"),
    ("{{ report.name }", "own.md.j2:1：这里不该有“}”"),
    ("{{ report.__class__ }}", "own.md.j2:1：版式里不能用“__class__”"),
    ("{{ ''.__class__.__mro__ }}", "own.md.j2:1：版式里不能用“__class__”"),
    ("{{ text.format(1) }}", "own.md.j2:1：版式里不能用“format”"),
    ("{{ day.strftime('%Y') }}", "own.md.j2:1：版式里不能用“strftime”"),
    ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "没有尽头"),
    ("{% include 'report/own.md.j2' %}", "没有尽头"),
    ("{% include 'report/没有.j2' %}", "引用的版式“report/没有.j2”不存在"),
)


@pytest.mark.parametrize(("template", "told"), FAULTS)
def test_a_faulty_template_is_told_by_file_and_line(
    renders: Renders, template: str, told: str
) -> None:
    with pytest.raises(TemplateFault) as fault:
        renders(template)
    assert told in fault.value.message
    assert fault.value.message.startswith("版式 templates/report/own.md.j2")
    assert fault.value.remedy


DOUBLING = "{{% set n = namespace(x='甲') %}}{{% for i in range(60) %}}{}{{% endfor %}}"
BOMBS = (
    "{{ 'a' * 1000000000 }}",
    "{{ [1] * 1000000000 }}",
    "{{ 9 ** 99999999 }}",
    "{{ '%0999999999d' % 1 }}",
    "{{ text | center(1000000000) }}",
    "{{ text | indent(1000000000) }}",
    "{{ text | batch(1000000000, 'x') }}",
    "{{ '%s' | format(1) }}",
    "{{ text.ljust(1000000000) }}",
    "{{ text.zfill(1000000000) }}",
    "{{ text.replace('很', text) }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ range(100000000) | length }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    DOUBLING.format("{% set n.x = n.x ~ n.x %}"),
    DOUBLING.format("{% set n.x = n.x + n.x %}"),
    DOUBLING.format("{% set y %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = y %}"),
    DOUBLING.format("{% set n.x = [n.x, n.x] | join(n.x) %}"),
    DOUBLING.replace("'甲'", "9").format("{% set n.x = n.x * n.x %}"),
    "{% for i in range(9999) %}{% for j in range(99) %}" + "很" * 999 + "{% endfor %}{% endfor %}",
)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_template_that_asks_for_too_much_is_refused(renders: Renders, bomb: str) -> None:
    with pytest.raises(TemplateFault):
        renders(bomb)


def test_a_template_in_another_encoding_is_told_by_line(renders: Renders, tmp_path: Path) -> None:
    renders("好")
    file = tmp_path / "templates" / "report" / "own.md.j2"
    file.write_bytes("第一行\n".encode() + "通报".encode("gb18030"))
    with pytest.raises(TemplateFault, match=r"own\.md\.j2:2：不是 UTF-8 编码"):
        markdown("own", VIEW, [tmp_path / "templates"])


def test_a_huge_template_is_refused(renders: Renders) -> None:
    with pytest.raises(TemplateFault, match="超过 1000 KB"):
        renders("x" * (jinja.MOST_BYTES + 1))


def test_a_template_saved_by_windows_gives_the_same_document(renders: Renders) -> None:
    assert renders("\ufeff甲\r\n乙\r\n") == "甲\n乙\n"


def test_what_offices_need_is_there(renders: Renders) -> None:
    template = (
        "{% macro row(line) %}| {{ line.name }} |{% endmacro %}"
        "{% for line in lines %}{{ loop.index }}{{ row(line) }}\n{% endfor %}"
        "{{ lines | map(attribute='name') | join('、') }}{{ '共' ~ lines | length ~ '项' }}"
        "{% for key, held in lines | groupby('count') %}{{ key }}{{ held[0].name }}{% endfor %}"
        "{% for group in lines | groupby('count') %}{{ group.grouper }}{% endfor %}"
        "{{ day | day_words }}{{ 2 + 3 }}{{ none | percent }}{{ '' | dash }}{{ 3 | signed }}"
    )
    assert renders(template) == "1| 甲 |\n2| 乙 |\n甲、乙共2项3甲4乙342024年6月5日5——+3\n"


def test_data_is_never_read_as_a_template(renders: Renders) -> None:
    assert "{{ report.count }}" in renders("{{ text }}", text="{{ report.count }}")
    assert renders("{{ text }}", text="{% raw %}") == "{% raw %}\n"


HOSTILE = (
    "*粗* **粗** _斜_ ~~删~~ `代码`",
    "<script>alert(1)</script>",
    "<!-- 注 -->",
    "[链接](http://example.invalid)",
    "![图](x.png)",
    "甲 | 乙 || 丙",
    "# 标题",
    "## 标题",
    "- 列表",
    "+ 列表",
    "1. 列表",
    "2) 列表",
    "> 引用",
    "---",
    "===",
    "    缩进四格",
    "\t制表",
    "&lt;b&gt; &copy; &#60;",
    "\\*反斜杠\\",
    "```\n代码\n```",
    "http://example.invalid www.example.invalid https://x.invalid",
    "<br>",
    "$x$",
    "第一行\n- 第二行\n\n# 第三行",
    "\u2028分行\u2029",
    "[^1]: 脚注",
    "|---|",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "template",
    ["{{ text }}", "- {{ text }}", "| 甲 | 乙 |\n|---|---|\n| {{ text }} | 丙 |\n", "# {{ text }}"],
)
def test_hostile_text_shows_as_it_is(renders: Renders, text: str, template: str) -> None:
    shown = html(renders(template, text=text))
    plain = html(renders(template, text="甲乙丙"))
    assert tags(shown) == tags(plain)
    assert squeezed(text) in squeezed(words(shown))


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("*_`[]<>~#|&$\\-+=.):!(1 a甲\n\t{}%\"'/w:hpt")))
def test_no_text_whatever_becomes_markup(text: str) -> None:
    cell = filters.markdown(text)
    shown = html(f"| 甲 | 乙 |\n|---|---|\n| {cell} | 丙 |\n")
    assert tags(shown) == tags(html("| 甲 | 乙 |\n|---|---|\n| x | 丙 |\n"))
    assert squeezed(text) == squeezed(words(shown)).removeprefix("甲乙").removesuffix("丙")
    assert set(tags(html(cell))) <= {"p"}


def tags(shown: str) -> list[str]:
    shown = shown.replace("<br>", "")
    return [piece.split(">")[0].split(" ")[0] for piece in shown.split("<")[1:] if piece[0] != "/"]


def words(shown: str) -> str:
    pieces = shown.split("<")
    return unescape(pieces[0] + "".join(piece.partition(">")[2] for piece in pieces[1:]))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (3, "3"),
        (-3, "-3"),
        (Decimal("29.10"), "29.10"),
        (date(2024, 6, 5), "2024-06-05"),
        ("赣县区美建字〔2024〕1号", "赣县区美建字〔2024〕1号"),
        ("“三气”专项整治（PM2.5）", "“三气”专项整治（PM2.5）"),
        ("一\n二", "一<br>二"),
        ("一\x00\x1b[31m二", "一  \\[31m二"),
        ("甲\u202e乙", "甲 乙"),
    ],
)
def test_ordinary_text_stays_readable_in_the_source(value: object, shown: str) -> None:
    assert filters.markdown(value) == shown


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in lines %}" * 25 + "好" + "{% endfor %}" * 25,
        "{% if lines %}" * 200 + "好" + "{% endif %}" * 200,
        "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
        "{{ " + "not " * 5000 + "lines }}",
        "{{ " + "9" * 5000 + " }}",
    ],
    ids=["loops", "conditions", "brackets", "not", "digits"],
)
def test_what_python_cannot_compile_is_the_template_s_fault(
    renders: Renders, template: str
) -> None:
    with pytest.raises(TemplateFault, match=r"own\.md\.j2"):
        renders(template)


def test_a_fault_of_the_program_is_not_called_a_fault_of_the_template(
    renders: Renders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Path:
        raise TypeError

    monkeypatch.setattr(jinja, "concatenated", broken)
    with pytest.raises(TypeError):
        renders("好")


def test_the_limits_leave_room_for_a_large_ledger(renders: Renders) -> None:
    many = tuple(Line(f"措施{number}") for number in range(20_000))
    assert renders("{% for x in many %}{{ x.name }}\n{% endfor %}", many=many).count("\n") == 20_000
    assert sandbox.MOST_TEXT > 5_000 * 1_000
