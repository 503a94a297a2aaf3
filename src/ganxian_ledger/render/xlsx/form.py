"""A unit's form of a month as a file: what is asked, and by what it is known when it comes back."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook as File
from xlsxwriter.worksheet import Worksheet as Target

from ganxian_ledger.domain.forms import wording
from ganxian_ledger.domain.forms.filling import Filling
from ganxian_ledger.domain.forms.form import LISTS, META, NO, YES, Form
from ganxian_ledger.domain.forms.identify import SEAL
from ganxian_ledger.render.xlsx import form_remarks, form_sheet
from ganxian_ledger.render.xlsx.book import MOST_IN_PROPERTY, OPTIONS
from ganxian_ledger.render.xlsx.cells import write_text
from ganxian_ledger.render.xlsx.form_checks import CHOICE
from ganxian_ledger.render.xlsx.form_sheet import told_of
from ganxian_ledger.render.xlsx.form_styles import FormStyles
from ganxian_ledger.render.xlsx.texts import cell_text, line, units


def form_workbook(form: Form, day: date, filling: Filling | None = None) -> bytes:
    """A form as a file; the same one gives the same bytes.

    Args:
        form: What is told and asked; it has at least one row.
        day: The day that its data are of, and that the file says it was made on.
        filling: What the unit had filled in and what is wrong with it: a copy to send back, with
            the cells marked and every remark listed on a sheet in front. It is a form as well.

    Raises:
        TooManyRows: where a sheet has more rows than a spreadsheet can hold.
    """
    content = BytesIO()
    with File(content, deepcopy(OPTIONS)) as file:
        _describe(file, form, day)
        styles = FormStyles(file)
        if filling is not None:
            target = file.add_worksheet(form_remarks.NAME)
            form_remarks.write(target, form, filling, styles)
        told = told_of(form, day, filling)
        for sheet in form.rows:
            target = file.add_worksheet(sheet)
            form_sheet.write(target, sheet, told, styles)
        _hidden(file.add_worksheet(META), (*form.identity.parts, (SEAL, form.seal)), styles)
        _hidden(file.add_worksheet(LISTS), ((YES,), (NO,)), styles)
        file.define_name(CHOICE, f"={LISTS}!$A$1:$A$2")
    return content.getvalue()


def _describe(file: File, form: Form, day: date) -> None:
    """Title and identity as properties; no person and no clock stands in them.

    A property is the same as on the hidden sheet, or is not there: 255 characters are the most.
    """
    created = datetime.combine(day, time())
    title = wording.title(form, next(iter(form.rows)))
    file.set_properties({"title": line(title), "created": created})
    for name, value in (*form.identity.parts, (SEAL, form.seal)):
        text = cell_text(value, META)
        if units(text) <= MOST_IN_PROPERTY:
            file.set_custom_property(name, text)


def _hidden(target: Target, rows: tuple[tuple[str, ...], ...], styles: FormStyles) -> None:
    """A sheet for programs alone."""
    for row, texts in enumerate(rows):
        for at, text in enumerate(texts):
            write_text(target, row, at, text, styles.named("hidden"))
    target.protect("")
    target.very_hidden()
