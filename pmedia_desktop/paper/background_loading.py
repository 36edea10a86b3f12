"""Reads and checks what a form's file says of an office's own page: the page itself, and the places on it."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Any

from pmedia_desktop.paper.declaration import Align, Background, DatePart, Form, Medium, Place, Sizes
from pmedia_desktop.paper.declared_table import DeclaredTable
from pmedia_desktop.texts import translate

_CONTEXT = "paper.background_loading"
_BEGINNINGS = {Medium.PDF: b"%PDF", Medium.WORD: b"PK\x03\x04"}
_LARGEST_SIDE = 430
_SMALLEST = 1.0


def office_page(table: DeclaredTable, sizes: Sizes, fields: Sequence[str]) -> dict[str, Any]:
    """Read background and places."""
    background = _background(table.table("background", required=True))
    places = tuple(_place(entry, background, sizes, fields) for entry in table.tables("places"))
    return {"background": background, "places": places}


def _background(table: DeclaredTable) -> Background:
    medium = Medium(table.one_of("medium", Medium))
    stated = table.text("sha256")
    try:
        content = base64.b64decode("".join(table.text("content").split()), validate=True)
    except binascii.Error:
        table.refuse("content", translate(_CONTEXT, "应是原表文件的 base64 文字，请用表样工坊重新保存。"))
    if not content.startswith(_BEGINNINGS[medium]):
        allowed = translate(_CONTEXT, "里面不是 {medium} 文件，请用表样工坊重新保存。")
        table.refuse("content", allowed.format(medium=medium.value))
    if hashlib.sha256(content).hexdigest() != stated:
        table.refuse(
            "sha256", translate(_CONTEXT, "与 content 不符，文件在传递中损坏或被改动过，请向提供的单位重新索取。")
        )
    pages = tuple(_page(entry) for entry in table.tables("pages", required=medium is Medium.PDF))
    if medium is Medium.PDF and not pages:
        table.refuse("pages", translate(_CONTEXT, "至少要有一页，写作 [{ width = 210, height = 297 }]。"))
    table.finish()
    return Background(medium=medium, content=content, pages=pages)


def _page(table: DeclaredTable) -> tuple[float, float]:
    size = (table.number("width", 20, _LARGEST_SIDE), table.number("height", 20, _LARGEST_SIDE))
    table.finish()
    return size


def _place(table: DeclaredTable, background: Background, sizes: Sizes, fields: Sequence[str]) -> Place:
    if background.medium is Medium.WORD:
        table.refuse_place(table.place, translate(_CONTEXT, "Word 表样用 {{字段名}} 标出位置，不写 places。"))
    page = table.whole("page", 1, len(background.pages), 1)
    width, height = background.pages[page - 1]
    part = table.one_of("part", DatePart, "")
    place = Place(
        key=table.place,
        page=page,
        x=table.number("x", 0, width),
        y=table.number("y", 0, height),
        width=table.number("width", _SMALLEST, width),
        height=table.number("height", _SMALLEST, height),
        field="" if table.flag("stamp") else table.one_of("field", fields),
        align=Align(table.one_of("align", Align, "left")),
        top=table.flag("top"),
        size=table.number("size", sizes.smallest, 42, sizes.value),
        breaks=not table.flag("one_line"),
        tick=table.text("tick", ""),
        part=DatePart(part) if part else None,
    )
    table.finish()
    return place


def check_places(table: DeclaredTable, form: Form) -> None:
    """Raise the ``InputError`` that names the first place off its page, or field without a place."""
    if form.background is None:
        return
    for place in form.places:
        width, height = form.background.pages[place.page - 1]
        if place.x + place.width > width + 0.1 or place.y + place.height > height + 0.1:
            allowed = translate(_CONTEXT, "伸到了纸外，这一页是 {width:g}×{height:g} 毫米。")
            table.refuse_place(place.key, allowed.format(width=width, height=height))
    placed = _marked(table, form) if form.background.medium is Medium.WORD else {place.field for place in form.places}
    for field in form.fields:
        if field.name not in placed:
            table.refuse_place(f"fields.{field.name}", translate(_CONTEXT, "没有任何位置填写这个字段。"))


def _marked(table: DeclaredTable, form: Form) -> set[str]:
    """Return the fields that a Word file marks, each of which must be declared."""
    from pmedia_desktop.paper.word.documents import opened_word
    from pmedia_desktop.paper.word.marks import marks_in

    assert form.background is not None  # noqa: S101 - narrows the type; the caller has looked
    names = {mark.name for mark in marks_in(opened_word(form.background.content))}
    for name in sorted(names - set(form.fields_by_name)):
        allowed = translate(_CONTEXT, "Word 文件里的标记没有对应的字段，可用：{words}。")
        table.refuse_place("{{" + name + "}}", allowed.format(words="、".join(form.fields_by_name)))
    return names
