"""Drafts of mail (.eml): opened in a mail program, addressed and sent there, never from here."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ganxian_ledger.render.width import one_line, safe_text

if TYPE_CHECKING:
    from email.message import EmailMessage

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".zip": "application/zip",
}
"""What is attached, by the ending of its name."""
ANY_TYPE = "application/octet-stream"
TIME = "09:00:00 +0800"
"""The hour that a draft bears, so that its bytes are the same; sending gives it its own."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DIGITS = 32
NOWHERE = "ledger.invalid"
"""A host that there is not (RFC 2606)."""


class Mail(NamedTuple):
    """What a draft says and brings; `attached` are names and contents, in their order."""

    subject: str
    body: str
    day: date
    attached: tuple[tuple[str, bytes], ...] = ()


def draft(mail: Mail) -> bytes:
    """A mail that is not sent yet (X-Unsent), to nobody; the same bytes for the same mail.

    Characters that could begin a header of their own stand as their pictures.
    """
    from email.message import EmailMessage  # noqa: PLC0415 (the package is heavy)
    from email.policy import SMTP  # noqa: PLC0415

    message = EmailMessage(policy=SMTP)
    mark = _mark(mail)
    message["Subject"] = one_line(mail.subject)
    message["To"] = ""
    message["Date"] = _date(mail.day)
    message["Message-ID"] = f"<{mark}@{NOWHERE}>"
    message["X-Unsent"] = "1"
    message.set_content(safe_text(mail.body), cte="base64")
    for name, content in mail.attached:
        _attach(message, one_line(name), content)
    if mail.attached:
        message.set_boundary(f"=_{mark}")
    return message.as_bytes()


def _attach(message: EmailMessage, name: str, content: bytes) -> None:
    """A file; its name is written as RFC 2231 has it."""
    ending = f".{name.rpartition('.')[2].lower()}"
    kind, _, rest = TYPES.get(ending, ANY_TYPE).partition("/")
    message.add_attachment(content, maintype=kind, subtype=rest, filename=name)


def _date(day: date) -> str:
    """A day as mail writes it (RFC 5322, 3.3), in no system's language."""
    name, month = DAYS[day.weekday()], MONTHS[day.month - 1]
    return f"{name}, {day.day:02} {month} {day.year:04} {TIME}"


def _mark(mail: Mail) -> str:
    """Digits that change with anything in the mail; in base64 they cannot stand behind =_."""
    whole = hashlib.sha256()
    texts = (mail.subject, mail.body, mail.day.isoformat(), *(name for name, _ in mail.attached))
    pieces = (text.encode("utf-8", "surrogatepass") for text in texts)
    for piece in (*pieces, *(content for _, content in mail.attached)):
        whole.update(f"{len(piece)}:".encode())
        whole.update(piece)
    return whole.hexdigest()[:DIGITS]
