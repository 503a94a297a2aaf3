"""Word documents (.docx) by GB/T 9704-2012, from templates that staff change in Word or WPS."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.render.layouts import Layout
from ganxian_ledger.render.word import (
    blanks,
    hints,
    keeping,
    letterhead,
    opening,
    packing,
    sections,
    slots,
    styles,
)
from ganxian_ledger.render.word.faults import Misused, tell
from ganxian_ledger.render.word.filling import fill


def document(paper: Paper, layout: Layout, names: Mapping[str, object]) -> bytes:
    """A paper as a Word document.

    Args:
        paper: What it says.
        layout: The template.
        names: What the template sees beside `paper`, `block`, `table` and `chart`.

    Raises:
        TemplateFault: where the template is faulty.
    """
    stamped = layout.stamped(paper)
    word = opening.opened(layout)
    placed = slots.Slots()
    view = {**names, "paper": stamped, "block": stamped.block, **placed.functions()}
    sections.keep_breaks(word.element.body)
    fill(word, layout, view)
    letterhead.fit(word)
    body = word.element.body
    try:
        rooms = slots.places(body)
    except Misused as error:
        tell(error, layout, "")
    sections.drop_empty_last(body)
    known = styles.known(word.styles)
    blanks.mark(body, known.ids[styles.BLANK])
    hints.mark(body)
    tied = keeping.keep(body, styles.ids_of(word.styles, keeping.TAIL))
    last = keeping.ends(body, styles.ids_of(word.styles, keeping.NEW_PAGE))
    made = slots.contents(placed, slots.told(rooms, tied, last), known, word.part)
    packing.describe(word, stamped)
    return packing.packed(word, partial(slots.spliced, made=made))
