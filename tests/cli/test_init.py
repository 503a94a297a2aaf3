"""`ledger init`: a new ledger, or what an old one lacks; nothing is overwritten or half written."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.cli import LedgerCli, Result
from tests.support.repo import Repo

from ganxian_ledger.adapters import store

PLAN = {
    "--title": "2025年示例区工作方案",
    "--number": "示例〔2025〕1号",
    "--issuer": "示例区领导小组",
    "--office": "领导小组办公室",
    "--issued": "2025-03-01",
}
WORKFLOWS = {
    "github": ".github/workflows/ledger.yml",
    "gitea": ".gitea/workflows/ledger.yml",
    "gitlab": ".gitlab-ci.yml",
}


def words(**changed: str) -> list[str]:
    """The options of a whole plan, some of them otherwise."""
    options = {**PLAN, **{f"--{key}": value for key, value in changed.items()}}
    return [word for pair in options.items() for word in pair]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but Git's own, with its bytes."""
    files = (f for f in folder.rglob("*") if f.is_file() and ".git" not in f.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def here(tmp_path: Path) -> LedgerCli:
    """The program in an empty folder."""
    return LedgerCli(tmp_path)


def test_a_new_ledger_passes_every_check(here: LedgerCli) -> None:
    done = here("init", *words()).expects(0)

    here("check", "--strict").expects(0)
    told = here("status", "--json").expects(0).json["ledger"]
    assert (told["title"], told["number"]) == ("2025年示例区工作方案", "示例〔2025〕1号")
    assert "新建 data/tasks.yaml" in done.out
    assert "下一步：git init，ledger doctor --fix，ledger check" in done.err


def test_a_new_ledger_names_schemas_that_are_there(here: LedgerCli) -> None:
    here("init", *words()).expects(0)

    for name in ("tasks", "targets", "units"):
        head = (here.folder / "data" / f"{name}.yaml").read_text("utf-8").splitlines()[0]
        assert head == f"# yaml-language-server: $schema=../schema/{name}.schema.json"
        assert (here.folder / "schema" / f"{name}.schema.json").is_file()


def test_the_period_is_the_year_of_the_plan_unless_given(here: LedgerCli) -> None:
    done = here("init", "one", *words()).expects(0)
    here("init", "other", *words(start="2025-02-01", due="2026-01-31")).expects(0)

    one = (here.folder / "one/data/tasks.yaml").read_text("utf-8")
    other = (here.folder / "other/data/tasks.yaml").read_text("utf-8")
    assert "下一步：进入 one，git init" in done.err
    assert "start: 2025-01-01\n  due: 2025-12-31\n" in one
    assert "start: 2025-02-01\n  due: 2026-01-31\n" in other


def test_all_that_is_missing_is_listed_at_once_and_nothing_is_invented(here: LedgerCli) -> None:
    done = here("init", "--title", "方案", "--office", "办公室").expects(2)

    assert "新建台账还缺：--number 文号、--issuer 发文单位、--issued 发文日期" in done.err
    assert "例如 ledger init --title" in done.err
    assert tree(here.folder) == {}


@pytest.mark.parametrize(
    "title",
    [
        "a: b # c",
        "'单' \"双\"",
        "null",
        "2025",
        "{a: 1}",
        "$number ${office} $$",
        "- 项",
        "!tag",
        "&a *a",
        "𠮷：〔〕",
        "@x `y`",
        "\\n",
        "--- ",
    ],
)
def test_any_title_reads_back_as_it_was_given(here: LedgerCli, title: str) -> None:
    here("init", *words(title=title)).expects(0)

    here("check", "--strict").expects(0)
    assert here("status", "--json").json["ledger"]["title"] == title


@pytest.mark.parametrize("title", ["控\x1b[31m制", "反\u202e向", "零\u200b宽", "两\n行", " ", ""])
def test_a_title_that_may_not_stand_in_a_ledger_is_refused(here: LedgerCli, title: str) -> None:
    done = here("init", *words(title=title)).expects(2)

    assert tree(here.folder) == {}
    assert "\x1b[31m制" not in done.err


def test_a_plan_that_ends_before_it_starts_is_refused(here: LedgerCli) -> None:
    done = here("init", *words(due="2024-12-31")).expects(2)

    assert "方案的信息有错" in done.err
    assert tree(here.folder) == {}


def test_a_dry_run_lists_and_writes_nothing(here: LedgerCli) -> None:
    done = here("init", "--host", "gitlab", "-n", *words()).expects(0)

    assert "新建 .gitlab-ci.yml" in done.out
    assert "试运行，没有写入" in done.err
    assert tree(here.folder) == {}


@pytest.mark.parametrize("host", WORKFLOWS)
def test_each_host_gets_its_workflow(here: LedgerCli, host: str) -> None:
    here("init", "--host", host, *words()).expects(0)

    written = {path for path in WORKFLOWS.values() if (here.folder / path).exists()}
    assert written == {WORKFLOWS[host]}
    assert "LEDGER_INSTALL" in (here.folder / WORKFLOWS[host]).read_text("utf-8")


def test_an_unknown_host_has_near_misses(here: LedgerCli) -> None:
    done = here("init", "--host", "gitub", *words()).expects(2)

    assert "是不是“github”" in done.err


def test_an_old_ledger_is_equipped_and_keeps_every_byte(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path)
    before = tree(tmp_path)
    done = repo.ledger("init", "--host", "gitea").expects(0)

    after = tree(tmp_path)
    assert {path: after[path] for path in before} == before
    assert "保留 data/tasks.yaml" in done.err
    assert ".gitea/workflows/ledger.yml" in after
    assert repo.git("config", "merge.ledger.driver") == "ledger merge-driver %O %A %B %P"
    assert repo.git("check-attr", "merge", "data/tasks.yaml").endswith("merge: ledger")
    assert repo.git("check-attr", "text", "evidence/a.yaml").endswith("text: unset")


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path)
    repo.ledger("init", "--host", "github").expects(0)
    before = tree(tmp_path)
    done = repo.ledger("init", "--host", "github").expects(0)

    assert tree(tmp_path) == before
    assert done.out == ""
    assert repo.git("config", "--get-all", "merge.ledger.driver").count("\n") == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_that_are_missing_are_appended_in_the_way_of_the_file(
    tmp_path: Path, end: str
) -> None:
    repo = Repo.make(tmp_path)
    held = f"# 自己的{end}*.docx binary{end}*.yaml text eol=lf"
    (tmp_path / ".gitattributes").write_bytes(held.encode())
    done = repo.ledger("init").expects(0)

    lines = f"{end}data/*.yaml merge=ledger{end}evidence/** -text{end}"
    assert (tmp_path / ".gitattributes").read_bytes() == f"{held}{lines}".encode()
    assert "补行 .gitattributes" in done.out


def test_a_workflow_of_ones_own_is_kept_and_said_to_differ(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path)
    (tmp_path / ".gitlab-ci.yml").write_text("stages: [test]\n", encoding="utf-8")
    done = repo.ledger("init", "--host", "gitlab").expects(0)

    assert (tmp_path / ".gitlab-ci.yml").read_text("utf-8") == "stages: [test]\n"
    assert "保留 .gitlab-ci.yml（与程序自带的不同）" in done.err


def test_the_head_of_a_plan_that_is_there_is_not_taken_twice(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path)
    before = tree(tmp_path)
    done = repo.ledger("init", "--title", "别的", "--issued", "2025-01-01").expects(2)

    assert "data/tasks.yaml 已经在了，--title、--issued 用不上" in done.err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("link", ["data", "schema", ".gitattributes", ".github"])
def test_a_link_out_of_the_folder_is_refused_and_nothing_is_written(
    here: LedgerCli, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    target = outside / "file" if link == ".gitattributes" else outside
    if link == ".gitattributes":
        target.write_bytes(b"")
    (here.folder / link).symlink_to(target)
    done = here("init", "--host", "github", *words()).expects(4)

    assert "P304" in done.err
    assert [f for f in outside.rglob("*") if f.name != "file"] == []
    assert {p.name for p in here.folder.iterdir()} == {link}


def test_a_broken_link_is_refused(here: LedgerCli) -> None:
    (here.folder / ".gitignore").symlink_to(here.folder / "nowhere")
    done = here("init", *words()).expects(4)

    assert ".gitignore 是断了的链接" in done.err
    assert {p.name for p in here.folder.iterdir()} == {".gitignore"}


@pytest.mark.parametrize("path", ["data", "schema"])
def test_a_file_where_a_folder_must_be_is_refused(here: LedgerCli, path: str) -> None:
    (here.folder / path).write_bytes(b"x")
    here("init", *words()).expects(4)

    assert tree(here.folder) == {path: b"x"}


def test_a_write_that_fails_leaves_the_folder_as_it_was(
    here: LedgerCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here.folder / ".gitattributes").write_bytes(b"* text\n")
    write, written = store.write_whole, list[str]()

    def failing(file: Path, data: bytes) -> None:
        if file.name == ".gitignore":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(file.name)
        write(file, data)

    monkeypatch.setattr(store, "write_whole", failing)
    done = here("init", *words()).expects(4)

    assert ".gitattributes" in written
    assert "磁盘已满；什么也没有留下" in done.err
    assert tree(here.folder) == {".gitattributes": b"* text\n"}
    assert {p.name for p in here.folder.iterdir()} == {".gitattributes"}


def refused(cli: LedgerCli, *arguments: str) -> Result:
    """A run that is refused and writes nothing."""
    before = tree(cli.folder)
    done = cli("init", *arguments).expects(4)
    assert tree(cli.folder) == before
    return done


def test_no_ledger_is_made_where_none_belongs(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path)
    (tmp_path / "a-file").write_bytes(b"")
    cli = repo.ledger

    assert "就是台账目录" in refused(cli, "data", *words()).err
    assert "在 .git 目录里" in refused(cli, ".git/x", *words()).err
    assert "不是目录" in refused(cli, "a-file", *words()).err
    assert "要放在仓库的根目录" in refused(cli, "sub", "--host", "github", *words()).err
    cli("init", "sub", *words()).expects(0)
    cli("check", "--strict", "--data", "sub/data").expects(0)


@pytest.mark.parametrize("name", ["$(touch 中了)", "; rm -rf x", "目录 带空格", "-n", "%O"])
def test_any_name_of_a_folder_is_only_a_name(here: LedgerCli, name: str) -> None:
    here("init", *words(), "--", name).expects(0)

    assert {p.name for p in here.folder.iterdir()} == {name}
    here("check", "--strict", f"--data={name}/data").expects(0)


def test_the_option_data_is_not_left_out_in_silence(here: LedgerCli) -> None:
    done = here("--data", "x", "init", *words()).expects(2)

    assert "init 不用 --data" in done.err
    assert tree(here.folder) == {}


def test_without_git_the_files_are_written_and_the_rest_is_said(
    here: LedgerCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here.folder / ".git").mkdir()
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    done = here("init", *words()).expects(0)

    assert "合并驱动没有登记：没有找到 Git 程序" in done.err
    here("check", "--strict").expects(0)


def test_a_console_of_gbk_changes_nothing_of_what_is_written(here: LedgerCli) -> None:
    done = here.program("init", "—𠮷", *words(title="𠮷县方案"), encoding="gbk").expects(0)

    assert "目录 —?" in done.err
    assert "title: 𠮷县方案\n" in (here.folder / "—𠮷/data/tasks.yaml").read_text("utf-8")
    assert b"\r" not in b"".join(tree(here.folder).values())


def test_only_what_is_missing_of_an_old_ledger_is_made(here: LedgerCli) -> None:
    data = here.folder / "data"
    data.mkdir()
    for name, content in ledger_files().items():
        (data / name).write_bytes(content)
    (data / "targets.yaml").unlink()
    done = here("init").expects(0)

    assert "新建 data/targets.yaml" in done.out
    assert "新建 data/tasks.yaml" not in done.out
    here("check").expects(0)
