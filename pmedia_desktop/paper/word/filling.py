"""Fills a Word form: each mark becomes its field's value, everything else stays as the office made it."""

import io
from collections.abc import Mapping
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.declaration import DatePart, FieldKind, Form, Medium
from pmedia_desktop.paper.placing import chosen_word, date_part, ticked_word
from pmedia_desktop.paper.values import JsonValue, Printed, check_values, is_empty, picture_bytes, printed_values
from pmedia_desktop.paper.word.documents import opened_word, saved_word
from pmedia_desktop.paper.word.marks import Mark, around, in_brackets, marks_in, replace_marks
from pmedia_desktop.texts import translate

_CONTEXT = "paper.word.filling"
_PICTURE_MM = 30
_TICKED, _UNTICKED = "☑", "□"
_TICKED_IN_BRACKETS, _UNTICKED_IN_BRACKETS = "√", "\u3000"


def fill_word(form: Form, values: Mapping[str, JsonValue], variant: str = "") -> bytes:
    """Return the office's Word file with the values in it; raises ``InputError`` for wrong values."""
    background = form.background
    if background is None or background.medium is not Medium.WORD:
        raise TypeError("only a Word form is filled here")
    variant = check_values(form, values, variant)
    document = opened_word(background.content)
    marks = marks_in(document)
    for mark in marks:
        if mark.name not in form.fields_by_name:
            raise InputError(
                translate(_CONTEXT, "Word 表样里的标记“{mark}”没有对应的字段，").format(mark=mark.written()),
                translate(_CONTEXT, "可用：{words}。").format(words="、".join(form.fields_by_name)),
            )
    words = _Words(form, values, printed_values(form, values, variant, form.fields, blank=False), marks)
    replace_marks(document, words.of, into_blanks=True)
    return saved_word(document)


class _Words:
    """What stands in place of each mark."""

    def __init__(
        self, form: Form, values: Mapping[str, JsonValue], printed: Mapping[str, Printed], marks: list[Mark]
    ) -> None:
        self._form, self._values, self._printed = form, values, printed
        self._ticks: dict[str, list[str]] = {}
        for mark in marks:
            if mark.tick:
                self._ticks.setdefault(mark.name, []).append(mark.tick)

    def of(self, mark: Mark, run: Any) -> str | None:
        """Return a mark's words; None for a picture, which is put into the run."""
        field = self._form.fields_by_name[mark.name]
        value = self._values.get(mark.name)
        if mark.tick:
            ticked = ticked_word(self._ticks[mark.name], chosen_word(field, value)) == mark.tick
            if in_brackets(*around(run)):
                return _TICKED_IN_BRACKETS if ticked else _UNTICKED_IN_BRACKETS
            return _TICKED if ticked else _UNTICKED
        if mark.part:
            return date_part(value, _part(mark))
        if field.kind is FieldKind.PICTURE:
            return None if _pictured(run, value) else ""
        if field.kind in (FieldKind.CHOICE, FieldKind.CHECK):
            return chosen_word(field, value)
        found = self._printed[mark.name]
        if isinstance(found, bytes) or (field.kind is FieldKind.DATE and is_empty(value)):
            return ""
        return "\n".join(found)


def _part(mark: Mark) -> DatePart:
    try:
        return DatePart(mark.part)
    except ValueError as problem:
        raise InputError(
            translate(_CONTEXT, "Word 表样里的标记“{mark}”写法不对，").format(mark=mark.written()),
            translate(_CONTEXT, "日期的一部分只能写 year、short_year、month、day。"),
        ) from problem


def _pictured(run: Any, value: JsonValue) -> bool:
    from docx.shared import Mm

    if is_empty(value):
        return False
    run.add_picture(io.BytesIO(picture_bytes(value)), width=Mm(_PICTURE_MM))
    return True
