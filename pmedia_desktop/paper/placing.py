"""Puts values into the places of an office's page: what is printed there, and how it is set."""

from collections.abc import Mapping, Sequence

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import POINTS_PER_MM, Box
from pmedia_desktop.paper.composing import Overflow
from pmedia_desktop.paper.declaration import Align, DatePart, FieldKind, Form, FormField, Place
from pmedia_desktop.paper.fitting import FIRST_LINE, LEADING, Fitted, Line, Picture, Text, fit, set_aligned, sizes_down
from pmedia_desktop.paper.fonts import Typeface, widths
from pmedia_desktop.paper.setting import naming, set_block
from pmedia_desktop.paper.values import JsonValue, Printed, choice_word, is_empty
from pmedia_desktop.texts import translate

_CONTEXT = "paper.placing"
_ASIDE, _ABOVE = 3.0, 1.0
_SMALLEST = 5.0  # points, where there is no room for more
_OVER = 1.0  # points that a part of a date may reach into the air beside 年, 月 and 日
_TICK = "√"
_OTHER = "其他"


def placed_pages(
    form: Form, values: Mapping[str, JsonValue], printed: Mapping[str, Printed], overflow: Overflow
) -> list[list[Text | Line | Picture]]:
    """Return what is printed on each page of the background; what is too long goes to the continuation sheet."""
    if form.background is None:
        raise TypeError("a form without background has no places")
    pages: list[list[Text | Line | Picture]] = [[] for _ in form.background.pages]
    for place in form.places:
        if place.is_stamp:
            continue
        field = form.fields_by_name[place.field]
        box = box_of(form, place)
        with naming(field.label, field.name):
            pages[place.page - 1] += _set(form, place, box, _words(form, place, field, values, printed), overflow)
    return pages


def box_of(form: Form, place: Place) -> Box:
    """Return a place in points from the page's lower left corner."""
    if form.background is None:
        raise TypeError("a form without background has no places")
    height = form.background.pages[place.page - 1][1]
    return Box(
        place.x * POINTS_PER_MM,
        (height - place.y - place.height) * POINTS_PER_MM,
        place.width * POINTS_PER_MM,
        place.height * POINTS_PER_MM,
    )


def ticked_word(words: Sequence[str], value: str) -> str:
    """Return which of the words with a box is ticked for a value: the same, the nearest, else 其他."""
    if not value:
        return ""
    if value in words:
        return value
    near = [word for word in words if word and (word in value or value in word)]
    if near:
        return max(near, key=len)
    return next((word for word in words if word.startswith(_OTHER)), "")


def date_part(value: JsonValue, part: DatePart) -> str:
    """Return year, month or day of an ISO date, without leading zero."""
    if is_empty(value):
        return ""
    year, month, day = str(value).split("-")
    parts = {
        DatePart.YEAR: year,
        DatePart.SHORT_YEAR: year[-2:],
        DatePart.MONTH: str(int(month)),
        DatePart.DAY: str(int(day)),
    }
    return parts[part]


def chosen_word(field: FormField, value: JsonValue) -> str:
    """Return what a value says in words, to be compared with the words that have a box."""
    if is_empty(value):
        return ""
    if field.kind is FieldKind.CHOICE:
        return choice_word(field, str(value))
    if field.kind is FieldKind.CHECK:
        return translate(_CONTEXT, "是") if value else translate(_CONTEXT, "否")
    return str(value)


def _words(
    form: Form,
    place: Place,
    field: FormField,
    values: Mapping[str, JsonValue],
    printed: Mapping[str, Printed],
) -> Printed:
    value = values.get(field.name)
    if place.tick:
        words = [other.tick for other in form.places if other.field == place.field and other.tick]
        return (_TICK if ticked_word(words, chosen_word(field, value)) == place.tick else "",)
    if place.part:
        return (date_part(value, place.part),)
    if field.kind in (FieldKind.CHOICE, FieldKind.CHECK):
        return (chosen_word(field, value),)
    if field.kind is FieldKind.DATE and is_empty(value):
        return ("",)
    return printed[field.name]


def _set(form: Form, place: Place, box: Box, words: Printed, overflow: Overflow) -> Sequence[Text | Line | Picture]:
    if isinstance(words, bytes):
        return [Picture(words, box.x, box.bottom, box.width, box.height)] if words else []
    text = "\n".join(words)
    if not text:
        return []
    if place.tick:
        size = max(min(box.height * 1.1, box.width * 1.6), form.sizes.smallest)
        baseline = box.bottom + (box.height - size) / 2 + size * 0.15
        return set_aligned(text, Typeface.BODY, size, (box.x, box.right), baseline, Align.CENTER)
    if place.part and (part := _fitted_part(form, place, box, text, overflow)):
        return set_block(part, Typeface.BODY, box, Align.CENTER)
    inner = box.inside(min(_ASIDE, box.width / 8), min(_ABOVE, box.height / 8))
    fitted = _fitted(form, place, inner, text)
    if fitted is None:
        label = form.fields_by_name[place.field].label
        fitted = _reference(form, place, inner, overflow.refer((place.field,), label, words), overflow)
    if place.top:
        high = (len(fitted.lines) - 1) * fitted.size * LEADING + FIRST_LINE * fitted.size
        inner = Box(inner.x, inner.top - high, inner.width, high)
    align = place.align if len(fitted.lines) == 1 or place.align is not Align.CENTER else Align.LEFT
    return set_block(fitted, Typeface.BODY, inner, align)


def _fitted_part(form: Form, place: Place, box: Box, text: str, overflow: Overflow) -> Fitted | None:
    """Set year, month or day before its word; offices leave narrow gaps, so there is no margin within them."""
    width = sum(widths(text, Typeface.BODY)) / 1000
    usual = min(form.sizes.smallest, place.size)
    within = ((size, box.width) for size in sizes_down(place.size, usual))
    over = ((size, box.width + 2 * _OVER) for size in sizes_down(usual, min(usual, _SMALLEST)))
    for size, room in (*within, *over):
        if width * size <= room and size <= box.height:
            return Fitted(size, (text,))
    return Fitted(_SMALLEST, (text,)) if overflow.sample else None


def _fitted(form: Form, place: Place, box: Box, text: str) -> Fitted | None:
    smallest = min(form.sizes.smallest, place.size)
    if place.breaks:
        return fit(text, Typeface.BODY, box.width, box.height, place.size, smallest)
    line = text.replace("\n", " ")
    found = fit(line, Typeface.BODY, box.width, min(box.height, place.size * FIRST_LINE), place.size, smallest)
    return found if found and len(found.lines) == 1 else None


def _reference(form: Form, place: Place, box: Box, words: str, overflow: Overflow) -> Fitted:
    """Set 见续页第1项, in a small place only its end."""
    for shown in (words, words.removeprefix(translate(_CONTEXT, "见"))):
        fitted = fit(shown, Typeface.BODY, box.width, box.height, place.size, min(form.sizes.smallest, _SMALLEST))
        if fitted:
            return fitted
    if overflow.sample:
        return Fitted(_SMALLEST, (words,))
    label = form.fields_by_name[place.field].label
    raise InputError(
        translate(_CONTEXT, "“{label}”的位置太小，内容放不下，").format(label=label),
        translate(_CONTEXT, "请在表样工坊里把这个位置放大，或缩短内容。"),
        field=place.field,
    )
