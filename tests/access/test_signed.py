"""`check --base`: who may record what, where people sign with SSH keys."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from tests.support.people import (
    CLOSE,
    LI,
    STRANGER,
    SUBMIT,
    ZHANG,
    Found,
    Key,
    checked,
    files,
    new_key,
    people,
    person,
    progress,
)
from tests.support.repo import Repo

TASKS = "data/tasks.yaml"
Keys = dict[str, Key]


@pytest.fixture
def signing(keys: Keys) -> list[str]:
    """The four people: 张三, 李四 and 王五 sign, 赵六 does not."""
    return people(zhang=keys["zhang"].public, li=keys["li"].public, wang=keys["wang"].public)


@pytest.fixture
def repo(tmp_path: Path, signing: list[str]) -> Repo:
    """A repository whose main branch has these people and a submission; on branch edit."""
    repo = Repo.make(tmp_path / "r", files(progress(), access=signing))
    submitted = files(progress(), SUBMIT, access=signing)
    repo.commit("submit", submitted, author=ZHANG)
    repo.git("checkout", "-q", "-b", "edit")
    return repo


def closed(access: list[str]) -> dict[str, bytes]:
    """The ledger with 8.3 closed."""
    return files(progress(), SUBMIT, CLOSE, access=access)


def test_the_office_signs_what_it_closes(repo: Repo, signing: list[str], keys: Keys) -> None:
    repo.commit("close", closed(signing), author=LI, key=keys["li"].file)
    told = checked(repo)

    assert told.found == []
    assert "自称" not in told.notes
    assert told.result.code == 0


def test_the_name_of_one_who_signs_is_not_taken_without_signature(
    repo: Repo, signing: list[str]
) -> None:
    repo.commit("close", closed(signing), author=LI)
    told = checked(repo)

    assert told.found == [Found("C535", TASKS, "领导小组办公室")]
    assert "作者写的是李四，却没有他的签名：没有 SSH 签名" in told.findings[0]["message"]
    assert told.result.code == 1


def test_a_key_that_nobody_registered_proves_nothing(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    repo.commit("close", closed(signing), author=LI, key=keys["nobody"].file)
    told = checked(repo)

    assert told.codes == ["C535"]
    assert "签名用的密钥没有登记" in told.findings[0]["message"]


def test_a_key_that_only_the_edit_adds_is_not_trusted(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    mine = [*signing[:2], person(LI, keys["li"].public, keys["nobody"].public), signing[3]]
    repo.commit("close", closed(mine), author=LI, key=keys["nobody"].file)

    assert checked(repo).codes == ["C535"]


def test_a_key_that_the_edit_takes_away_still_counts(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    without = [*signing[:2], person(LI), signing[3]]
    repo.commit("close", closed(without), author=LI, key=keys["li"].file)

    assert checked(repo).found == []


def test_the_signer_counts_not_the_name(repo: Repo, signing: list[str], keys: Keys) -> None:
    repo.commit("close", closed(signing), author=LI, key=keys["zhang"].file)
    told = checked(repo)

    assert sorted(told.codes) == ["C532", "C533", "C536"]
    by_code = {one["code"]: one for one in told.findings}
    assert "由张三（区城管局，提交" in by_code["C532"]["message"]
    assert "（这个邮箱是李四的）；按签名的人核对" in by_code["C536"]["message"]
    assert by_code["C536"]["severity"] == "warning"


def test_an_unknown_address_with_a_known_signature_is_only_warned_about(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    repo.commit("close", closed(signing), author="L <li@home.example>", key=keys["li"].file)
    told = checked(repo)

    assert told.codes == ["C536"]
    assert "这个邮箱没有登记" in told.findings[0]["message"]
    assert told.result.code == 0


def test_of_several_keys_each_counts(tmp_path: Path, keys: Keys) -> None:
    both = [person(LI, keys["wang"].public, keys["li"].public)]
    repo = Repo.make(tmp_path, files(access=both))
    repo.commit("edit", files(progress(), access=both), author=LI, key=keys["li"].file)

    assert checked(repo, "HEAD~1").found == []


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_other_types_of_keys_count_too(kind: str, tmp_path: Path) -> None:
    key = new_key(tmp_path, "key", kind)
    access = [person(LI, key.public)]
    repo = Repo.make(tmp_path / "r", files(access=access))
    repo.commit("edit", files(progress(), access=access), author=LI, key=key.file)

    assert checked(repo, "HEAD~1").found == []


def test_who_has_no_key_is_believed_and_it_is_said(repo: Repo, signing: list[str]) -> None:
    report = progress(by="区生态环境局")
    now = files(progress(), SUBMIT, other=[report], access=signing)
    repo.commit("edit", now, author="赵六 <zhaoliu@example.org>")
    told = checked(repo)

    assert told.found == []
    assert "赵六没有登记签名公钥" in told.notes


def test_a_commit_that_was_altered_after_signing_is_refused(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    repo.commit("close", closed(signing), author=LI, key=keys["li"].file)
    signed = repo.git("cat-file", "commit", "HEAD")
    (repo.root / "forged").write_text(signed.replace("close", "closed") + "\n", "utf-8")
    forged = repo.git("hash-object", "-t", "commit", "-w", "forged")
    (repo.root / "forged").unlink()
    repo.git("reset", "-q", "--hard", forged)
    told = checked(repo)

    assert told.codes == ["C535"]
    assert "签名与提交的内容对不上" in told.findings[0]["message"]


def test_a_signature_on_the_list_of_people_is_asked_for(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    more = [*signing, person(STRANGER, unit="区城管局")]
    repo.commit("people", files(progress(), SUBMIT, access=more), author=LI)
    told = checked(repo)
    assert told.found == [Found("C535", "data/access.yaml", "")]
    assert "改了 access.yaml" in told.findings[0]["message"]
    repo.git("reset", "-q", "--hard", "main")
    now = files(progress(), SUBMIT, access=more)
    repo.commit("people", now, author=LI, key=keys["li"].file)

    assert checked(repo).found == []


def test_a_signature_on_a_correction_is_asked_for(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    later = files(progress(), SUBMIT, access=signing)
    later["tasks.yaml"] = later["tasks.yaml"].replace(
        "城镇污水管网建设。".encode(), "污水。".encode()
    )
    message = "edit\n\nLedger-Correction: 8.3 原文如此"
    repo.commit(message, later, author=LI)
    assert checked(repo).found == [Found("C535", TASKS, "")]
    repo.git("reset", "-q", "--hard", "main")
    repo.commit(message, later, author=LI, key=keys["li"].file)

    assert checked(repo).found == []


@pytest.mark.parametrize(
    ("who_signs", "said"),
    [
        (("zhang",), "李四没有登记签名公钥：以此名义的提交没有签名可查，只是自称"),
        ((), "access.yaml 没有登记签名公钥：没有签名，提交人的姓名和邮箱只是自称"),
    ],
)
def test_who_corrects_without_a_key_is_believed_and_it_is_said(
    who_signs: tuple[str, ...], said: str, tmp_path: Path, keys: Keys
) -> None:
    access = people(**{name: keys[name].public for name in who_signs})
    repo = Repo.make(tmp_path / "r", files(progress(), access=access))
    later = files(progress(), access=access)
    later["tasks.yaml"] = later["tasks.yaml"].replace(
        "城镇污水管网建设。".encode(), "污水。".encode()
    )
    repo.commit("edit\n\nLedger-Correction: 8.3 原文如此", later, author=LI)
    told = checked(repo, "HEAD~1")

    assert told.found == []
    assert said in told.notes


def test_the_settings_of_the_repository_add_no_key_and_run_nothing(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    allowed = repo.root / "allowed"
    allowed.write_text(f"p2 {keys['nobody'].public}\n", "utf-8")
    ran = repo.root / "ran"
    program = repo.root / "ssh-keygen"
    program.write_text(f"#!/bin/sh\necho run > '{ran}'\nexit 0\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for name in ("gpg.ssh.program", "gpg.program", "gpg.ssh.defaultKeyCommand"):
        repo.git("config", name, str(program))
    repo.git("config", "gpg.ssh.allowedSignersFile", str(allowed))
    repo.git("config", "log.showSignature", "true")
    repo.git("-c", "gpg.ssh.program=ssh-keygen", "tag", "before")
    repo.write(closed(signing))
    for mine in (allowed, program):
        mine.rename(repo.root.parent / mine.name)
    repo.git("config", "gpg.ssh.program", str(repo.root.parent / "ssh-keygen"))
    commit_with_own_program(repo, keys["nobody"])

    assert checked(repo).codes == ["C535"]
    assert not ran.exists()


def commit_with_own_program(repo: Repo, key: Key) -> None:
    """Commit as 李四, signed with another key, although another program is set."""
    signing = ("-c", "gpg.ssh.program=ssh-keygen", "-c", f"user.signingkey={key.file}")
    name, email = "李四", "lisi@example.org"
    repo.git("add", "--all")
    repo.git(
        *(*signing, "-c", "gpg.format=ssh", "commit", "-q", "-S", "-m", "close"),
        GIT_AUTHOR_NAME=name,
        GIT_AUTHOR_EMAIL=email,
        GIT_COMMITTER_NAME=name,
        GIT_COMMITTER_EMAIL=email,
    )


@pytest.mark.parametrize("path", ["", ".", "tools"])
def test_no_program_of_the_repository_is_taken_for_ssh_keygen(
    path: str, repo: Repo, signing: list[str], keys: Keys
) -> None:
    repo.commit("close", closed(signing), author=LI, key=keys["li"].file)
    ran = repo.root.parent / "ran"
    for folder in (repo.root, repo.root / "tools"):
        folder.mkdir(exist_ok=True)
        for name in ("ssh-keygen", "false", "gpg"):
            program = folder / name
            program.write_text(f"#!/bin/sh\necho run > '{ran}'\nexit 0\n", "utf-8")
            program.chmod(0o755)
    told = checked(repo, PATH=os.pathsep.join([path, os.environ["PATH"]]))

    assert not ran.exists()
    assert set(told.codes) <= {"C535"}


def test_without_ssh_keygen_no_signature_is_believed(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    repo.commit("close", closed(signing), author=LI, key=keys["li"].file)
    only = repo.root.parent / "bin"
    only.mkdir()
    (only / "git").symlink_to(str(shutil.which("git")))
    told = checked(repo, PATH=str(only))

    assert told.codes == ["C535"]
    assert "这台机器没有 ssh-keygen，签名核对不了" in told.findings[0]["message"]


def test_an_old_git_believes_no_signature(repo: Repo, signing: list[str], keys: Keys) -> None:
    repo.commit("close", closed(signing), author=LI, key=keys["li"].file)
    only = repo.root.parent / "bin"
    only.mkdir()
    git = only / "git"
    git.write_text(
        "#!/bin/sh\n"
        'for one; do [ "$one" = version ] && echo git version 2.30.2 && exit; done\n'
        f'exec {shutil.which("git")} "$@"\n',
        "utf-8",
    )
    git.chmod(0o755)
    told = checked(repo, PATH=os.pathsep.join([str(only), os.environ["PATH"]]))

    assert told.codes == ["C535"]
    assert "这台机器的 Git 太旧" in told.findings[0]["message"]


def test_another_kind_of_signature_runs_no_program(
    repo: Repo, signing: list[str], keys: Keys
) -> None:
    repo.commit("close", closed(signing), author=LI)
    head, _, message = repo.git("cat-file", "commit", "HEAD").partition("\n\n")
    pgp = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----"
    (repo.root / "forged").write_text(f"{head}\n{pgp}\n\n{message}\n", "utf-8")
    forged = repo.git("hash-object", "-t", "commit", "-w", "forged")
    (repo.root / "forged").unlink()
    repo.git("reset", "-q", "--hard", forged)
    ran, tools = repo.root.parent / "ran", repo.root.parent / "tools"
    tools.mkdir()
    for tool in (tools / "gpg", tools / "gpgsm", tools / "false"):
        tool.write_text(f"#!/bin/sh\necho run > '{ran}'\n", "utf-8")
        tool.chmod(0o755)
    told = checked(repo, PATH=os.pathsep.join([str(tools), os.environ["PATH"]]))

    assert told.codes == ["C535"]
    assert "没有 SSH 签名" in told.findings[0]["message"]
    assert not ran.exists()
