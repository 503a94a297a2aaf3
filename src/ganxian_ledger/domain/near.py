"""Near misses: what somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, candidates: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The candidates nearest to `word`, best first; empty where none is near.

    First those that contain it or its characters in order (人社局 → 人力资源和社会保障局),
    then those alike by `difflib`.
    """
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 (only when needed)

    letters = set(word)
    pool = [c for c in dict.fromkeys(candidates) if not letters.isdisjoint(c)]
    within = [c for c in pool if word and (word in c or _in_order(word, c))]
    within.sort(key=lambda c: -SequenceMatcher(None, word, c).ratio())
    alike = get_close_matches(word, pool, n=most, cutoff=0.5)
    return tuple(dict.fromkeys([*alike, *within]))[:most]


def suggest(word: str, candidates: Iterable[str]) -> str:
    """The near misses as a question, e.g. 是不是“区城管局”？, or an empty text."""
    found = near(word, candidates)
    return "是不是" + "、".join(f"“{one}”" for one in found) + "？" if found else ""


def _in_order(word: str, candidate: str) -> bool:
    letters = iter(candidate)
    return len(word) > 1 and all(letter in letters for letter in word)
