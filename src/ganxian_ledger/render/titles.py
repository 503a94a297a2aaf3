"""Titles in lines that do not part what belongs together (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from ganxian_ledger.render.paged import halves

LINE = 20
"""Characters of 2号 on a line of 156 mm."""
_BEFORE = ("（", "《", "工作", "进展", "情况", "完成", "推进", "有关")
_BEHIND = ("）", "》", "的", "关于", "年", "月", "季度")
_NEVER_FIRST = "，。、；：）》”％%"


def title_lines(title: object) -> str:
    """A title, with one line end near its middle where it is too long for a line.

    One that is longer than two lines, or has no good place, is left to the program that shows it.
    """
    text = str(title)
    if halves(text) <= 2 * LINE or "\n" in text:
        return text
    places = [i for i in range(1, len(text)) if _is_place(text, i)]
    best = min(places, key=lambda i: abs(halves(text[:i]) - halves(text[i:])), default=0)
    parts = (text[:best], text[best:])
    if not best or any(halves(part) > 2 * LINE for part in parts):
        return text
    return "\n".join(parts)


def _is_place(text: str, place: int) -> bool:
    """Whether a line may end before this character: between phrases, and outside of brackets."""
    before, behind = text[:place], text[place:]
    is_inside = any(before.count(a) > before.count(b) for a, b in ("（）", "《》"))
    if is_inside or behind[0] in _NEVER_FIRST:
        return False
    return behind.startswith(_BEFORE) or before.endswith(_BEHIND)
