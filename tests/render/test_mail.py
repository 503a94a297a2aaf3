"""Drafts of mail: what a mail program reads, and what no data can make of them."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from ganxian_ledger.render.mail import Mail, draft

FORM = ("2024年6月进展填报表（区水利局）.xlsx", b"PK\x03\x04 form")
NOTICE = ("通知.docx", b"PK\x03\x04 notice")
MAIL = Mail("关于报送工作进展的通知", "区水利局：\n\n请报送。\n", date(2024, 6, 25), (FORM, NOTICE))
OFFICE = "application/vnd.openxmlformats-officedocument"


def read(mail: Mail) -> EmailMessage:
    message = message_from_bytes(draft(mail), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def test_a_mail_program_finds_subject_text_and_files() -> None:
    message = read(MAIL)
    assert message["Subject"] == MAIL.subject
    text, *attached = message.iter_parts()
    assert isinstance(text, EmailMessage)
    assert text.get_content_type() == "text/plain"
    assert text.get_content().replace("\r\n", "\n") == MAIL.body
    files = [part for part in attached if isinstance(part, EmailMessage)]
    assert [(one.get_filename(), one.get_content()) for one in files] == [FORM, NOTICE]
    assert [one.get_content_type() for one in files] == [
        f"{OFFICE}.spreadsheetml.sheet",
        f"{OFFICE}.wordprocessingml.document",
    ]


def test_it_is_a_draft_to_nobody() -> None:
    message = read(MAIL)
    assert message["X-Unsent"] == "1"
    assert message["To"] == ""
    assert message["From"] is None
    assert message["Date"] == "Tue, 25 Jun 2024 09:00:00 +0800"


def test_the_names_of_files_are_written_by_rfc_2231() -> None:
    assert b"filename*0*=utf-8''2024%E5%B9%B4" in draft(MAIL).replace(b"\r\n ", b" ")


def test_it_is_plain_ascii_with_the_line_ends_of_mail() -> None:
    data = draft(MAIL)
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_the_same_mail_is_the_same_bytes_and_another_has_another_number() -> None:
    assert draft(MAIL) == draft(MAIL)
    other = MAIL._replace(attached=(FORM, ("通知.docx", b"PK\x03\x04 another")))
    assert read(other)["Message-ID"] != read(MAIL)["Message-ID"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_no_data_begins_a_header_of_its_own(end: str) -> None:
    bad = f"通知{end}Bcc: all@example.org{end}{end}<script>"
    message = read(Mail(bad, bad, MAIL.day, ((f"{bad}.xlsx", b""),)))
    known = {"Subject", "To", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"}
    assert set(message.keys()) == known
    assert "Bcc: all@example.org" in message["Subject"]
    (_, attached) = message.iter_parts()
    assert isinstance(attached, EmailMessage)
    names = {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"}
    assert set(attached.keys()) == names
    assert "Bcc" in str(attached.get_filename())


def test_what_nobody_sees_is_shown_in_its_text() -> None:
    message = read(Mail("通知", "甲\u202e乙\x1b[31m\ud800", MAIL.day))
    assert message.get_content().strip() == "甲\\u202e乙␛[31m\\ud800"
    assert message.get_content_type() == "text/plain"
