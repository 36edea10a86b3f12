"""The values of a form: what type each must have, which are missing, and what of them is printed."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.declaration import ALWAYS, FieldKind, Form, FormField
from pmedia_desktop.texts import translate

_CONTEXT = "paper.values"

JsonValue: TypeAlias = bool | int | float | str | bytes | list[Any] | dict[str, Any] | None
Printed: TypeAlias = tuple[str, ...] | bytes
"""What a field prints: its paragraphs, or the bytes of a picture."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_TICKED, _UNTICKED, _GAP = "☑", "☐", "\u3000"
_LARGEST_PICTURE = 20_000_000
_LARGEST_NUMBER = 10**15  # beyond it JSON numbers lose digits


def check_values(form: Form, values: Mapping[str, JsonValue], variant: str = "") -> str:
    """Check names, types, dates and choices; return the variant that holds.

    Raises ``InputError`` with one sentence that names the field, and never changes or guesses a value.
    """
    if variant and variant not in form.variants:
        raise InputError(
            translate(_CONTEXT, "表样“{form}”没有“{variant}”这一种。").format(form=form.name, variant=variant),
            translate(_CONTEXT, "可用：{words}。").format(words="、".join(form.variants)),
        )
    fields = form.fields_by_name
    for name, value in values.items():
        if name not in fields:
            raise InputError(
                translate(_CONTEXT, "表样“{form}”没有字段“{name}”。").format(form=form.name, name=name),
                translate(_CONTEXT, "可用 form fields {form} 查看全部字段。").format(form=form.name),
                field=name,
            )
        _check(fields[name], value)
    stated = _stated_variant(form, values)
    if variant and stated and stated != variant:
        field = fields[form.variant_field]
        raise _wrong(field, translate(_CONTEXT, "与所填的“{word}”表不一致。").format(word=form.variant_word(variant)))
    return variant or stated


def missing_required(form: Form, values: Mapping[str, JsonValue], variant: str = "") -> list[FormField]:
    """Return the fields that this variant requires and ``values`` leaves empty, in the form's order."""
    variant = variant or _stated_variant(form, values)
    return [
        field
        for field in form.fields
        if (variant in field.required_for or ALWAYS in field.required_for)
        and is_empty(values.get(field.name))
        and not (variant and field.name == form.variant_field)
    ]


def is_empty(value: JsonValue) -> bool:
    """Whether a value says nothing; ``False`` and 0 do say something."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(is_empty(entry) for entry in value)
    return value is None or value == b""


def printed_values(
    form: Form, values: Mapping[str, JsonValue], variant: str, fields: Iterable[FormField], blank: bool
) -> dict[str, Printed]:
    """Return what each of ``fields`` prints; the values have been checked."""
    fields = tuple(fields)
    awaited = {field.name for field in fields if is_empty(values.get(field.name))}
    printed: dict[str, Printed] = {}
    for field in fields:
        value = values.get(field.name)
        if field.name == form.variant_field and variant:
            value = variant
        printed[field.name] = _printed(field, value, blank or field.waits_for in awaited)
    return printed


def picture_bytes(value: JsonValue) -> bytes:
    """Return a picture's bytes; in JSON it is base64, with or without a ``data:`` address before it."""
    if isinstance(value, bytes):
        return value
    return base64.b64decode(str(value).rpartition(",")[2], validate=True)


def choice_word(field: FormField, value: str) -> str:
    """Return the printed word of a choice that is given by its code or its word."""
    return field.choices[_choice(field, value)]


def _stated_variant(form: Form, values: Mapping[str, JsonValue]) -> str:
    stated = values.get(form.variant_field) if form.variant_field else None
    return "" if is_empty(stated) else form.variants[_choice(form.fields_by_name[form.variant_field], str(stated))]


def _choice(field: FormField, value: str) -> int:
    """Return the number of a choice that is given by its code or its word, or -1."""
    for allowed in (field.codes, field.choices):
        if value in allowed:
            return allowed.index(value)
    return -1


def _wrong(field: FormField, problem: str) -> InputError:
    message = translate(_CONTEXT, "字段“{label}”（{name}）").format(label=field.label, name=field.name)
    return InputError(message + problem, field=field.name)


def _check(field: FormField, value: JsonValue) -> None:
    if not is_empty(value):
        _CHECKS[field.kind](field, value)


def _check_text(field: FormField, value: JsonValue) -> None:
    if not isinstance(value, str):
        raise _wrong(field, translate(_CONTEXT, "应是文字（JSON 字符串）。"))


def _check_paragraph(field: FormField, value: JsonValue) -> None:
    entries = value if isinstance(value, list) else [value]
    if not all(isinstance(entry, str) for entry in entries):
        raise _wrong(field, translate(_CONTEXT, "应是文字，或由文字组成的列表。"))


def _check_date(field: FormField, value: JsonValue) -> None:
    wrong = _wrong(field, translate(_CONTEXT, "应是日期，写作 2026-11-23。"))
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise wrong
    try:
        date.fromisoformat(value)
    except ValueError as problem:
        raise wrong from problem


def _check_number(field: FormField, value: JsonValue) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LARGEST_NUMBER:
        raise _wrong(field, translate(_CONTEXT, "应是数字，不超过 15 位。"))
    if field.is_count and (value < 0 or value != int(value)):
        raise _wrong(field, translate(_CONTEXT, "应是不小于 0 的整数。"))


def _check_choice(field: FormField, value: JsonValue) -> None:
    if not isinstance(value, str) or _choice(field, value) < 0:
        allowed = "、".join(f"{code}（{word}）" for code, word in zip(field.codes, field.choices, strict=True))
        raise _wrong(field, translate(_CONTEXT, "只能是 {allowed} 之一。").format(allowed=allowed))


def _check_tick(field: FormField, value: JsonValue) -> None:
    if not isinstance(value, bool):
        raise _wrong(field, translate(_CONTEXT, "只能是 true 或 false。"))


def _check_picture(field: FormField, value: JsonValue) -> None:
    wrong = _wrong(field, translate(_CONTEXT, "应是图片的 base64 文字。"))
    if not isinstance(value, str | bytes):
        raise wrong
    try:
        content = picture_bytes(value)
    except (binascii.Error, ValueError) as problem:
        raise wrong from problem
    if len(content) > _LARGEST_PICTURE:
        raise _wrong(field, translate(_CONTEXT, "的图片超过 20 MB，请缩小后再试。"))


_CHECKS = {
    FieldKind.TEXT: _check_text,
    FieldKind.PARAGRAPH: _check_paragraph,
    FieldKind.DATE: _check_date,
    FieldKind.NUMBER: _check_number,
    FieldKind.CHOICE: _check_choice,
    FieldKind.CHECK: _check_tick,
    FieldKind.PICTURE: _check_picture,
    FieldKind.CODES: _check_paragraph,
}


def _printed(field: FormField, value: JsonValue, blank: bool) -> Printed:
    if field.kind is FieldKind.CHOICE:
        chosen = -1 if is_empty(value) else _choice(field, str(value))
        ticks = [_TICKED if number == chosen else _UNTICKED for number in range(len(field.choices))]
        return (_GAP.join(tick + word for tick, word in zip(ticks, field.choices, strict=True)),)
    if field.kind is FieldKind.CHECK:
        return ((_TICKED if value else _UNTICKED) + field.label,)
    if is_empty(value):
        return (_empty_text(field, blank),)
    return _PRINTERS[field.kind](value)


def _empty_text(field: FormField, blank: bool) -> str:
    if field.kind is FieldKind.DATE and (blank or not field.empty):
        return translate(_CONTEXT, "　　年　月　日")
    return "" if blank else field.empty


def _print_text(value: JsonValue) -> Printed:
    """Split into entries: a list's, which keep their own line ends, or a text's lines."""
    if isinstance(value, list):
        return tuple(_tidy(entry) for entry in value)
    return tuple(_tidy(value).split("\n"))


def _tidy(entry: JsonValue) -> str:
    return _LINE_ENDS.sub("\n", str(entry)).replace("\t", " ").strip()


def _print_date(value: JsonValue) -> Printed:
    day = date.fromisoformat(str(value))
    return (translate(_CONTEXT, "{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day),)


def _print_number(value: JsonValue) -> Printed:
    return (format(Decimal(repr(value)), "f"),)


_PRINTERS = {
    FieldKind.TEXT: _print_text,
    FieldKind.PARAGRAPH: _print_text,
    FieldKind.DATE: _print_date,
    FieldKind.NUMBER: _print_number,
    FieldKind.PICTURE: picture_bytes,
    FieldKind.CODES: _print_text,
}
