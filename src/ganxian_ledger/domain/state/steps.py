"""The procedure: which record may follow in which state, and what it leads to."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a measure stands, in the office's words."""

    NOT_STARTED = "未启动"
    UNDER_WAY = "推进中"
    SUBMITTED = "待核查"
    RETURNED = "已退回"
    CLOSED = "已销号"
    CANCELLED = "已核减"

    @property
    def is_open(self) -> bool:
        """Whether the lead still has to work on it."""
        return self in OPEN

    @property
    def is_unfinished(self) -> bool:
        """Open, or submitted and waiting to be checked."""
        return self in UNFINISHED


OPEN = frozenset({State.NOT_STARTED, State.UNDER_WAY, State.RETURNED})
UNFINISHED = OPEN | {State.SUBMITTED}

ALLOWED_IN: dict[str, frozenset[State]] = {
    "progress": OPEN,
    "submit": OPEN,
    "return": frozenset({State.SUBMITTED}),
    "close": UNFINISHED,
    "review": frozenset({State.CLOSED}),
    "reopen": frozenset({State.CLOSED}),
    "extend": UNFINISHED,
    "transfer": UNFINISHED,
    "cancel": UNFINISHED,
}
LEADS_TO: dict[str, State] = {
    "progress": State.UNDER_WAY,
    "submit": State.SUBMITTED,
    "return": State.RETURNED,
    "close": State.CLOSED,
    "reopen": State.UNDER_WAY,
    "cancel": State.CANCELLED,
}


def is_legal(kind: str, state: State) -> bool:
    """Whether a record of this type may follow in this state; unknown types always may."""
    return state in ALLOWED_IN.get(kind, UNFINISHED | {state})


def after(kind: str, state: State) -> State:
    """The state that a record leads to; extensions, transfers and reviews change none."""
    return LEADS_TO.get(kind, state)
