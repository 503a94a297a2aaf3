"""The monthly notice (通知) as a paper."""

from __future__ import annotations

from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views import notice_words as said
from ganxian_ledger.domain.views.letter_words import CONTACT
from ganxian_ledger.domain.views.notice import Notice
from ganxian_ledger.domain.views.paper import DATE_BLANK, NUMBER_BLANK, Block, Chapter, Paper
from ganxian_ledger.domain.views.words import day_words, full_office

KIND = "notice"


def paper_of(
    board: Board, notice: Notice, facts: tuple[tuple[str, str], ...], *, name: str
) -> Paper:
    """The paper of a notice; `name` is its file's, `facts` say of which data it speaks.

    Number and date stay to be filled. Whom to ask does too: the ledger knows nothing of it.
    """
    plan, request, month = board.ledger.plan, notice.request, notice.month
    until = said.until(board.ledger, notice.until)
    return Paper(
        kind=KIND,
        name=name,
        title=said.title(plan, month),
        number=NUMBER_BLANK,
        addressee=request.unit,
        opening=(said.opening(board, request.unit, month),),
        chapters=(
            _chapter("contents", "报送内容", words=tuple(said.contents(board, request, month))),
            _chapter("until", "报送期限", words=(until,)),
            _chapter("demands", "填报要求", points=tuple(said.demands(request))),
        ),
        closing=(said.CLOSING,),
        issuer=full_office(plan),
        date=DATE_BLANK,
        notes=(CONTACT,),
        facts=(("方案文号", plan.number), ("数据截至", day_words(board.day)), *facts),
    )


def _chapter(
    key: str, title: str, *, words: tuple[str, ...] = (), points: tuple[str, ...] = ()
) -> Chapter:
    return Chapter(key, title, (Block(key, words, points),))
