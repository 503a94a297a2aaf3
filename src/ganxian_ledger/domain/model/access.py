"""Who may record for whom (权限): people with their units, e-mail addresses and signing keys."""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from ganxian_ledger.domain.model.record import Record, Text, fault, text_of, tuple_of

KEY_TYPES = (
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
)
"""The types of keys that Git and ssh-keygen sign with; no certificates, nothing outdated."""
_REMEDY = "从 .pub 文件里整行抄来，例如 'ssh-ed25519 AAAA… 张三'"


def units_of(value: Any) -> tuple[str, ...]:  # noqa: ANN401 (whatever the file holds)
    """One name, or a list of at least one."""
    if isinstance(value, (list, tuple)):
        if not value:
            raise fault("Y313", "单位是空的", "写上这个人所在的单位")
        return tuple(map(text_of, value))
    return (text_of(value),)


def email_of(value: object) -> str:
    """An e-mail address as Git takes it: something, one @, something; no blanks and no brackets."""
    text = text_of(value)
    name, at, host = text.partition("@")
    plain = text.isprintable() and not any(c.isspace() or c in "<>@＠,;" for c in name + host)
    if not (name and at and host and plain):
        raise fault("Y315", f"邮箱“{text}”的写法不对", "写提交时用的邮箱，例如 a@example.org")
    return text


def emails_of(value: Any) -> Any:  # noqa: ANN401 (whatever the file holds)
    """A list of at least one."""
    listed = tuple_of(value)
    if not listed:
        raise fault("Y313", "邮箱是空的", "至少写一个提交时用的邮箱")
    return listed


def key_of(value: object) -> str:
    """A public key on one line: its type, its bytes in base64, and perhaps a comment."""
    text = text_of(value)
    kind, _, rest = text.partition(" ")
    if kind not in KEY_TYPES:
        raise fault("Y316", f"公钥应以类型开头，这里是“{kind[:40]}”", _REMEDY)
    if not (text.isprintable() and _is_key(kind, rest.partition(" ")[0])):
        raise fault("Y316", f"公钥 {kind} 的内容不完整或抄错了", _REMEDY)
    return text


def _is_key(kind: str, encoded: str) -> bool:
    """Whether the bytes are those of a whole key of this type: its type, then its numbers."""
    try:
        held = a2b_base64(encoded.encode("ascii"))
    except (Error, UnicodeEncodeError):
        return False
    if b2a_base64(held, newline=False).decode() != encoded:
        return False
    parts = []
    while held:
        size = int.from_bytes(held[:4], "big")
        if not 0 < size <= len(held) - 4:
            return False
        parts.append(held[4 : 4 + size])
        held = held[4 + size :]
    return len(parts) > 1 and parts[0] == kind.encode()


def bare_key(key: str) -> str:
    """A key without its comment: two that are the same are equal."""
    return " ".join(key.split(" ")[:2])


_ONE_OR_MORE = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
    ]
}
UnitNames = Annotated[tuple[str, ...], PlainValidator(units_of), WithJsonSchema(_ONE_OR_MORE)]
Email = Annotated[
    str,
    PlainValidator(email_of),
    WithJsonSchema({"type": "string", "pattern": r"^[^\s<>@＠,;]+@[^\s<>@＠,;]+$"}),
]
SigningKey = Annotated[
    str,
    PlainValidator(key_of),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^({'|'.join(KEY_TYPES).replace('.', '[.]')}) [A-Za-z0-9+/]+=*( .*)?$",
        }
    ),
]


class Person(Record, title="人员"):
    """Somebody who commits: for which units, under which addresses, with which keys."""

    name: Text = Field(title="姓名", description="提示里这样称呼他")
    unit: UnitNames = Field(
        title="所属单位", description="登记的单位名称或别名，一个或几个；办公室的人写方案的办公室"
    )
    emails: Annotated[tuple[Email, ...], BeforeValidator(emails_of)] = Field(
        title="邮箱",
        description="提交时用的邮箱，不分大小写；一个邮箱只归一个人",
        json_schema_extra={"minItems": 1},
    )
    keys: Annotated[tuple[SigningKey, ...], BeforeValidator(tuple_of)] = Field(
        (), title="签名公钥", description="SSH 签名公钥，一行一把，不写选项"
    )

    @property
    def bare_keys(self) -> tuple[str, ...]:
        """The keys without their comments."""
        return tuple(map(bare_key, self.keys))

    def has_email(self, email: str) -> bool:
        """Whether an address is one of this person's."""
        return email.casefold() in (one.casefold() for one in self.emails)
