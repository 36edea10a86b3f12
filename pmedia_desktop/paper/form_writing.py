"""Writes the file of a form that was set up over an office's page, as ``loading`` reads it."""

import base64
import hashlib
import json
from collections.abc import Iterator

from pmedia_desktop.paper.declaration import Align, Background, FieldKind, Form, FormField, Place
from pmedia_desktop.texts import translate

_CONTEXT = "paper.form_writing"


def form_file(form: Form) -> bytes:
    """Return the file of a form with a background. The same form gives the same bytes."""
    if form.background is None:
        raise TypeError("only a form with an office's page is written by the program")
    lines = [
        translate(_CONTEXT, "# 由表样工坊生成，整份文件可以给其他单位使用：放进对方数据文件夹的 forms 文件夹即可。"),
        f"name = {_text(form.name)}",
        f"title = {_text(form.title)}",
        f"version = {_text(form.version)}",
        f"copies = {form.copies}",
        *_settings(form),
    ]
    for field in form.fields:
        lines += ["", f"[fields.{field.name}]", *_field(field)]
    for place in form.places:
        lines += ["", "[[places]]", *_place(form, place)]
    lines += ["", "[background]", *_background(form.background)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _settings(form: Form) -> Iterator[str]:
    if form.variant_field:
        yield f"variant_field = {_text(form.variant_field)}"
    if form.continuation_note:
        yield f"continuation_note = {_text(form.continuation_note)}"
    if form.quotes:
        yield "quotes = true"
    if form.variants:
        yield from ("", "[variants]")
        for code, word in zip(form.variants, form.variant_words, strict=True):
            yield f"{code} = {_text(word)}"
    yield from ("", "[sizes]")
    for name in ("title", "label", "value", "smallest", "note"):
        yield f"{name} = {getattr(form.sizes, name):g}"
    about = {name: getattr(form.about, name) for name in ("author", "subject", "day")}
    if any(about.values()):
        yield from ("", "[about]")
        yield from (f"{name} = {_text(field)}" for name, field in about.items() if field)


def _field(field: FormField) -> Iterator[str]:
    yield f"label = {_text(field.label)}"
    yield f"kind = {_text(field.kind.value)}"
    if field.source:
        yield f"source = {_text(field.source)}"
    if field.required_for:
        yield f"required_for = {json.dumps(list(field.required_for))}"
    if field.is_count:
        yield "count = true"
    if field.kind is FieldKind.CHOICE:
        pairs = (f"{code} = {_text(word)}" for code, word in zip(field.codes, field.choices, strict=True))
        yield f"choices = {{ {', '.join(pairs)} }}"
    if field.kind in (FieldKind.TEXT, FieldKind.PARAGRAPH):
        yield f"empty = {_text(field.empty)}"


def _place(form: Form, place: Place) -> Iterator[str]:
    if place.page != 1:
        yield f"page = {place.page}"
    for name in ("x", "y", "width", "height"):
        yield f"{name} = {round(getattr(place, name), 2):g}"
    if place.is_stamp:
        yield "stamp = true"
        return
    yield f"field = {_text(place.field)}"
    if place.align is not Align.LEFT:
        yield f"align = {_text(place.align.value)}"
    if place.top:
        yield "top = true"
    if place.size != form.sizes.value:
        yield f"size = {place.size:g}"
    if not place.breaks:
        yield "one_line = true"
    if place.tick:
        yield f"tick = {_text(place.tick)}"
    if place.part:
        yield f"part = {_text(place.part.value)}"


def _background(background: Background) -> Iterator[str]:
    yield f"medium = {_text(background.medium.value)}"
    yield f"sha256 = {_text(hashlib.sha256(background.content).hexdigest())}"
    if background.pages:
        pages = (f"{{ width = {width:g}, height = {height:g} }}" for width, height in background.pages)
        yield f"pages = [{', '.join(pages)}]"
    yield "content = '''"
    yield base64.encodebytes(background.content).decode("ascii") + "'''"


def _text(words: str) -> str:
    """Return a TOML text; JSON's way of writing one is also TOML's."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
