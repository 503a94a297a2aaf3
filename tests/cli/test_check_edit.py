"""`ledger check --base`: scripted edits of the real ledger in a real Git repository."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.support.cli import LedgerCli
from tests.support.repo import Repo

REAL = Path(__file__).parents[2] / "data"
NAMES = ("tasks.yaml", "targets.yaml", "units.yaml", "projects.yaml")
LOG = """\
            log:
              - {date: 2024-05-10, type: progress, percent: 10, by: 区发展改革委}
              - {date: 2024-05-20, type: progress, percent: 20, by: 区发展改革委}
              - {date: 2024-06-03, type: progress, percent: 30, by: 区发展改革委}
"""
FIRST, SECOND, THIRD = LOG.splitlines(keepends=True)[1:]
AFTER_LOG = "          - id: '1.2'\n"
READINGS = """\
    readings:
      - {period: 2024-05, date: 2024-06-05, value: 76.2, by: 区林业分局}
"""
COAL = "{date: 2024-06-10, type: progress, percent: 40, by: 区发展改革委}"
PROOF = b"proof"
SUM = hashlib.sha256(PROOF).hexdigest()
FILED = f"""\
            log:
              - date: 2024-06-04
                type: submit
                by: 区发展改革委
                evidence:
                  - path: 佐证/1.2.pdf
                    sha256: {SUM}
"""


def published() -> dict[str, str]:
    """The real ledger with some records."""
    files = {name: (REAL / name).read_text("utf-8") for name in NAMES}
    files["tasks.yaml"] = once(files["tasks.yaml"], AFTER_LOG, LOG + AFTER_LOG)
    third = "          - id: '1.3'\n"
    files["tasks.yaml"] = once(files["tasks.yaml"], third, FILED + third)
    eqi = "  - id: red-line-share\n"
    files["targets.yaml"] = once(files["targets.yaml"], eqi, READINGS + eqi)
    return files


def once(text: str, old: str, new: str) -> str:
    """The text with its one `old` replaced."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


class Bad(NamedTuple):
    """An edit, and the finding that it must have: code, and the marked text in which file."""

    code: str
    file: str
    old: str
    new: str
    marked: str
    is_before: bool = False
    severity: str = "error"


class Good(NamedTuple):
    """An edit that has no finding of an edit."""

    name: str
    file: str
    old: str
    new: str


T, G, U, P = NAMES
UNIT_1 = "  - name: 区市场监管局\n    kind: 区直部门\n"
ALIAS = "    # 释读：方案另写作“区市场监督管理局”，视为同一单位\n    aliases: [区市场监督管理局]\n"
PUMPED = """\
  - id: ganxian-pumped-storage
    name: 赣县抽水蓄能电站
    measure: '3.1'
    owner: 区发展改革委
    # 释读：“6月底前”记为6月30日；原文是争取开工的时间，没有竣工时限
    start: 2024-06-30
"""
RED_LINE = """\
  - id: red-line-share
    name: 生态保护红线占国土面积比例
    clause: 二
    goal: {text: 不降低}
    # 释读：原文没有计量单位，按此量的常用单位
    unit: '%'
    kind: level
"""
TEXT_22 = "推动重点领域、重点行业节能降碳，加快促进有色、建材、化工等行业数智化、绿色循环化转型。"
M22 = f"""\
          - id: '2.2'
            title: 重点行业节能降碳转型
            text: {TEXT_22}
            lead: 区发展改革委
            support: [区工信局]
"""
BAD = [
    Bad("C501", T, "percent: 20, by", "percent: 25, by", "25"),
    Bad("C501", T, "2024-05-20, type", "2024-05-21, type", "2024-05-21"),
    Bad("C501", T, SECOND, SECOND.replace("}", ", note: 改}"), "改"),
    Bad("C502", T, SECOND, "", SECOND.strip()[2:], is_before=True),
    Bad("C502", T, THIRD, "", THIRD.strip()[2:], is_before=True),
    Bad("C503", T, SECOND, f"              - {COAL}\n{SECOND}", COAL),
    Bad("C503", T, FIRST + SECOND, SECOND + FIRST, SECOND.strip()[2:]),
    Bad("C501", G, "value: 76.2", "value: 76.5", "76.5"),
    Bad("C502", G, READINGS, "", READINGS.splitlines()[1].strip()[2:], is_before=True),
    Bad("C504", T, M22, "", "'2.2'", is_before=True),
    Bad("C505", T, "- id: '2.2'", "- id: '2.9'", "'2.9'"),
    Bad("C505", G, "- id: eqi\n", "- id: eqi-2024\n", "eqi-2024"),
    Bad("C505", P, "- id: maodian-trunk-sewer", "- id: maodian-sewer", "maodian-sewer"),
    Bad("C506", G, RED_LINE, "", "red-line-share", is_before=True),
    Bad("C507", U, "  - name: 区妇联\n    kind: 党群机关\n", "", "区妇联", is_before=True),
    Bad("C508", P, PUMPED, "", "ganxian-pumped-storage", is_before=True),
    Bad("C510", T, "加快推动节能改造，研究", "推动节能改造，研究", "推动节能改造"),
    Bad("C511", T, M22, M22.replace("lead: 区发展改革委", "lead: 区工信局"), "区工信局"),
    Bad(
        "C512",
        T,
        "            due: 2024-06-30\n            due_text: 6月底前\n",
        "            due: 2024-09-30\n            due_text: 6月底前\n",
        "2024-09-30",
    ),
    Bad("C512", T, M22, M22 + "            due: 2024-11-30\n", "2024-11-30"),
    Bad(
        "C513",
        T,
        M22,
        M22.replace("[区工信局]", "[区工信局, 区商务局]"),
        "[区工信局, 区商务局]",
        severity="warning",
    ),
    Bad("C513", T, M22, M22 + "            term: 长期\n", "长期", severity="warning"),
    Bad("C514", G, "{at_least: 76.16}", "{at_least: 70}", "{at_least: 70}"),
    Bad("C514", G, RED_LINE, RED_LINE + "    baseline: 5\n", "5"),
    Bad(
        "C516",
        G,
        READINGS,
        READINGS + "      - {period: 2024-04, date: 2024-05-06, value: 76.1, by: 区林业分局}\n",
        "2024-05-06",
        severity="warning",
    ),
    Bad(
        "C516",
        T,
        THIRD,
        THIRD + "              - {date: 2024-06-01, type: progress, percent: 35, "
        "by: 区发展改革委}\n",
        "2024-06-01",
        severity="warning",
    ),
    Bad("C518", U, UNIT_1 + ALIAS, UNIT_1, "区市场监督管理局"),
    Bad("C519", T, "  due: 2024-12-31\nsections", "  due: 2025-03-31\nsections", "2025-03-31"),
    Bad("C519", T, "office: 领导小组办公室\n", "office: 美丽办\n", "美丽办"),
    Bad(
        "C520",
        T,
        "  due: 2024-12-31\nsections",
        "  due: 2024-12-31\n  policy: {lag_yellow: 20}\nsections",
        "20",
        severity="warning",
    ),
]
GOOD = [
    Good("a record", T, THIRD, f"{THIRD}              - {COAL}\n"),
    Good(
        "a reading",
        G,
        READINGS,
        READINGS + "      - {period: 2024-06, date: 2024-06-28, value: 76.3, by: 区林业局}\n",
    ),
    Good("a comment", T, THIRD, f"              # 已核\n{THIRD}"),
    Good("quotes", T, "percent: 20, by: 区发展改革委", "percent: 20, by: '区发展改革委'"),
    Good(
        "layout",
        T,
        SECOND,
        "              - date: 2024-05-20\n                type: progress\n"
        "                by: 区发展改革委\n                percent: 20\n",
    ),
    Good("a title of ours", T, "title: 重点行业节能降碳转型", "title: 重点行业转型"),
    Good("another spelling of a unit", T, "[区林业分局, 区自然资源分局", "[区林业局, 区自然资源局"),
    Good(
        "an alias",
        U,
        "  - name: 区妇联\n    kind: 党群机关\n",
        "  - name: 区妇联\n    kind: 党群机关\n    aliases: [区妇女联合会]\n",
    ),
    Good(
        "a unit renamed",
        U,
        "  - name: 区妇联\n    kind: 党群机关\n",
        "  - name: 区妇女联合会\n    kind: 党群机关\n    aliases: [区妇联]\n",
    ),
    Good(
        "units in another order",
        U,
        "  - name: 区政府办\n    kind: 区直部门\n  - name: 区发展改革委\n    kind: 区直部门\n",
        "  - name: 区发展改革委\n    kind: 区直部门\n  - name: 区政府办\n    kind: 区直部门\n",
    ),
    Good(
        "a new target",
        G,
        RED_LINE,
        RED_LINE
        + RED_LINE.replace("red-line-share", "new-share").replace("生态保护红线", "永久基本农田"),
    ),
    Good(
        "a new project",
        P,
        PUMPED,
        PUMPED + PUMPED.replace("ganxian-pumped", "second-pumped").replace("赣县抽水", "第二抽水"),
    ),
    Good(
        "an extension",
        T,
        THIRD,
        f"{THIRD}              - {{date: 2024-06-11, type: extend, "
        "by: 领导小组办公室, to: 2025-03-31, reason: 汛期}\n",
    ),
]


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    root = tmp_path_factory.mktemp("edits") / "repo"
    (root / "佐证").mkdir(parents=True)
    (root / "佐证" / "1.2.pdf").write_bytes(PROOF)
    return Repo.make(root, {name: text.encode() for name, text in published().items()})


@pytest.fixture
def edited(repo: Repo) -> Repo:
    """The repository as it was published."""
    repo.git("checkout", "-q", "-f", "main")
    repo.git("clean", "-q", "-f", "-d")
    return repo


def write(repo: Repo, file: str, old: str, new: str) -> None:
    repo.write({file: once(published()[file], old, new).encode()})


def about_edits(ledger: LedgerCli, *options: str) -> list[dict[str, Any]]:
    done = ledger("check", "--base", "HEAD", "--format", "json", *options)
    assert done.code in {0, 1}, done.err
    return [one for one in done.json["findings"] if one["code"].startswith("C")]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.code} {bad.marked[:20]}")
def test_a_bad_edit_is_found_at_its_place(edited: Repo, bad: Bad) -> None:
    write(edited, bad.file, bad.old, bad.new)
    if bad.code == "C518":
        text = (edited.root / "data" / U).read_text("utf-8")
        other = "  - name: 区统计局\n    kind: 区直部门\n"
        moved = once(text, other, other + "    aliases: [区市场监督管理局]\n")
        edited.write({U: moved.encode()})
    found = about_edits(edited.ledger)
    one = next(f for f in found if f["code"] == bad.code)
    state = (
        published()[bad.file]
        if bad.is_before
        else (edited.root / "data" / bad.file).read_text("utf-8")
    )
    line = state.splitlines()[int(one["line"]) - 1]
    assert one["path"] == f"data/{bad.file}"
    assert line[int(one["column"]) - 1 :].startswith(bad.marked)
    assert one["severity"] == bad.severity
    assert one["hint"]
    assert {f["code"] for f in found} == {bad.code}


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.name)
def test_a_good_edit_has_no_finding(edited: Repo, good: Good) -> None:
    write(edited, good.file, good.old, good.new)
    assert about_edits(edited.ledger) == []


def test_nothing_changed_is_nothing_found(edited: Repo) -> None:
    assert about_edits(edited.ledger) == []


def test_evidence_of_other_contents_is_found_at_its_sum(edited: Repo) -> None:
    (edited.root / "佐证" / "1.2.pdf").write_bytes(b"other")
    (one,) = about_edits(edited.ledger)
    line = published()[T].splitlines()[int(one["line"]) - 1]
    assert (one["code"], line[int(one["column"]) - 1 :]) == ("C517", SUM)


def test_evidence_that_is_gone_is_found_at_its_path(edited: Repo) -> None:
    (edited.root / "佐证" / "1.2.pdf").unlink()
    (one,) = about_edits(edited.ledger)
    line = published()[T].splitlines()[int(one["line"]) - 1]
    assert (one["code"], line[int(one["column"]) - 1 :]) == ("C517", "佐证/1.2.pdf")


@pytest.mark.parametrize("as_file", [False, True])
def test_a_declared_correction_is_listed(edited: Repo, tmp_path: Path, as_file: bool) -> None:
    words = "更正\n\nLedger-Correction: 1.2 录入漏字"
    write(edited, T, "加快推动节能改造，研究", "推动节能改造，研究")
    if as_file:
        (tmp_path / "message").write_text(words, "utf-8")
        (one,) = about_edits(edited.ledger, "--message", str(tmp_path / "message"))
    else:
        base = edited.git("rev-parse", "HEAD")
        edited.git("checkout", "-q", "-b", "corrected")
        edited.commit(words)
        done = edited.ledger("check", "--base", base, "--format", "json").expects(0)
        (one,) = [f for f in done.json["findings"] if f["code"].startswith("C")]
        edited.git("checkout", "-q", "main")
        edited.git("branch", "-q", "-D", "corrected")
    assert (one["code"], one["severity"]) == ("C510", "info")
    assert "录入漏字" in one["message"]


@pytest.mark.parametrize(
    ("trailer", "told"), [("99.9 原因", "不在台账里"), ("1.2 原因", "没有改动"), ("1.2", "不完整")]
)
def test_a_correction_of_nothing_is_warned_about(
    edited: Repo, tmp_path: Path, trailer: str, told: str
) -> None:
    (tmp_path / "m").write_text(f"x\n\nLedger-Correction: {trailer}\n", "utf-8")
    (one,) = about_edits(edited.ledger, "--message", str(tmp_path / "m"))
    assert (one["code"], one["line"], one["column"]) == ("C521", 1, 1)
    assert told in one["message"]


def test_a_shallow_clone_says_what_is_missing_and_with_depth_judges(
    edited: Repo, tmp_path: Path
) -> None:
    base = edited.git("rev-parse", "HEAD")
    edited.git("checkout", "-q", "-b", "changed")
    write(edited, T, "percent: 20, by", "percent: 25, by")
    edited.commit("changed")
    for depth, code in (("1", 3), ("2", 1)):
        clone = tmp_path / depth
        edited.git("clone", "-q", "--depth", depth, f"file://{edited.root}", str(clone))
        done = LedgerCli(clone)("check", "--base", base).expects(code)
        assert ("浅克隆" in done.err) == (depth == "1")
        assert ("C501" in done.out) == (depth == "2")
    edited.git("checkout", "-q", "main")
    edited.git("branch", "-q", "-D", "changed")
