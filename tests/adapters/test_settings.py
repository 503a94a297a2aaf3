"""`ledger.toml`: found, read, and told what is wrong with it, all at once and each at its place."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.settings import selection_in
from ganxian_ledger.adapters.settings_file import (
    LARGEST,
    NAME,
    FaultySettings,
    SettingsFile,
    settings_here,
)
from ganxian_ledger.adapters.toml import place_of
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.rules.selection import ALL, Selection

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def read(text: str | bytes) -> Selection:
    """What a file of this text asks for."""
    data = text if isinstance(text, bytes) else text.encode()
    return selection_in(SettingsFile(NAME, data))


def faults_in(text: str | bytes) -> list[str]:
    """What is wrong with a file of this text, a line each."""
    with pytest.raises(FaultySettings) as caught:
        read(text)
    head, *lines = caught.value.message.split("\n")
    assert head == f"设置文件 ledger.toml 有 {len(lines)} 处错误"
    return lines


def test_the_example_of_the_document_is_followed() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)

    assert read(example) == Selection(
        ("Y", "R", "T", "N", "C"), ("T309",), {"T301": Severity.ERROR}
    )


@pytest.mark.parametrize(
    "text", ["", "# 无\n", "[check]\n", "\ufeff[check]\r\n", "[check.severity]"]
)
def test_a_file_that_asks_for_nothing_changes_nothing(text: str) -> None:
    assert read(text) == Selection(ALL, (), {})


def test_all_faults_are_told_at_their_places() -> None:
    text = """\
# 说明
verson = 1
[check]
select = ["T3", "X9"]   # 甲
ignore = [
  "T301",
  "R214",
]
selct = ["T"]
[check.severity]
T301 = "eror"
T999 = "error"
T303 = 2
"""

    told = faults_in(text)

    assert [line.partition("，")[0] for line in told] == [
        "ledger.toml:2:1: 没有名为“verson”的设置",
        "ledger.toml:4:17: 没有编号为“X9”或以它开头的规则",
        "ledger.toml:7:3: 没有编号为“R214”或以它开头的规则",
        "ledger.toml:9:1: [check] 里没有名为“selct”的设置",
        "ledger.toml:11:8: T301 的级别不能写成“eror”",
        "ledger.toml:12:1: 没有编号为“T999”的规则",
        "ledger.toml:13:1: T303 的级别不能写成这样",
    ]
    assert "T、Y 开头的编号，例如 T、T3、T301" in told[1]
    assert "“R204”" in told[2]
    assert "是不是“select”？可用：select、ignore、severity" in told[3]
    assert "是不是“error”？可用：error、warning、info（要加引号）" in told[4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("check = 1", "ledger.toml:1:1: check 应是一节设置"),
        ("[[check]]", "ledger.toml:1:3: check 应是一节设置"),
        ("\n[check]\nselect = 'T'", "ledger.toml:3:1: select 应是编号的列表"),
        ("[check]\nignore = [1]", "ledger.toml:2:1: ignore 应是编号的列表"),
        ("[check]\nselect = []", "ledger.toml:2:1: select 是空的"),
        ("[check]\nseverity = 'error'", "ledger.toml:2:1: severity 应是一节设置"),
        ("check.select = ['甲', 'X9']", "ledger.toml:1:17: 没有编号为“甲”"),
        ("check = {ignore = ['t301']}", "ledger.toml:1:20: 没有编号为“t301”"),
        ("[check]\n  ignore = [\n", "ledger.toml:3:1: 这里不合 TOML 的写法"),
        ("[check]\nselect = [T3]", "ledger.toml:2:11: 这里不合 TOML 的写法"),
        ("a = " + "[" * 5000, "ledger.toml: 这里不合 TOML 的写法"),
        ("a = " + "1" * 5000, "ledger.toml: 这里不合 TOML 的写法"),
        (b"# \xb8\xd3\n", "ledger.toml:1:1: 不是 UTF-8 编码"),
        (b" " * (LARGEST + 1), f"ledger.toml: 文件超过 {LARGEST} 字节"),
    ],
)
def test_each_fault_has_words_and_a_place_where_it_is_known(
    text: str | bytes, expected: str
) -> None:
    assert faults_in(text)[0].startswith(expected)


def test_faults_of_english_are_not_repeated() -> None:
    told = "".join(faults_in("[check\nselect = 1"))

    assert not re.search("[Ee]xpected|[Ii]nvalid|line", told)


@given(st.text(max_size=60))
def test_no_text_stops_the_program(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    with contextlib.suppress(FaultySettings):
        assert selection_in(SettingsFile(NAME, data)).select


def test_places_in_a_long_file_are_found_quickly() -> None:
    text = "[check]\nignore = [\n" + '  "T301",\n' * 6000 + "]\nselct = 1\n"
    began = time.monotonic()

    assert len(faults_in(text)) == 1
    assert time.monotonic() - began < 5


def test_a_key_behind_a_text_of_several_lines_is_found() -> None:
    text = 'note = """\n[check]\nselect = 1\n"""\n[check]\nselect = ["T"]\n'

    assert place_of(text, ("check", "select")) == (6, 1)
    assert place_of(text, ("check", "select"), "T") == (6, 11)
    assert place_of(text, ("check", "ignore")) is None


def a_ledger(root: Path) -> LedgerFolder:
    """A ledger two folders below the root of a repository."""
    folder = root / "repo" / "2024" / "data"
    folder.mkdir(parents=True)
    (root / "repo" / ".git").mkdir()
    return LedgerFolder(folder)


def test_the_nearest_file_counts_and_none_above_the_root(tmp_path: Path) -> None:
    folder = a_ledger(tmp_path)
    (tmp_path / NAME).write_text("[check]\n", encoding="utf-8")
    assert settings_here(folder) is None

    for place in (tmp_path / "repo", tmp_path / "repo" / "2024", folder.path):
        (place / NAME).write_text(f"# {place.name}", encoding="utf-8")
        found = settings_here(folder)
        assert found is not None
        assert found.data.decode() == f"# {place.name}"


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    folder = a_ledger(tmp_path)
    (tmp_path / "secret").write_text("[check]\n", encoding="utf-8")
    (folder.path / NAME).symlink_to(tmp_path / "secret")

    with pytest.raises(FaultySettings, match="仓库以外的链接"):
        settings_here(folder)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    folder = a_ledger(tmp_path)
    (folder.path / NAME).mkdir()

    with pytest.raises(FaultySettings, match="不是普通文件"):
        settings_here(folder)


def test_line_ends_that_git_turned_are_no_difference() -> None:
    one, other = SettingsFile(NAME, b"a\r\nb"), SettingsFile(NAME, b"a\nb")

    assert one.is_like(other)
    assert not one.is_like(None)
