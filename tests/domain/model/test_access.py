"""People: units, e-mail addresses and signing keys, as access.yaml writes them."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic_core import PydanticCustomError
from scripts.generate_schemas import schema_of
from tests.support.build import DAY, a_person, judge, ledger_files, write_ledger
from tests.support.cli import LedgerCli

from ganxian_ledger.domain.model.access import KEY_TYPES, bare_key, email_of, key_of


def public_key(kind: str, inside: str = "", size: int = 32) -> str:
    """A key of made-up bytes."""
    named = (inside or kind).encode()
    held = len(named).to_bytes(4, "big") + named + b"\x00\x00\x00\x20" + bytes(size)
    return f"{kind} {b64encode(held).decode()}"


ED = public_key("ssh-ed25519")
BARE = b64encode(b"\x00\x00\x00\x0bssh-ed25519").decode()


@pytest.mark.parametrize(
    "text", ["a@b", "zhangsan@example.org", "a+b.c@gx-gov.cn", "张三@例子.中国"]
)
def test_an_address_is_kept_as_written(text: str) -> None:
    assert email_of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "zhangsan",
        "@example.org",
        "a@",
        "a@b@c",
        "a b@c",
        "张三 <a@b>",
        "a＠b.cn",
        "a@b,c@d",
        "a@\u200bb",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        email_of(text)

    assert refused.value.type == "Y315"


@pytest.mark.parametrize("kind", KEY_TYPES)
def test_a_key_of_each_type_is_taken(kind: str) -> None:
    assert key_of(f"{public_key(kind)} 张三的 电脑") == f"{public_key(kind)} 张三的 电脑"
    assert bare_key(f"{public_key(kind)} 张三的 电脑") == public_key(kind)


@pytest.mark.parametrize(
    "text",
    [
        "ssh-ed25519",
        "ssh-ed25519 ",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 不是密钥",
        f"ssh-ed25519 {BARE}",
        f"{ED[:-4]}",
        f"{ED}===",
        ED.replace(" ", "  ", 1),
        ED.replace("ssh-ed25519", "ssh-rsa", 1),
        ED.replace("ssh-ed25519", "ssh-ed25519,cert-authority", 1),
        public_key("ssh-dss"),
        f"cert-authority {ED}",
        f'namespaces="git" {ED}',
        f"zhangsan {ED}",
        ED.rpartition(" ")[2],
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        key_of(text)

    assert refused.value.type == "Y316"


def test_a_key_does_not_go_on_on_another_line() -> None:
    with pytest.raises(PydanticCustomError) as refused:
        key_of(f"{ED}\n* {ED}")

    assert refused.value.type == "Y314"


def found(tmp_path: Path, *people: str) -> list[tuple[str, int, str]]:
    """Codes, lines and messages of what is found in access.yaml."""
    judgement = judge(ledger_files(access=people), tmp_path).judgement
    return [(d.code, d.line, d.message) for d in judgement.diagnostics]


def test_a_list_of_sound_people_has_no_finding(tmp_path: Path) -> None:
    both = a_person(name="李四", unit=["领导小组办公室", "区城管局"], emails=["li@example.org"])

    assert found(tmp_path, a_person(keys=[ED]), both) == []


def test_the_units_of_people_are_registered(tmp_path: Path) -> None:
    told = found(tmp_path, a_person(unit=["区城管局", "区城健局"]))

    assert told == [("R204", 4, "所属单位“区城健局”未在 units.yaml 登记")]


def test_an_address_belongs_to_one_person_whatever_its_letters(tmp_path: Path) -> None:
    told = found(tmp_path, a_person(), a_person(name="李四", emails=["ZhangSan@Example.ORG"]))

    assert told == [
        ("R210", 8, "邮箱“zhangsan@example.org”重复：已归第 1 个人“张三”"),
    ]


def test_a_key_belongs_to_one_person_whatever_its_comment(tmp_path: Path) -> None:
    one = a_person(keys=[f"{ED} 甲"])
    told = found(tmp_path, one, a_person(name="李四", emails=["l@b.cn"], keys=[f"{ED} 乙"]))

    assert [code for code, *_ in told] == ["R210"]
    assert "已归第 1 个人“张三”" in told[0][2]


def test_one_fault_hides_no_other(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        a_person(unit="区城健局", emails=["zhangsan"], keys=["ssh-rsa AAAA"]),
        "name: 李四\nunit: []\nemails: []\nmail: x\n",
    )

    assert sorted(code for code, *_ in told) == ["R204", "Y301", "Y313", "Y313", "Y315", "Y316"]


def test_a_ledger_says_how_many_files_it_has(tmp_path: Path) -> None:
    assert judge(ledger_files(), tmp_path / "a").judgement.counts.files == 3
    assert judge(ledger_files(access=[a_person()]), tmp_path / "b").judgement.counts.files == 4


def test_a_ledger_with_people_is_set_anew_and_written_to_like_any(tmp_path: Path) -> None:
    write_ledger(tmp_path / "data", ledger_files(access=[a_person(keys=[f"{ED} 张三"])]))
    ledger = LedgerCli(tmp_path)
    ledger("fmt").expects(0)
    ledger("fmt", "--check").expects(0)
    ledger("progress", "8.3", "--percent", "10", "--note", "开工", "--date", str(DAY)).expects(0)

    assert f"{ED} 张三" in (tmp_path / "data" / "access.yaml").read_text("utf-8")
    ledger("check").expects(0)


def test_the_schema_takes_and_marks_what_check_does() -> None:
    schema = Draft202012Validator(schema_of("access.yaml"))
    good = {"name": "张三", "unit": ["甲"], "emails": ["a@b.cn"], "keys": [f"{ED} 张三"]}
    for units in (["甲"], "甲"):
        assert schema.is_valid({"schema_version": 1, "people": [{**good, "unit": units}]})
    for key, value in (("emails", []), ("emails", ["a"]), ("keys", [f"x {ED}"]), ("unit", [])):
        assert not schema.is_valid({"schema_version": 1, "people": [{**good, key: value}]})
