"""What the office keeps of its month (returns.yaml, letters.yaml): guarded, told, and merged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.support.build import ledger_files
from tests.support.people import ZHANG, checked, people, progress
from tests.support.people import files as with_people
from tests.support.repo import Repo

HEAD = "schema_version: 1\nreturns:\n"
LETTERS = "schema_version: 1\nletters:\n"
SENT = """\
  - date: 2024-06-03
    kind: 督办函
    to: 区城管局
    by: 领导小组办公室
    month: 2024-05
    measures: ['8.3']
    answer_due: 2024-06-13
"""
ANSWERED = "    answers:\n      - {date: 2024-06-12, by: 区城管局, note: 已复工}\n"


def form(number: int, *, day: str = "2024-06-24") -> str:
    """An entry of returns.yaml."""
    return (
        f"  - month: 2024-06\n    unit: 区城管局\n    date: {day}\n    by: 领导小组办公室\n"
        f"    form: {{path: returns/2024-06/{number}.xlsx, sha256: {number:064x}}}\n"
    )


def made(root: Path, **files: str) -> Repo:
    """A repository with these files (returns, letters) beside the small ledger."""
    listed = {f"{name}.yaml": text.encode() for name, text in files.items()}
    return Repo.make(root / "r", {**ledger_files(), **listed})


def codes(repo: Repo) -> list[str]:
    """The codes of the findings about what is not committed, with the places' lines."""
    told = repo.ledger("check", "--base", "HEAD", "--format", "json")
    return [f"{f['code']} {f['path']}:{f['line']}" for f in told.json["findings"]]


def test_what_is_appended_is_no_fault(tmp_path: Path) -> None:
    repo = made(tmp_path, returns=HEAD + form(1), letters=LETTERS + SENT)
    repo.write(
        {
            "returns.yaml": (HEAD + form(1) + form(2, day="2024-06-20")).encode(),
            "letters.yaml": (LETTERS + SENT + ANSWERED + SENT.replace("06-03", "06-20")).encode(),
        }
    )
    assert codes(repo) == ["T321 data/letters.yaml:18"]
    later = SENT.replace("06-03", "06-20").replace("06-13", "06-30")
    repo.write({"letters.yaml": (LETTERS + SENT + ANSWERED + later).encode()})
    assert codes(repo) == []


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"returns": HEAD + form(1, day="2024-06-20")}, "C501 data/returns.yaml:5"),
        ({"returns": "schema_version: 1\nreturns: []\n"}, "C502 data/returns.yaml:3"),
        ({"returns": HEAD + form(2) + form(1)}, "C503 data/returns.yaml:3"),
        ({"letters": LETTERS + SENT.replace("督办函", "提醒函")}, "C501 data/letters.yaml:4"),
        ({"letters": "schema_version: 1\n"}, "C502 data/letters.yaml:3"),
        ({"letters": LETTERS + SENT}, "C502 data/letters.yaml:11"),
        (
            {"letters": LETTERS + SENT + ANSWERED.replace("06-12", "06-11")},
            "C501 data/letters.yaml:11",
        ),
    ],
    ids=["date", "removed", "inserted", "kind", "letter gone", "answer gone", "answer's date"],
)
def test_what_was_published_may_not_change(
    files: dict[str, str], found: str, tmp_path: Path
) -> None:
    repo = made(tmp_path, returns=HEAD + form(1), letters=LETTERS + SENT + ANSWERED)
    repo.write({f"{name}.yaml": text.encode() for name, text in files.items()})
    assert found in codes(repo)


@pytest.mark.parametrize("name", ["returns", "letters"])
def test_a_published_file_may_not_vanish(name: str, tmp_path: Path) -> None:
    repo = made(tmp_path, returns=HEAD + form(1), letters=LETTERS + SENT)
    (repo.root / "data" / f"{name}.yaml").unlink()
    assert codes(repo) == [f"C502 data/{name}.yaml:3"]


def test_a_unit_may_not_take_in_its_own_form(tmp_path: Path) -> None:
    access = people()
    repo = Repo.make(tmp_path / "r", with_people(progress(), access=access))
    repo.git("checkout", "-q", "-b", "edit")
    own = (HEAD + form(1, day="2024-06-01")).replace("by: 领导小组办公室", "by: 区城管局")
    repo.commit("edit", {"returns.yaml": own.encode()}, author=ZHANG)
    told = checked(repo)
    assert [(one.code, one.file) for one in told.found] == [("C532", "data/returns.yaml")]


def test_the_record_of_a_form_agrees_with_the_office(tmp_path: Path) -> None:
    source = f"{{path: returns/2024-06/1.xlsx, sha256: {1:064x}, received: 2024-06-20}}"
    record = (
        f"log: [{{date: 2024-06-24, type: progress, percent: 5, by: 区城管局, source: {source}}}]"
    )
    files = {**ledger_files(measure=record), "returns.yaml": (HEAD + form(1)).encode()}
    repo = Repo.make(tmp_path / "r", files)
    told = repo.ledger("check", "--format", "concise")
    assert "R222" in told.out
    assert told.code == 1


def test_the_history_tells_what_the_office_took_in_and_sent(tmp_path: Path) -> None:
    repo = made(tmp_path)
    repo.commit("sent", {"letters.yaml": (LETTERS + SENT).encode()})
    repo.commit("took", {"returns.yaml": (HEAD + form(1)).encode()})
    repo.commit("answered", {"letters.yaml": (LETTERS + SENT + ANSWERED).encode()})
    log = repo.ledger("log").out
    assert "2024年5月督办函，主送区城管局" in log.replace("\n", "")
    told = repo.ledger("diff", "HEAD~2..HEAD", "--json").expects(0).out
    assert "收到区城管局2024年6月填报表（returns/2024-06/1.xlsx）" in told
    assert "2024-06-12 区城管局答复：已复工" in told


def test_two_clerks_take_in_forms_and_answers_at_once(tmp_path: Path) -> None:
    repo = made(tmp_path, returns=HEAD + form(1), letters=LETTERS + SENT)
    (repo.root / ".gitattributes").write_text("data/*.yaml merge=ledger\n")
    repo.commit("attributes")
    driver = f'"{sys.executable}" -m ganxian_ledger merge-driver %O %A %B %P'
    repo.git("config", "merge.ledger.driver", driver)
    repo.git("config", "user.name", "甲")
    repo.git("config", "user.email", "a@example.org")
    repo.git("branch", "other")
    later = SENT.replace("06-03", "06-20").replace("06-13", "06-30")
    ours = {"returns.yaml": HEAD + form(1) + form(3), "letters.yaml": LETTERS + SENT + ANSWERED}
    theirs = {"returns.yaml": HEAD + form(1) + form(2), "letters.yaml": LETTERS + SENT + later}
    repo.commit("ours", {name: text.encode() for name, text in ours.items()})
    repo.git("switch", "-q", "other")
    repo.commit("theirs", {name: text.encode() for name, text in theirs.items()})
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "other", "-m", "merge")
    merged = (repo.root / "data/returns.yaml").read_text("utf-8")
    assert merged == HEAD + form(1) + form(2) + form(3)
    letters = (repo.root / "data/letters.yaml").read_text("utf-8")
    assert letters == LETTERS + SENT + ANSWERED + later
    told = repo.ledger("check", "--base", "HEAD^1")
    assert told.code == 0, told.out
