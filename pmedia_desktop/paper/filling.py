"""Fills forms: values in, PDF out. The same values give the same bytes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import (
    POINTS_PER_MM,
    Box,
    arrange,
    clear_space,
    visible_rows,
)
from pmedia_desktop.paper.attached_values import FILE_NAME, MANY_FILE_NAME, attachment
from pmedia_desktop.paper.composing import Overflow, compose_values
from pmedia_desktop.paper.continuation import continuation_pages
from pmedia_desktop.paper.declaration import Area, FieldKind, Form, FormField, Medium, Row
from pmedia_desktop.paper.drawing import AttachedFile, DocumentInfo, Drawing, Matrix, Part
from pmedia_desktop.paper.fonts import BUILDING
from pmedia_desktop.paper.joining import JoinedPdf, join
from pmedia_desktop.paper.overlay import Measured, correction, laid_over
from pmedia_desktop.paper.placing import box_of, placed_pages
from pmedia_desktop.paper.setting import MissingCharacterError
from pmedia_desktop.paper.stand_ins import with_stand_ins
from pmedia_desktop.paper.template import Fixed, PageTemplate, notes_of, page_number, page_template, running_head
from pmedia_desktop.paper.values import JsonValue, Printed, check_values, is_empty, missing_required, printed_values
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

__all__ = [
    "Composed",
    "FillJob",
    "Filled",
    "MissingCharacterError",
    "SealSpace",
    "check_values",
    "compose",
    "fill",
    "fill_many",
    "missing_required",
    "seal_spaces",
]

_CONTEXT = "paper.filling"
#: Characters of a very long name that stand in the head of later pages.
_HEAD_LENGTH = 24
_templates: dict[tuple[str, str, tuple[str, ...]], list[PageTemplate]] = {}


@dataclass(frozen=True)
class Filled:
    """A filled form. ``continued`` names the fields that went to the continuation sheet.

    ``job`` is what it was filled from, to be filled into a Word file too; a kept PDF has none. ``further`` are the jobs
    of its further sheets. ``sketch``: what is shown is a drawing of a Word form's tables, whose pages Word alone sets.
    """

    pdf: bytes
    pages: int
    sha256: str
    continued: tuple[str, ...]
    job: "FillJob | None" = field(default=None, repr=False, compare=False)
    further: "tuple[FillJob, ...]" = field(default=(), repr=False, compare=False)
    sketch: bool = False


@dataclass(frozen=True, kw_only=True)
class FillJob:
    """One form to fill among several."""

    form: Form
    values: Mapping[str, JsonValue]
    variant: str = ""
    blank: bool = False
    options: frozenset[str] = field(default_factory=frozenset)
    preprinted: Measured | None = None
    sample: bool = False


@dataclass(frozen=True)
class SealSpace:
    """The part of a signature area in which nothing is printed; points from the page's lower left corner."""

    page: int
    box: Box


@dataclass(frozen=True)
class Composed:
    """The pages of one filled form, ready to be drawn, and what is to be known of them."""

    pages: list[list[Part]]
    continued: tuple[str, ...]
    variant: str
    info: DocumentInfo
    sizes: tuple[tuple[float, float], ...] = ()

    def draw(self, drawing: Drawing, moved: Matrix | None = None) -> None:
        """Draw the pages; those of an office's page have its size, and are ``moved`` for a preprinted sheet."""
        for number, page in enumerate(self.pages):
            if number < len(self.sizes):
                drawing.page(page, self.sizes[number], moved)
            else:
                drawing.page(page)


def fill(
    form: Form,
    values: Mapping[str, JsonValue],
    *,
    variant: str = "",
    blank: bool = False,
    options: frozenset[str] = frozenset(),
    attach_values: bool = True,
    preprinted: Measured | None = None,
    sample: bool = False,
) -> Filled:
    """Fill one form and return its PDF.

    Values are by field name (``values.check_values``), empty ones may be left out. Without ``variant`` the form's
    own choice field tells it. ``blank`` leaves empty cells empty, for filling in by hand; ``options`` switches on
    optional rows; ``attach_values`` takes the values along as a JSON file. With ``preprinted`` the values of an
    office's form stand alone, moved as a ruler on this printer's test page asks for. A ``sample`` is only looked at:
    what has no room is set over its place's edges, so that a place that is too small is seen and can be mended.

    Raises ``InputError`` for wrong values and ``MissingCharacterError`` for a character that no font has,
    except on a form that ``quotes``.
    """
    if form.background is not None and form.background.medium is Medium.WORD:
        raise InputError(
            translate(_CONTEXT, "“{title}”是 Word 表样，不能直接生成 PDF，").format(title=form.title),
            translate(_CONTEXT, "请另存为 Word 文件（docx），用 Word 或 WPS 打开后打印。"),
        )
    job = FillJob(
        form=form,
        values=values,
        variant=variant,
        blank=blank,
        options=options,
        preprinted=preprinted,
        sample=sample,
    )
    with BUILDING:
        composed = compose(job)
        drawing = Drawing(composed.info)
        composed.draw(drawing, correction(preprinted) if preprinted else None)
        files = [_attached(job, composed.variant, FILE_NAME.format(form=form.name))] if attach_values else []
        pdf = drawing.finish(files)
    if form.background is not None and preprinted is None:
        pdf = laid_over(form.background.content, pdf)
    return Filled(pdf, drawing.pages, hashlib.sha256(pdf).hexdigest(), composed.continued, job)


def fill_many(jobs: Sequence[FillJob], progress: Progress, *, attach_values: bool = True) -> bytes:
    """Fill several forms into one PDF, in the order of ``jobs``; each begins on a page of its own."""
    if not jobs:
        raise InputError(translate(_CONTEXT, "没有选择要打印的表。"))
    if any(job.form.background for job in jobs):
        return _joined(jobs, progress, attach_values=attach_values)
    files = []
    with BUILDING:
        drawing = Drawing(DocumentInfo(title=jobs[0].form.title, day=_latest_day(jobs)))
        for number, job in enumerate(jobs):
            progress.step(number, len(jobs), job.form.title)
            composed = compose(job)
            composed.draw(drawing)
            if attach_values:
                files.append(
                    _attached(job, composed.variant, MANY_FILE_NAME.format(form=job.form.name, number=number + 1))
                )
        pdf = drawing.finish(files)
    progress.step(len(jobs), len(jobs))
    return pdf


def _joined(jobs: Sequence[FillJob], progress: Progress, *, attach_values: bool) -> bytes:
    """Fill forms of which some lie over an office's page, each by itself, into one PDF."""
    parts = []
    for number, job in enumerate(jobs):
        progress.step(number, len(jobs), job.form.title)
        filled = fill(
            job.form,
            job.values,
            variant=job.variant,
            blank=job.blank,
            options=job.options,
            attach_values=attach_values,
            preprinted=job.preprinted,
        )
        parts.append(JoinedPdf(number + 1, filled.pdf))
    progress.step(len(jobs), len(jobs))
    return join(parts, jobs[0].form.title, attach_values=attach_values)


def seal_spaces(form: Form, variant: str = "", options: frozenset[str] = frozenset()) -> list[SealSpace]:
    """Return where seals go: what ``fill`` leaves clear in each signature area."""
    if form.background is not None:
        return [SealSpace(place.page - 1, box_of(form, place)) for place in form.places if place.is_stamp]
    with BUILDING:
        rows = visible_rows(form, variant, options, ())
        plans = arrange(form, rows, notes_of(form)[1])
    return [
        SealSpace(page, clear_space(placed.cell.content, placed.box))
        for page, plan in enumerate(plans)
        for row in plan.rows
        for placed in row.cells
        if isinstance(placed.cell.content, Area)
    ]


def compose(job: FillJob) -> Composed:
    """Check a job's values and put them into its form's pages; ``fill`` draws them. Needs ``BUILDING``."""
    form = job.form
    variant = check_values(form, job.values, job.variant)
    for option in sorted(job.options - set(form.options)):
        raise InputError(
            translate(_CONTEXT, "表样“{form}”没有可选栏目“{option}”。").format(form=form.name, option=option),
            translate(_CONTEXT, "可用：{words}。").format(words="、".join(form.options)),
        )
    if form.background is not None:
        return _compose_places(job, variant)
    filled = {name for name, value in job.values.items() if not is_empty(value)}
    rows = visible_rows(form, variant, job.options, filled)
    shown = [form.fields_by_name[name] for row in (*form.header, *rows) for name in row.field_names]
    printed = _printed(job, variant, shown)
    overflow = Overflow()
    pages: list[list[Part]] = [
        [part if isinstance(part, Fixed) else compose_values(form, part, printed, overflow) for part in template.parts]
        for template in _page_templates(form, variant, rows)
    ]
    about = _about_lines(form, variant, printed, overflow)
    for page in pages[1:]:
        page.append(running_head(form, "　".join(value for _, value in about)))
    if overflow.items:
        pages += continuation_pages(form, about, overflow.items)
    if len(pages) > 1:
        for number, page in enumerate(pages, 1):
            page.append(page_number(form, number, len(pages)))
    return Composed(
        pages,
        tuple(name for item in overflow.items for name in item.names),
        variant,
        _info(form, variant, printed, job),
    )


def _printed(job: FillJob, variant: str, fields: Sequence[FormField]) -> dict[str, Printed]:
    """Return what the fields print, words of others with stand-ins for the characters that no font has."""
    printed = printed_values(job.form, job.values, variant, fields, job.blank)
    if job.form.quotes:
        for field in fields:
            value = printed[field.name]
            if field.kind in (FieldKind.TEXT, FieldKind.PARAGRAPH) and not isinstance(value, bytes):
                printed[field.name] = tuple(map(with_stand_ins, value))
    return printed


def _compose_places(job: FillJob, variant: str) -> Composed:
    """Put a job's values into the places of an office's page."""
    form = job.form
    assert form.background is not None  # noqa: S101 - narrows the type; the caller has looked
    printed = _printed(job, variant, form.fields)
    overflow = Overflow(sample=job.sample)
    pages: list[list[Part]] = [[page] for page in placed_pages(form, job.values, printed, overflow)]
    if overflow.items:
        about = _about_lines(form, variant, printed, overflow)
        pages += continuation_pages(form, about, overflow.items)
    return Composed(
        pages,
        tuple(name for item in overflow.items for name in item.names),
        variant,
        _info(form, variant, printed, job),
        tuple((width * POINTS_PER_MM, height * POINTS_PER_MM) for width, height in form.background.pages),
    )


def _page_templates(form: Form, variant: str, rows: Sequence[Row]) -> list[PageTemplate]:
    """Return the pages without values; they are composed once for each kind of filling."""
    key = (form.fingerprint, variant, tuple(row.key for row in rows))
    if key not in _templates:
        notes, notes_height = notes_of(form)
        plans = arrange(form, rows, notes_height)
        _templates[key] = [
            page_template(form, variant, plan, notes, first=number == 0) for number, plan in enumerate(plans)
        ]
    return _templates[key]


def _about_lines(form: Form, variant: str, printed: Mapping[str, Printed], overflow: Overflow) -> list[tuple[str, str]]:
    """Return what later pages say of the form they belong to, as labels and values."""
    lines = [
        (
            translate(_CONTEXT, "{label}：").format(label=form.fields_by_name[name].label),
            _in_the_head(_words(printed, name), overflow.reference(name)),
        )
        for name in dict.fromkeys((form.about.author, form.about.subject))
        if name
    ]
    if variant:
        label = form.fields_by_name[form.variant_field].label if form.variant_field else ""
        lines.append((translate(_CONTEXT, "{label}：").format(label=label), form.variant_word(variant)))
    return lines


def _in_the_head(words: str, reference: str) -> str:
    """Return what stands in the head of later pages: of a value that is itself continued, only its beginning."""
    if not reference:
        return words
    return translate(_CONTEXT, "{beginning}……（{reference}）").format(
        beginning=words[:_HEAD_LENGTH], reference=reference
    )


def _words(printed: Mapping[str, Printed], name: str) -> str:
    value = printed.get(name, ("",))
    return "" if isinstance(value, bytes) else " ".join(value)


def _info(form: Form, variant: str, printed: Mapping[str, Printed], job: FillJob) -> DocumentInfo:
    day = job.values.get(form.about.day) if form.about.day else None
    title = form.title
    if variant:
        title = translate(_CONTEXT, "{title}（{variant}）").format(title=title, variant=form.variant_word(variant))
    return DocumentInfo(
        title=title,
        author=_words(printed, form.about.author),
        subject=_words(printed, form.about.subject),
        keywords=translate(_CONTEXT, "政务新媒体 备案"),
        day="" if is_empty(day) else str(day),
    )


def _attached(job: FillJob, variant: str, name: str) -> AttachedFile:
    description = translate(_CONTEXT, "{title}：填报数据").format(title=job.form.title)
    return AttachedFile(name, description, attachment(job.form, variant, job.values))


def _latest_day(jobs: Sequence[FillJob]) -> str:
    days = [str(job.values.get(job.form.about.day) or "") for job in jobs if job.form.about.day]
    return max(days, default="")
