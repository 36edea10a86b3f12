"""A filing's form: checked, previewed, printed for signature and kept.

The PDF that was printed for signature is kept in the register with its hash and values; a filing that was
handed in is printed again from that kept PDF, byte for byte.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures import filing_progress
from pmedia_desktop.measures.filing_checks import check_before_printing
from pmedia_desktop.measures.subjects import about_filing
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import Filing, FilingState, Printing
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.declaration import FieldKind, Form, Medium
from pmedia_desktop.paper.filling import Filled, FillJob, fill
from pmedia_desktop.paper.joining import JoinedPdf, join
from pmedia_desktop.paper.preview import page_count
from pmedia_desktop.paper.recognition.word_tables import sketch_of
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.paper.word.writing import as_word, refused_as_word
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.files import file_name
from pmedia_desktop.services.filing.values import filing_sources
from pmedia_desktop.services.office import Office, current_snapshot, work_calendar
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.paper.forms import FILING_FORM, filing_form_in, form_in
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.filing_papers"

__all__ = [
    "PrintedFiling",
    "asks_reason",
    "blank_filing_form",
    "changed_since_printing",
    "check_filing",
    "filing_as_word",
    "has_errors",
    "preview_filing",
    "print_filing",
    "print_filings",
]


def filing_as_word(office: Office, filing_id: int) -> bytes:
    """Return a filing's form as a Word file, as it would be printed now; one that is signed has its PDF alone."""
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
        known = current_snapshot(office, reader)
    if filing.state.keeps_its_paper:
        raise refused_as_word()
    form = filing_form_in(office.folder, filing.kind.value)
    values = _values(form, office, filing, known)
    return as_word(form, values, variant=filing.kind.value, options=_options(form, known))


def check_filing(office: Office, filing_id: int) -> tuple[Finding, ...]:
    """Return what gets this form sent back; nothing of it keeps the form from being printed."""
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
        known = current_snapshot(office, reader)
    return tuple(check_before_printing(filing, known, office.today(), work_calendar(known)))


def preview_filing(office: Office, filing_id: int, edited: Filing | None = None) -> Filled:
    """Return the form as it would be printed now; from the signature on, the kept PDF that was signed.

    ``edited`` is the filing as it stands on screen, saved or not; nothing is saved here.
    """
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
        if filing.printing is not None and filing.state.keeps_its_paper:
            return _kept(reader.content(filing.printing.attachment_id))
        _refuse_by_hand(filing)
        known = current_snapshot(office, reader)
    shown = edited or filing
    form = filing_form_in(office.folder, shown.kind.value)
    if form.background is not None and form.background.medium is Medium.WORD:
        return _sketch(form, _values(form, office, shown, known), shown.kind.value)
    return _fill(office, shown, known, attach_values=known.settings.attach_values)[0]


def blank_filing_form(office: Office, variant: str) -> Filled:
    """Return the empty form for one kind of filing, to be filled in by hand."""
    with office.register.read() as reader:
        settings = reader.settings()
    form = filing_form_in(office.folder, variant)
    options = frozenset(box.value for box in settings.opinion_boxes) & set(form.options)
    return fill(form, {}, variant=variant, blank=True, options=options, attach_values=False)


@dataclass(frozen=True)
class PrintedFiling:
    """The filing after printing, its PDF, and what was found and printed all the same."""

    filing: Filing
    pdf: bytes
    findings: tuple[Finding, ...]


def print_filing(
    office: Office, filing_id: int, reason: str = "", *, attach_values: bool | None = None
) -> Outcome[PrintedFiling]:
    """Make the PDF for signature (送签稿) and keep it; a draft becomes 送签中.

    ``reason`` is why it is printed although there are findings (仍要打印); it is kept in the journal.
    ``attach_values`` says whether this form carries its values; None leaves it to the unit's setting. From the
    signature on the kept PDF is given as it is and nothing changes. Raises ``MissingCharacterError`` (an
    ``InputError``) when a character is in no font.
    """
    return _keep(office, _prepared(office, filing_id, attach_values=attach_values), reason)


@dataclass(frozen=True)
class _Prepared:
    """A filing with its PDF, made but not kept yet; ``form`` None: it is the kept PDF of a signed one."""

    filing: Filing
    filled: Filled
    form: Form | None = None
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    file_name: str = ""


def _prepared(office: Office, filing_id: int, *, attach_values: bool | None) -> _Prepared:
    """Check and fill a filing; nothing of it is kept. Raises ``InputError`` when it cannot be printed."""
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
        if filing.printing is not None and filing.state.keeps_its_paper:
            return _Prepared(filing, _kept(reader.content(filing.printing.attachment_id)))
        known = current_snapshot(office, reader)
    _refuse_by_hand(filing)
    findings = tuple(check_before_printing(filing, known, office.today(), work_calendar(known)))
    filled, form, values = _fill(
        office,
        replace(filing, filled_on=filing.filled_on or office.today()),
        known,
        attach_values=known.settings.attach_values if attach_values is None else attach_values,
    )
    return _Prepared(filing, filled, form, values, findings, suggested_name(filing, known))


def _keep(office: Office, prepared: _Prepared, reason: str) -> Outcome[PrintedFiling]:
    filing, filled, form = prepared.filing, prepared.filled, prepared.form
    if form is None:
        return Outcome(PrintedFiling(filing, filled.pdf, ()), frozenset())
    subject = Subject(SubjectKind.FILING, filing.id)
    with office.register.write(office.actor, Action.FILING_PRINTED, subject=subject, note=reason) as writer:
        current = writer.filing(filing.id)
        if current != filing:
            raise InputError(
                translate(_CONTEXT, "打印时这份备案在别处被修改了，"), translate(_CONTEXT, "请重新打开后再打印。")
            )
        kept = writer.attach(SubjectKind.FILING, filing.id, AttachmentKind.PRINTED_FORM, prepared.file_name, filled.pdf)
        printing = Printing(
            attachment_id=kept.id,
            sha256=filled.sha256,
            form_name=form.name,
            form_version=form.version,
            values_json=json.dumps(prepared.values, ensure_ascii=False, sort_keys=True),
            printed_at=office.now(),
        )
        printed = replace(current, printing=printing, filled_on=current.filled_on or office.today())
        if current.state is FilingState.DRAFT:
            printed = filing_progress.advance(
                printed, FilingState.PRINTED, office.today(), today=office.today(), now=office.now(), note=reason
            )
        saved = writer.save(printed)
    changed = frozenset({SubjectKind.FILING, SubjectKind.ATTACHMENT})
    return Outcome(PrintedFiling(saved, filled.pdf, prepared.findings), changed)


def suggested_name(filing: Filing, known: Snapshot) -> str:
    """Return a file name for the filing's PDF that every system accepts: 备案表-关停-账号名称.pdf."""
    account = known.account(filing.account_id)
    name = translate(_CONTEXT, "备案表-{kind}-{name}.pdf")
    return file_name(name.format(kind=word(filing.kind), name=account.name if account else ""))


def print_filings(
    office: Office, filing_ids: Sequence[int], progress: Progress, reason: str = "", *, attach_values: bool
) -> Outcome[bytes]:
    """Print several filings into one PDF: all are filled before the first is kept and becomes 送签中.

    One that cannot be printed, or the user's cancel, leaves all as they were; the ``InputError`` names the filing.
    With ``attach_values`` the PDF carries the values of every form that does, one file for each filing.
    """
    ids = tuple(dict.fromkeys(filing_ids))
    ready = []
    for done, filing_id in enumerate(ids):
        progress.step(done, len(ids))
        with _naming(office, filing_id):
            ready.append(_prepared(office, filing_id, attach_values=attach_values))
    progress.step(len(ids), len(ids))
    parts = [JoinedPdf(one.filing.id, one.filled.pdf) for one in ready]
    joined = join(parts, form_in(office.folder, FILING_FORM).title, attach_values=attach_values)
    for one in ready:
        with _naming(office, one.filing.id):
            _keep(office, one, reason)
    return Outcome(joined, frozenset({SubjectKind.FILING, SubjectKind.ATTACHMENT}))


@contextmanager
def _naming(office: Office, filing_id: int) -> Iterator[None]:
    """Say of a refusal which of several filings it is about."""
    try:
        yield
    except InputError as problem:
        with office.register.read() as reader:
            title = about_filing(reader.filing(filing_id), current_snapshot(office, reader)).title
        message = translate(_CONTEXT, "{filing}：{message}").format(filing=title, message=problem.message)
        raise InputError(message, problem.remedy, field=problem.field) from problem


def changed_since_printing(office: Office, filing_id: int) -> tuple[str, ...]:
    """Return the labels of what the printed sheet says otherwise than the register does now.

    What only follows from the signature (the approval's day and with it the last day) is no difference, and a
    filing that was handed in has none.
    """
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
        known = current_snapshot(office, reader)
    if filing.printing is None or filing.state.is_submitted:
        return ()
    form = filing_form_in(office.folder, filing.kind.value)
    printed = json.loads(filing.printing.values_json)
    now = _values(form, office, filing, known)
    follows = ("approval.", "filing.due_on")
    return tuple(
        asked.label
        for asked in form.fields
        if not asked.source.startswith(follows) and printed.get(asked.name) != now.get(asked.name)
    )


def has_errors(findings: Sequence[Finding]) -> bool:
    """Whether one of the findings is an error (a command then ends with exit code 1)."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def asks_reason(findings: Sequence[Finding]) -> bool:
    """Whether the user is asked why to print all the same (仍要打印，原因)."""
    return any(finding.severity is not Severity.NOTE for finding in findings)


def _fill(
    office: Office, filing: Filing, known: Snapshot, *, attach_values: bool
) -> tuple[Filled, Form, dict[str, JsonValue]]:
    form = filing_form_in(office.folder, filing.kind.value)
    values = _values(form, office, filing, known)
    filled = fill(form, values, variant=filing.kind.value, options=_options(form, known), attach_values=attach_values)
    return filled, form, values


def _options(form: Form, known: Snapshot) -> frozenset[str]:
    """Return the opinion boxes that the unit wants; an office's own form has those that it has."""
    return frozenset(box.value for box in known.settings.opinion_boxes) & frozenset(form.options)


def _values(form: Form, office: Office, filing: Filing, known: Snapshot) -> dict[str, JsonValue]:
    pictures = any(asked.kind is FieldKind.PICTURE for asked in form.fields)
    sources = filing_sources(filing, known, work_calendar(known), office.today(), pictures=pictures)
    return {asked.name: sources[asked.source] for asked in form.fields if sources.get(asked.source) not in (None, "")}


def _refuse_by_hand(filing: Filing) -> None:
    """Refuse to fill anew a form that was signed on another paper: it would say what nobody signed."""
    if filing.state.keeps_its_paper:
        raise InputError(
            translate(_CONTEXT, "这份备案是手工填表办理的，程序里没有留存打印件，"),
            translate(_CONTEXT, "请用签字盖章的原件复印，或把扫描件添加到附件。"),
        )


def _sketch(form: Form, values: Mapping[str, JsonValue], variant: str) -> Filled:
    """Return a drawing of a filled Word form's tables: its pages are set by Word, when it is opened there."""
    shown = sketch_of(as_word(form, values, variant=variant))
    return replace(_kept(shown), job=FillJob(form=form, values=values, variant=variant), sketch=True)


def _kept(pdf: bytes) -> Filled:
    from hashlib import sha256

    return Filled(pdf=pdf, pages=page_count(pdf), sha256=sha256(pdf).hexdigest(), continued=())
