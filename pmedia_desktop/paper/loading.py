"""Reads a form's file, the unit's own or the shipped one, and checks it whole before anything is printed."""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.paper.background_loading import office_page
from pmedia_desktop.paper.declaration import (
    ALWAYS,
    About,
    FieldKind,
    Form,
    FormField,
    Page,
    Sizes,
)
from pmedia_desktop.paper.declaration_checks import check_form
from pmedia_desktop.paper.declared_table import DeclaredTable
from pmedia_desktop.paper.row_loading import RowReader
from pmedia_desktop.paper.template import COPIES
from pmedia_desktop.texts import translate

_CONTEXT = "paper.loading"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NOTHING = "无"
LARGEST_FILE = 80_000_000  # with an office's page of 50 MB inside, as base64


def list_forms(folders: Sequence[Path] = ()) -> list[Form]:
    """Return every form that can be printed, by name. ``folders``: the unit's own, looked into first."""
    places = [*folders, data_path("forms")]
    names = {path.stem for folder in places if folder.is_dir() for path in folder.glob("*.toml")}
    return [load_form(name, folders) for name in sorted(names)]


def load_form(name: str, folders: Sequence[Path] = ()) -> Form:
    """Return the form of this name, the unit's own copy before the shipped one.

    Raises ``InputError`` that names the file, the line or key, and what is allowed there.
    """
    if _NAME.fullmatch(name):
        for folder in [*folders, data_path("forms")]:
            path = folder / f"{name}.toml"
            if path.is_file():
                return _read(path, name)
    raise InputError(
        translate(_CONTEXT, "没有名为“{name}”的表样。").format(name=name),
        translate(_CONTEXT, "可用 form list 查看有哪些表样。"),
    )


def _read(path: Path, name: str) -> Form:
    try:
        content = path.read_bytes()
    except OSError as problem:
        message = translate(_CONTEXT, "表样文件 {path} 读不出来（{reason}）。").format(
            path=path, reason=reason_of(problem)
        )
        raise EnvironmentProblem(message, translate(_CONTEXT, "请检查文件是否被占用、有无读取权限。")) from problem
    if len(content) > LARGEST_FILE:
        raise InputError(translate(_CONTEXT, "表样文件 {path} 太大，不像是表样。").format(path=path))
    table = DeclaredTable(parsed(content, path.name), path.name)
    if table.text("name") != name:
        table.refuse("name", translate(_CONTEXT, "应与文件名相同，即“{name}”。").format(name=name))
    return _form(table, hashlib.sha256(content).hexdigest())


def parsed(content: bytes, file_name: str) -> dict[str, object]:
    """Return a form's file as a table; ``InputError`` names the line that is no TOML."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise InputError(
            translate(_CONTEXT, "表样文件 {file} 第 {line} 行不是 UTF-8 编码。").format(file=file_name, line=line),
            translate(_CONTEXT, "请用记事本另存为 UTF-8 后再试。"),
        ) from problem
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+), column (\d+)", str(problem))
        place = found.groups() if found else (str(text.count("\n") + 1), "1")
        message = translate(_CONTEXT, "表样文件 {file} 第 {line} 行第 {column} 列写法不对。")
        raise InputError(
            message.format(file=file_name, line=place[0], column=place[1]),
            translate(_CONTEXT, "每行应为“键 = 值”，文字要用英文引号括起，括号要成对（TOML 格式）。"),
        ) from problem


def _form(table: DeclaredTable, fingerprint: str) -> Form:
    variants, variant_words = _variants(table.table("variants"))
    fields = _fields(table.table("fields", required=True), variants)
    sizes = _sizes(table.table("sizes", required=True))
    if "background" in table:
        stands = office_page(table, sizes, [field.name for field in fields])
    else:
        stands = _grid(table, sizes, fields, variants)
    form = Form(
        name=table.text("name"),
        title=table.text("title"),
        version=table.text("version"),
        copies=table.whole("copies", 1, 9, 1),
        variants=variants,
        variant_words=variant_words,
        variant_field=_variant_field(table, fields, variants),
        fields=fields,
        fingerprint=fingerprint,
        file_name=table.file_name,
        sizes=sizes,
        about=_about(table.table("about"), fields),
        **stands,
        notes=_notes(table),
        continuation_note=table.text("continuation_note", ""),
        quotes=table.flag("quotes"),
    )
    table.finish()
    check_form(table, form)
    return form


def _grid(
    table: DeclaredTable, sizes: Sizes, fields: tuple[FormField, ...], variants: tuple[str, ...]
) -> dict[str, Any]:
    """Read what stands where on a form that the program draws itself."""
    page = _page(table.table("page", required=True))
    reader = RowReader(page, sizes, {field.name: field for field in fields}, variants)
    return {
        "page": page,
        "header": tuple(reader.row(entry) for entry in table.tables("header")),
        "rows": tuple(reader.row(entry) for entry in table.tables("rows", required=True)),
    }


def _variants(table: DeclaredTable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    codes = table.names()
    for code in codes:
        if not _NAME.fullmatch(code) or code == ALWAYS:
            table.refuse(code, translate(_CONTEXT, "代号只用小写英文字母、数字和下划线，且不能是 always。"))
    return codes, tuple(table.text(code) for code in codes)


def _variant_field(table: DeclaredTable, fields: tuple[FormField, ...], variants: tuple[str, ...]) -> str:
    if "variant_field" not in table:
        return ""
    fitting = [field.name for field in fields if variants and field.codes == variants]
    if not fitting:
        table.refuse("variant_field", translate(_CONTEXT, "没有可用的字段：{why}").format(why=_why_none_fits(variants)))
    return table.one_of("variant_field", fitting)


def _why_none_fits(variants: tuple[str, ...]) -> str:
    if not variants:
        return translate(_CONTEXT, "表样没有 [variants]，请补上，或删去这一项。")
    return translate(
        _CONTEXT, "要有一个 choice 字段，它的 choices 依次是 {codes}，与 [variants] 一致；请检查 choices 的代号。"
    ).format(codes="、".join(variants))


def _notes(table: DeclaredTable) -> tuple[str, ...]:
    """Read the notes; what stands in braces is filled in, so nothing else may stand there."""
    notes = table.texts("notes")
    for number, note in enumerate(notes, 1):
        rest = note.replace(COPIES, "")
        if "{" in rest or "}" in rest:
            table.refuse_place(
                f"notes[{number}]",
                translate(_CONTEXT, "花括号里只能写 {name}（打印时换成份数），其他地方不能有花括号。").format(
                    name=COPIES
                ),
            )
    return notes


def _fields(table: DeclaredTable, variants: tuple[str, ...]) -> tuple[FormField, ...]:
    fields = []
    for name in table.names():
        if not _NAME.fullmatch(name):
            table.refuse(name, translate(_CONTEXT, "字段名只用小写英文字母、数字和下划线，以字母开头。"))
        fields.append(_field(name, table.table(name), variants, table.names()))
    return tuple(fields)


def _field(name: str, table: DeclaredTable, variants: tuple[str, ...], names: tuple[str, ...]) -> FormField:
    kind = FieldKind(table.one_of("kind", FieldKind))
    choices, codes = _choices(table) if kind is FieldKind.CHOICE else ((), ())
    required_for = table.texts("required_for", (*variants, ALWAYS))
    if ALWAYS in required_for and variants:
        required_for = variants
    written = kind in (FieldKind.TEXT, FieldKind.PARAGRAPH)
    field = FormField(
        name=name,
        label=table.text("label"),
        kind=kind,
        required_for=required_for,
        source=table.text("source", ""),
        choices=choices,
        codes=codes,
        empty=table.text("empty", _NOTHING if written else ""),
        waits_for=table.one_of("waits_for", names, ""),
        is_count=table.flag("count"),
    )
    table.finish()
    return field


def _choices(table: DeclaredTable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = table.table("choices", required=True)
    codes = words.names()
    if not codes:
        table.refuse("choices", translate(_CONTEXT, '至少要有一个选项，写作 { 代号 = "文字" }。'))
    return tuple(words.text(code) for code in codes), codes


def _page(table: DeclaredTable) -> Page:
    page = Page(
        left=table.number("left", 5, 60),
        right=table.number("right", 5, 60),
        top=table.number("top", 5, 60),
        bottom=table.number("bottom", 5, 60),
        columns=table.whole("columns", 1, 210),
    )
    table.finish()
    return page


def _sizes(table: DeclaredTable) -> Sizes:
    sizes = Sizes(
        title=table.number("title", 9, 42),
        label=table.number("label", 7, 22),
        value=table.number("value", 7, 22),
        smallest=table.number("smallest", 5, 12, 7),
        note=table.number("note", 6, 14),
    )
    table.finish()
    return sizes


def _about(table: DeclaredTable, fields: tuple[FormField, ...]) -> About:
    names = [field.name for field in fields]
    days = [field.name for field in fields if field.kind is FieldKind.DATE]
    about = About(
        author=table.one_of("author", names, ""),
        subject=table.one_of("subject", names, ""),
        day=table.one_of("day", days, ""),
    )
    table.finish()
    return about
