"""`diff`: two states of a ledger, each a revision, a day, or the files as they are."""

from __future__ import annotations

from typing import NamedTuple

from ganxian_ledger.adapters.git.repository import Repository
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.changes import End, changes
from ganxian_ledger.domain.views.history import Recording
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.usecases.context import Context
from ganxian_ledger.usecases.opening import open_sound
from ganxian_ledger.usecases.recorded import commit_at, day_in, read_at

BETWEEN = ".."
EXAMPLE = "例如 2024-05-31..2024-06-30、v1..HEAD，或 HEAD~1（与现在的文件比）"


class Span(NamedTuple):
    """From which state to which; without `last`, to the files as they are."""

    first: str
    last: str | None


def span_of(text: str) -> Span:
    """Read A..B, A.. or A.

    Raises:
        Unknown: where it says not from which state, or has other dots.
    """
    first, dots, last = text.partition(BETWEEN)
    if last.startswith(".") or BETWEEN in last:
        raise Unknown(f"“{text}”的写法不对：两个版本之间写两个点", remedy=EXAMPLE)
    if not first.strip():
        raise Unknown(f"“{text}”没有说从哪个版本比起", remedy=EXAMPLE)
    return Span(first, last or None if dots else None)


def diff(context: Context, text: str) -> Sheet:
    """What changed in meaning between two states.

    A state that is named by a day is assessed on that day, any other on the context's.

    Raises:
        Unknown: where there is no such revision, or no ledger in it.
        Unsound: where one of the states has errors.
        CannotLoad: where there is no repository, or the clone lacks what is needed.
    """
    span = span_of(text)
    repository = Repository.of(context.folder)
    before = _end(repository, context, span.first)
    after = _end(repository, context, span.last)
    return changes(before, after, path=context.folder.path.as_posix())


def _end(repository: Repository, context: Context, at: str | None) -> End:
    if at is None:
        return End(Board(open_sound(context.folder, context.day).ledger, context.day), None)
    day = day_in(at) or context.day
    found = read_at(repository, context.folder, commit_at(repository, at), day)
    made = found.commit
    recording = Recording(made.id, made.short, made.committed, made.author)
    return End(Board(found.opened.ledger, day), recording)
